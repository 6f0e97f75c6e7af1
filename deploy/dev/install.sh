# What must be on the machine: Debian packages, Node.js 22 and Apache Kafka. Sourced by ./dev.

# Prints "package<TAB>why" for each package of the given uses that is missing.
missing_packages() {
  local uses=" $* " use package why instead
  while IFS='|' read -r use package why instead; do
    read -r use <<<"$use"
    [[ -z $use || $use == \#* || $uses != *" $use "* ]] && continue
    read -r package <<<"$package"
    read -r why <<<"$why"
    read -r instead <<<"$instead"
    [[ -n $instead ]] && command -v "$instead" >/dev/null && continue
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] && continue
    printf '%s\t%s\n' "$package" "$why"
  done <"$here/packages.txt"
}

install_packages() {
  local missing names=() as_root=()
  missing=$(missing_packages "$@")
  [[ -z $missing ]] && return
  command -v apt-get >/dev/null || fail "these Debian packages are needed, and there is no apt-get:"$'\n'"$missing"
  if ((EUID != 0)); then
    command -v sudo >/dev/null || fail "sudo is needed to install packages; or install as root:"$'\n'"$missing"
    as_root=(sudo)
  fi
  say "Missing Debian packages${as_root[*]:+, to be installed with sudo}:"
  column_pair <<<"$missing"
  mapfile -t names < <(cut -f1 <<<"$missing")
  step "Installing ${#names[@]} Debian packages: compiler, libraries and tools of the build" \
    "up to 3 minutes" apt_install "${as_root[@]}"
}

column_pair() {
  local package why
  while IFS=$'\t' read -r package why; do
    printf '  %-24s %s\n' "$package" "$why" >&2
  done
}

# Uses the names gathered by install_packages; its arguments are the prefix that gives the rights.
apt_install() {
  logged apt-update "$@" apt-get update
  logged apt-install "$@" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
    "${names[@]}"
}

# Node.js and npm of the pinned versions, from the npm registry into .dev/node.
install_node() {
  local node="$state/node" wanted
  wanted=$(sha256sum <"$here/node/package-lock.json")
  [[ -f $node/lock.sha256 && $(<"$node/lock.sha256") == "$wanted" ]] && return
  step "Fetching Node.js 22, which builds the dashboard; Debian 12 has an older one" "about 15 s" fetch_node
  printf '%s\n' "$wanted" >"$node/lock.sha256"
}

fetch_node() {
  local node="$state/node" found
  mkdir -p "$node"
  cp "$here/node/package.json" "$here/node/package-lock.json" "$node/"
  logged node npm ci --prefix "$node" --no-audit --no-fund --ignore-scripts
  # npm takes only the package of this machine's architecture; some versions of npm do not link its command.
  found=("$node"/node_modules/node-linux-*/bin/node)
  [[ -x ${found[0]} ]] || fail "no Node.js for this machine ($(uname -m)) in deploy/dev/node/package.json"
  ln -sf "${found[0]}" "$node/node_modules/.bin/node"
}

# with_node COMMAND…: runs it with the pinned Node.js and npm first on the path.
with_node() { PATH="$state/node/node_modules/.bin:$PATH" "$@"; }

# install USE…: makes sure of everything that the uses (see packages.txt) need. In no time when it is there.
install() {
  install_packages "$@"
  install_node
  "$here/broker/fetch"
}

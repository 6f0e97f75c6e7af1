# Building the daemon, its tests and the dashboard. Sourced by ./dev.

# Objects compiled in one clone serve another one on the same machine (a reviewer's, CI's).
export CCACHE_BASEDIR="$clone" CCACHE_NOHASHDIR=1

configure() {
  [[ -f $clone/build/build.ninja ]] && return
  logged configure cmake --preset release -S "$clone"
}

# compile [TARGET…]: everything, or the targets named.
compile() {
  configure
  ninja -C "$clone/build" -j "$(nproc)" "$@"
}

# The dashboard, built again only when one of its sources is newer than the last result.
build_dashboard() {
  local source="$clone/daemon/dashboard" output="$clone/build/dashboard" installed
  installed="$source/node_modules/.package-lock.json"
  if [[ ! -f $installed || $source/package-lock.json -nt $installed ]]; then
    step "Fetching the dashboard's packages" "about 20 s" \
      logged dashboard-packages with_node npm ci --prefix "$source" --no-audit --no-fund
    touch "$installed"
  fi
  if [[ ! -f $output/index.html || -n $(dashboard_sources_newer_than "$output/index.html") ]]; then
    step "Building the dashboard" "about 15 s" \
      logged dashboard-build with_node npm run build --prefix "$source"
  fi
}

dashboard_sources_newer_than() {
  find "$clone/daemon/dashboard" -name node_modules -prune -o -type f -newer "$1" -print -quit
}

build() {
  step "Building procured${*:+: $*}" "a first build takes about 5 minutes on two cores, a later one seconds" \
    compile "$@"
  build_dashboard
}

# Formats what git knows of C++ files; --check only tells.
format_sources() {
  local files words=(-i)
  [[ ${1-} == --check ]] && words=(--dry-run --Werror)
  mapfile -t files < <(git -C "$clone" ls-files '*.cpp' '*.h')
  ((${#files[@]} > 0)) || return 0
  (cd "$clone" && clang-format "${words[@]}" "${files[@]}")
}

# Paths, progress lines and failure, shared by all parts of ./dev. Sourced, never run.

state="$clone/.dev"
logs="$state/logs"
binary="$clone/build/procured"

if [[ -t 2 ]]; then
  bold=$'\e[1m' red=$'\e[31m' plain=$'\e[0m'
else
  bold='' red='' plain=''
fi

say() { printf '%s\n' "$*" >&2; }

fail() {
  printf '%sdev: %s%s\n' "$red" "$1" "$plain" >&2
  exit "${2:-1}"
}

# step WHAT-AND-WHY HOW-LONG COMMAND…: says what begins and how long it takes, runs it, and says how long it took.
step() {
  local what=$1 how_long=$2 began=$SECONDS
  shift 2
  say "${bold}▶ $what${plain} ($how_long)"
  "$@"
  say "  done in $((SECONDS - began)) s"
}

# logged NAME COMMAND…: keeps the output in .dev/logs/NAME.log and shows its end only when the command fails.
logged() {
  local log="$logs/$1.log" code=0
  shift
  mkdir -p "$logs"
  "$@" >"$log" 2>&1 || code=$?
  if ((code != 0)); then
    tail -n 40 "$log" >&2
    fail "that failed with code $code; the whole output is in ${log#"$clone"/}"
  fi
}

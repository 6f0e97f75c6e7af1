# What ./dev run has started, recorded in .dev/run so that status, down and reset find it again. Sourced by ./dev.

running="$state/run"

# The time a process started, in clock ticks since boot; with the pid it names one process for good.
started_at() {
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # The second field, the name in parentheses, may hold blanks; the start time is the 20th after it.
  read -ra stat <<<"${stat##*) }"
  echo "${stat[19]}"
}

record_process() {
  mkdir -p "$running"
  echo "$2 $(started_at "$2")" >"$running/$1.incoming"
  mv "$running/$1.incoming" "$running/$1"
}

forget_process() { rm -f "$running/$1"; }

# Prints the pid recorded under a name when that very process still runs.
recorded_process() {
  local pid ticks
  [[ -f $running/$1 ]] && read -r pid ticks <"$running/$1" && [[ $(started_at "$pid") == "$ticks" ]] || return 1
  echo "$pid"
}

# end_process NAME SECONDS: SIGTERM, then SIGKILL when it has not ended in that time. The group is ended as well.
end_process() {
  local pid tenths=$(($2 * 10))
  pid=$(recorded_process "$1") || { forget_process "$1"; return 0; }
  kill -TERM "$pid" 2>/dev/null || true
  while ((tenths-- > 0)) && recorded_process "$1" >/dev/null && ! is_zombie "$pid"; do
    sleep 0.1
  done
  if recorded_process "$1" >/dev/null && ! is_zombie "$pid"; then
    say "  $1 did not end in $2 s; it is killed"
  fi
  # Both lead a process group of their own; whatever is left of it goes too.
  kill -KILL -- "-$pid" 2>/dev/null || true
  # Where it is our own child, reap it here, so that the shell does not remark on it.
  wait "$pid" 2>/dev/null || true
  forget_process "$1"
}

is_zombie() { [[ $(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null) == Z* ]]; }

# Prints the pids whose parent is $1, but for those that have a name here: they are ended in their order.
children_of() {
  local stat parent pid
  for stat in /proc/[0-9]*/stat; do
    pid=${stat#/proc/}
    pid=${pid%/stat}
    parent=$(sed 's/.*) . //; s/ .*//' "$stat" 2>/dev/null) || continue
    [[ $parent == "$1" ]] || continue
    [[ $pid == "$(recorded_process procured)" || $pid == "$(recorded_process broker)" ]] || echo "$pid"
  done
}

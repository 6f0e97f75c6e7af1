# The broker of ./dev run, in the background. Sourced by ./dev. The broker itself: broker/start.

# start_broker DIR: returns when it answers; leaves its pid in broker_pid and its address in bootstrap.
start_broker() {
  local dir=$1
  mkdir -p "$dir" "$logs"
  rm -f "$dir/bootstrap"
  "$here/broker/start" --with-parent "$dir" >"$logs/broker.log" 2>&1 9>&- &
  broker_pid=$!
  record_process broker "$broker_pid"
  until [[ -f $dir/bootstrap ]]; do
    if ! kill -0 "$broker_pid" 2>/dev/null; then
      tail -n 20 "$logs/broker.log" >&2
      fail "the broker ended before it answered; see .dev/logs/broker.log"
    fi
    sleep 0.1
  done
  bootstrap=$(<"$dir/bootstrap")
}

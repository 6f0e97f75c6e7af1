# ./dev run, status, down, reset. Sourced by ./dev.
#
# .dev/runs/NAME holds all that belongs to one source of documents: the broker's records, the watched folder, the
# daemon's state and configuration. NAME is "sample", or the folder's name and a hash of its path. So one's own documents
# never mix with the sample, and each goes on where it stopped.

run_usage() {
  cat <<'HELP'
usage: ./dev run [--documents DIR] [--port PORT]

Installs what is missing, builds, starts a Kafka broker on loopback, feeds documents, starts procured, and prints the
address of the dashboard. Ctrl-C stops everything. The next ./dev run goes on where this one stopped.

  --documents DIR   feed the documents and registers below DIR instead of the sample municipality
  --port PORT       port of the dashboard (default: a free one, kept for the next time)

Example: ./dev run --documents ~/invoices
HELP
}

run() {
  local documents='' port=''
  while (($# > 0)); do
    case $1 in
      --documents)
        [[ -d ${2-} ]] || fail "--documents needs a folder that exists; got '${2-}'" 64
        documents=$(cd "$2" && pwd)
        shift 2
        ;;
      --port)
        [[ ${2-} =~ ^[0-9]+$ ]] || fail "--port needs a number; got '${2-}'" 64
        port=$2
        shift 2
        ;;
      -h | --help) run_usage; return ;;
      *) fail "run does not know '$1'; see ./dev help run" 64 ;;
    esac
  done
  claim_run
  trap stop_all EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  install build run
  build procured
  start_all "$documents" "$port"
  stay
}

# Only one ./dev run at a time in a clone. Descriptor 9 holds the lock and is closed in all children that outlive us.
claim_run() {
  mkdir -p "$running"
  exec 9>"$running/lock"
  flock --nonblock 9 || fail "./dev run is already running here; ./dev status tells more, ./dev down stops it"
  record_process dev $$
}

start_all() {
  local documents=$1 port=$2 work
  work="$state/runs/$(run_name "$documents")"
  mkdir -p "$work"
  echo "$work" >"$running/work"
  step "Starting Kafka on 127.0.0.1" "3 s" start_broker "$work/broker"
  [[ -n $documents ]] || documents=$(sample_documents)
  feed_documents "$documents" "$work"
  choose_port "$work" "$port"
  write_config "$work" "$documents"
  step "Starting procured: restores its state, then reads what is new" "a few seconds" start_procured "$work"
  announce "$work"
}

run_name() {
  if [[ -z $1 ]]; then
    echo sample
  else
    echo "$(basename "$1")-$(sha256sum <<<"$1" | cut -c1-8)"
  fi
}

# The sample municipalities, generated once; prints where they are.
sample_documents() {
  local out="$state/sample"
  if [[ ! -d $out ]]; then
    rm -rf "$out.incoming"
    step "Generating the sample: three fictional municipalities over 18 months" "a few seconds" \
      logged simulate "$binary" simulate --out "$out.incoming" --buyers 3 --documents 2000 --months 18 --seed 1
    mv "$out.incoming" "$out"
  fi
  echo "$out"
}

# A folder that `procured simulate` made says in procured.yaml who its buyers are; its registers and documents are fed,
# its truth is not. Of any other folder all is fed.
feed_documents() {
  local fed=0 part parts=('')
  [[ ! -f $1/procured.yaml ]] || parts=(/registers /documents)
  for part in "${parts[@]}"; do
    ((fed += $("$here/feed" "$1$part" "$2/inbox$part" "$2/staging"))) || true
  done
  say "  $fed files of $1 fed into ${2#"$clone"/}/inbox"
}

# The buyers of a simulated folder, as YAML; nothing for any other.
buyers_of() {
  [[ ! -f $1/procured.yaml ]] || sed -n '/^buyers:/,/^[^ b]/p' "$1/procured.yaml" | grep -E '^(buyers:| )'
}

choose_port() {
  local wanted=$2
  if [[ -z $wanted && -f $1/port ]]; then
    wanted=$(<"$1/port")
  fi
  port=$("$here/broker/ports" choose 1 ${wanted:+"$wanted"})
  [[ -z $2 || $port == "$2" ]] || fail "port $2 is taken"
  echo "$port" >"$1/port"
}

# The configuration of the daemon, written anew each time: ports may have changed.
write_config() {
  cat >"$1/procured.yaml" <<YAML
# Written by ./dev run at each start. All options: procured check --print-reference.
$(buyers_of "$2")
connectors:
  files:
    folder:
      path: $(yaml_text "$1/inbox")
      poll_interval_ms: 500
kafka:
  bootstrap_servers: $bootstrap
  partitions: 4
state_dir: $(yaml_text "$1/state")
store:
  path: $(yaml_text "$1/procured.sqlite")
serve:
  port: $port
  dashboard_dir: $(yaml_text "$clone/build/dashboard")
  goals:
    e_commerce_share_of_potential_ratio: 0.85
YAML
}

yaml_text() { printf "'%s'" "${1//\'/\'\'}"; }

start_procured() {
  setsid setpriv --pdeathsig TERM "$binary" run --config "$1/procured.yaml" >"$logs/procured.log" 2>&1 9>&- &
  procured_pid=$!
  record_process procured "$procured_pid"
  until [[ $(http_status "$port" /readyz) == 200 ]]; do
    if ! kill -0 "$procured_pid" 2>/dev/null; then
      tail -n 20 "$logs/procured.log" >&2
      fail "procured ended before it was ready; see .dev/logs/procured.log"
    fi
    sleep 0.1
  done
}

# http_status PORT PATH: the status code of a GET on loopback; nothing when nobody answers.
http_status() {
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 0
    printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&3
    read -r -t 2 _ code _ <&3 && echo "$code"
  ) 2>/dev/null || true
}

announce() {
  say ""
  say "${bold}The dashboard: http://127.0.0.1:$port/${plain}"
  say "  Further documents: move them into ${1#"$clone"/}/inbox (by rename, so that none is seen half written)."
  say "  Logs: .dev/logs/procured.log and broker.log. Ctrl-C stops everything."
}

# Waits until someone stops us, or until procured or the broker ends by itself.
stay() {
  local ended code=0
  wait -n -p ended "$procured_pid" "$broker_pid" || code=$?
  if [[ $ended == "$procured_pid" ]]; then
    tail -n 20 "$logs/procured.log" >&2
    fail "procured ended by itself with code $code; see .dev/logs/procured.log"
  fi
  tail -n 20 "$logs/broker.log" >&2
  fail "the broker ended by itself with code $code; see .dev/logs/broker.log"
}

# Runs on every way out. 5 + 4 s: within the 10 s that Ctrl-C promises.
stop_all() {
  trap '' INT TERM HUP
  trap - EXIT
  if recorded_process procured >/dev/null || recorded_process broker >/dev/null; then
    say ""
    say "Stopping procured and the broker"
  fi
  end_process procured 5
  end_process broker 4
  forget_process dev
}

down() {
  local pid waited=0
  if pid=$(recorded_process dev); then
    # While it installs or builds, it acts only when that step has ended; so the step is ended too.
    kill -TERM "$pid" $(children_of "$pid")
    while recorded_process dev >/dev/null && ((waited++ < 120)); do
      sleep 0.1
    done
  fi
  stop_all
  say "Nothing of ./dev run is running."
}

reset() {
  down
  rm -rf "$state/runs" "$state/sample" "$logs"
  say "Removed the broker's records, the daemon's state, the fed documents, the sample and the logs."
  say "Kafka, Node.js and build/ stay; the next ./dev run starts from no data."
}

status() {
  local name pid code=1
  for name in dev broker procured; do
    if pid=$(recorded_process "$name"); then
      printf '%-9s running, pid %s\n' "$name" "$pid"
      code=0
    else
      printf '%-9s not running\n' "$name"
    fi
  done
  recorded_process procured >/dev/null && status_of_work
  return "$code"
}

status_of_work() {
  local work ready='not ready'
  work=$(<"$running/work")
  [[ $(http_status "$(<"$work/port")" /readyz) == 200 ]] && ready=ready
  printf 'dashboard http://127.0.0.1:%s/ (%s)\n' "$(<"$work/port")" "$ready"
  printf 'broker    %s\n' "$(<"$work/broker/bootstrap")"
  printf 'inbox     %s\n' "$work/inbox"
}

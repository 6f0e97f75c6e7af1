# Measuring. Sourced by ./dev. The benchmark itself starts a broker of its own (broker/start).

bench() {
  build
  PROCURED_BROKER_HEAP=${PROCURED_BROKER_HEAP:-1g} exec "$clone/tests/bench/run" "$@"
}

# Running the tests. Sourced by ./dev.

# run_tests [--fast|--long] [CTEST WORDS…]
run_tests() {
  local words=(--test-dir "$clone/build" --output-on-failure --parallel "$(nproc)" --no-tests=error)
  case ${1-} in
    --fast)
      words+=(--label-exclude '^(broker|browser|long)$')
      shift
      ;;
    --long)
      export PROCURED_LONG=1
      shift
      ;;
  esac
  (cd "$clone" && with_node ctest "${words[@]}" "$@")
}

test_usage() {
  cat <<'HELP'
usage: ./dev test [--fast|--long] [CTEST WORDS…]

Builds and runs all tests, those against a real broker and a real browser included; long ones as a time-boxed, seeded
sample.

  --fast   only tests that need neither broker nor browser (under two minutes once built)
  --long   the full counts instead of samples (hours)

Example: ./dev test --fast -R judge
HELP
}

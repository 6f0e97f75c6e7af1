# Fuzzing with clang's libFuzzer, in a build of its own. Sourced by ./dev; see tests/fuzz/README.md.

# fuzz TARGET [SECONDS]
fuzz() {
  local target=${1-} seconds=${2:-60} found="$state/fuzz/${1-}" seeds
  [[ -n $target && -f $clone/tests/fuzz/${target}_fuzz.cpp ]] ||
    fail "fuzz needs a target: $(fuzz_targets)" 64
  install_packages build fuzz
  [[ -f $clone/build/fuzz/build.ninja ]] || logged fuzz-configure cmake --preset fuzz -S "$clone"
  step "Building ${target}_fuzz with sanitizers" "a first build takes 10 minutes" \
    logged fuzz-build ninja -C "$clone/build/fuzz" "${target}_fuzz"
  mkdir -p "$found/new"
  IFS=';' read -ra seeds <"$clone/build/fuzz/tests/fuzz/$target.seeds" || true
  say "Findings go to ${found#"$clone"/}, new inputs to ${found#"$clone"/}/new"
  UBSAN_OPTIONS=print_stacktrace=1 nice "$clone/build/fuzz/tests/fuzz/${target}_fuzz" \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=3000 -max_len=20000 -print_final_stats=1 \
    -artifact_prefix="$found/" "$found/new" "${seeds[@]}"
}

fuzz_targets() {
  local files=("$clone"/tests/fuzz/*_fuzz.cpp)
  files=("${files[@]##*/}")
  printf '%s ' "${files[@]%_fuzz.cpp}"
}

fuzz_usage() {
  cat <<HELP
usage: ./dev fuzz TARGET [SECONDS]

Looks for inputs that break a reader, a mapping or the configuration, for SECONDS (60). Exit code not 0 when it finds one.
Targets: $(fuzz_targets)

Example: ./dev fuzz json 900
HELP
}

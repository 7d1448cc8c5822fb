#!/usr/bin/env bash
# Installs what the tests need, builds, and runs every test; ends non-zero if one fails. Writes to
# build/ only; can be repeated.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh

install_packages "${build_packages[@]}" "${test_packages[@]}" "${cluster_packages[@]}"

launcher=()
command -v ccache >/dev/null &&
  launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DCMAKE_CUDA_COMPILER_LAUNCHER=ccache)
# Clones of the same commit share what ccache keeps.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
# Kernels for the GPU that is here; where there is none they are compiled all the same.
architecture=()
nvidia-smi >/dev/null 2>&1 && architecture=(-DCMAKE_CUDA_ARCHITECTURES=native)
jobs=$(nproc)
failed=()

step() {
  local name=$1
  shift
  echo
  echo "== $name"
  local began=$SECONDS
  "$@" || failed+=("$name")
  echo "== $name: $((SECONDS - began)) s"
}

build_all() {
  cmake --preset test "${launcher[@]}" "${architecture[@]}" && cmake --build --preset test
}
# The cluster of tests/slurm mostly waits: one more test may run beside it.
test_all() { ctest --preset test -j "$((jobs + 1))"; }

# Mutated files and configurations, and what must give the same bits everywhere, from a second
# compiler in a build that stops at the first bad access.
build_sanitize() {
  cmake --preset sanitize -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ "${launcher[@]}" &&
    cmake --build --preset sanitize --target fuzz_tests parity_tests
}
test_sanitize() { ctest --preset sanitize -L 'fuzz|parity' -j "$jobs"; }

# The device backend on CPU threads: a missing atomic or barrier is a race there, too.
build_threads() {
  cmake --preset threads "${launcher[@]}" &&
    cmake --build --preset threads --target threads_tests
}
test_threads() { ctest --preset threads -L threads -j "$jobs"; }

# The same searches from every build: two compilers, optimised and not.
builds=(build/test build/sanitize)
test_parity() { tests/parity/compare_builds.sh "${builds[@]/%//tests/parity/trajectories}"; }

step "build" build_all
step "test" test_all
step "build sanitize" build_sanitize
step "test sanitize" test_sanitize
step "build threads" build_threads
step "test threads" test_threads
step "same searches from every build" test_parity

echo
if [ "${#failed[@]}" -gt 0 ]; then
  echo "FAILED: ${failed[*]}" >&2
  exit 1
fi
echo "All tests passed in $SECONDS s."

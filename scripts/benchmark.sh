#!/usr/bin/env bash
# Measures nightwatt on published benchmarks and generated nights, and other optimizers beside it.
# Usage: scripts/benchmark.sh --help
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh

install_packages python3 python3-venv
if [ -z "${NIGHTWATT:-}" ]; then
  if [ ! -x build/release/nightwatt ]; then
    install_packages "${build_packages[@]}"
    cmake --preset release
    cmake --build --preset release
  fi
  export NIGHTWATT="$PWD/build/release/nightwatt"
fi
exec env PYTHONDONTWRITEBYTECODE=1 python3 scripts/benchmark/run.py "$@"

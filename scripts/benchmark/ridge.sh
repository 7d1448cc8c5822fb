#!/usr/bin/env bash
# Ridge regression against scikit-learn: makes a Python environment under build/ (this needs a package
# index), builds the benchmark, and compares. Arguments: series (200), threads (1).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
environment=build/sklearn
[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
"$environment/bin/python" -c 'import sklearn' 2>/dev/null ||
  "$environment/bin/pip" install --quiet numpy scikit-learn
cmake --preset release -DNIGHTWATT_BENCH=ON
cmake --build --preset release --target ridge_bench
export OPENBLAS_NUM_THREADS=${2:-1} OMP_NUM_THREADS=${2:-1}
"$environment/bin/python" scripts/benchmark/ridge_against_sklearn.py \
  build/release/tests/bench/ridge_bench "${1:-200}" "${2:-1}"

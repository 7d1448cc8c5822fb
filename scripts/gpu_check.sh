#!/usr/bin/env bash
# Everything that needs a GPU, in one go: equal plans on CPU and GPU, compute-sanitizer, rates, and the
# gap reached in some seconds. gpu_check.sh PROGRAMS REPORTS
#   PROGRAMS  folder with nightwatt, cuda_parity_test and forecast_test (bin/ of the bundle)
#   REPORTS   folder for what is found; summary.txt says what passed
# Ends non-zero if a check failed. Takes about ten minutes on a large GPU.
set -uo pipefail
if [ $# -ne 2 ]; then
  echo "usage: gpu_check.sh PROGRAMS REPORTS" >&2
  exit 2
fi
programs=$(realpath "$1")
mkdir -p "$2"
reports=$(realpath "$2")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

# check NAME SECONDS COMMAND...: one line in the summary, the output in NAME.txt.
check() {
  local name=$1 limit=$2
  shift 2
  local began=$SECONDS verdict=passed
  timeout "$limit" "$@" >"$reports/$name.txt" 2>&1 || { verdict="FAILED ($?)"; failed=1; }
  echo "$name: $verdict, $((SECONDS - began)) s" | tee -a "$reports/summary.txt"
}

# The plan's hash after so many generations, on one backend.
hash_of() {
  "$programs/nightwatt" plan --instance "$1" -o "$scratch/plan.h5" --algorithm "$2" --backend "$3" \
    --generations 10 --set bound.steps=50 --set genetic.islands=4 --set genetic.island_plans=16 \
    --quiet --json - | sed -n 's/.*"plan_hash": "\([0-9a-f]*\)".*/\1/p'
}

same_plans() {
  local algorithm cpu cuda same=0
  for algorithm in genetic swarm hybrid; do
    cpu=$(hash_of "$1" "$algorithm" cpu)
    cuda=$(hash_of "$1" "$algorithm" cuda)
    echo "$algorithm: cpu $cpu, cuda $cuda"
    [ -n "$cpu" ] && [ "$cpu" = "$cuda" ] || same=1
  done
  return $same
}

: >"$reports/summary.txt"
nvidia-smi >"$reports/device.txt" 2>&1
"$programs/nightwatt" generate night --tasks 2000 --servers 40 --seed 1 -o "$scratch/small.h5"
"$programs/nightwatt" generate night --tasks 100000 --servers 1000 --seed 1 --no-renewable \
  -o "$scratch/large.h5"

check parity 120 "$programs/cuda_parity_test"
check ridge 60 "$programs/forecast_test" --gtest_filter='Ridge.DeviceAgreesWithTheCpu'
[ ! -x "$programs/ridge_bench" ] || check ridge_rate 60 "$programs/ridge_bench" cuda
export -f same_plans hash_of
export programs scratch
check same_plans 120 bash -c 'same_plans "$1"' _ "$scratch/small.h5"
[ ! -x "$programs/backend_bench" ] || check backend_bench 300 "$programs/backend_bench" \
  --benchmark_out="$reports/backend_bench.json" --benchmark_out_format=json
check doctor 150 "$programs/nightwatt" doctor --full --json "$reports/doctor.json"
for backend in cpu cuda; do
  check "large_$backend" 60 "$programs/nightwatt" plan --instance "$scratch/large.h5" \
    -o "$scratch/plan.h5" --backend "$backend" --time-limit 20 --json "$reports/large_$backend.json"
done
for tool in memcheck racecheck initcheck; do
  if ! command -v compute-sanitizer >/dev/null; then
    echo "$tool: FAILED, there is no compute-sanitizer" | tee -a "$reports/summary.txt"
    failed=1
    continue
  fi
  check "$tool" 100 compute-sanitizer --tool "$tool" --error-exitcode 1 \
    "$programs/cuda_parity_test" --gtest_filter='*EqualsTheCpu/coupled_pinned:*EqualsTheCpu/loads_only'
done
exit $failed

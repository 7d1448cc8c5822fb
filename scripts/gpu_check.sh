#!/usr/bin/env bash
# Everything that needs a GPU: equal plans on CPU and GPU, compute-sanitizer, rates, and the gap reached in
# some seconds. gpu_check.sh PROGRAMS REPORTS [STAGE...]
#   PROGRAMS  folder with nightwatt, cuda_parity_test, forecast_test and the benchmarks (bin/ of the bundle)
#   REPORTS   folder for what is found; summary.txt says what passed, report.tar.gz holds all of it
#   STAGE     what to run, in the order below; all where none is named. REPORTS may be that of an earlier part:
#               checks  parity memcheck same_plans doctor racecheck initcheck
#               rates   ridge ridge_rate doctor_full backend_bench large
#             `checks` and `rates` stand for their stages and end within ten minutes each.
# Needs, beside the driver: compute-sanitizer in PATH (of the CUDA toolkit) for memcheck, racecheck and initcheck;
# cuBLAS and cuSOLVER of the toolkit's major version that the programs were built with, where the loader finds them
# or in /usr/local/cuda/lib64, for ridge and ridge_rate. The other stages need neither.
# Ends non-zero if a check failed. A check that did not run on the GPU has failed.
# shellcheck disable=SC2016,SC2317
set -uo pipefail
checks="parity memcheck same_plans doctor racecheck initcheck"
rates="ridge ridge_rate doctor_full backend_bench large"
if [ $# -lt 2 ]; then
  echo "usage: gpu_check.sh PROGRAMS REPORTS [STAGE...]" >&2
  exit 2
fi
programs=$(realpath "$1")
mkdir -p "$2"
reports=$(realpath "$2")
shift 2
wanted=" "
for stage in "${@:-checks rates}"; do
  for one in $stage; do
    case $one in
      checks) wanted+="$checks " ;;
      rates) wanted+="$rates " ;;
      *) [[ " $checks $rates " == *" $one "* ]] || { echo "gpu_check.sh: no stage '$one'" >&2; exit 2; }
         wanted+="$one " ;;
    esac
  done
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

# settle NAME VERDICT: one line in the summary; a line of an earlier run gives way.
settle() {
  touch "$reports/summary.txt"
  sed -i "/^$1: /d" "$reports/summary.txt"
  echo "$1: $2" | tee -a "$reports/summary.txt"
  [[ $2 == passed* ]] || failed=1
}

# Whether a program's tests ran: those of prices that the host makes may be skipped, no others.
all_ran() {
  local skipped excused
  skipped=$(grep -c '^\[  SKIPPED \] .* ms)$' "$1")
  excused=$(grep -c 'priced on the host' "$1")
  [ "$skipped" -le "$excused" ] && ! grep -q 'PASSED  \] 0 tests' "$1"
}

# Which library was not found, if that is why tests were skipped.
what_is_missing() {
  grep -m1 -o 'lib[a-z]*\.so[.0-9]* is not there' "$1" | sed 's/^/: /'
}

# check NAME SECONDS COMMAND...: the output in NAME.txt. A kernel that hangs does not hear SIGTERM.
check() {
  local name=$1 limit=$2
  shift 2
  local began=$SECONDS verdict=passed
  timeout -k 10 "$limit" "$@" >"$reports/$name.txt" 2>&1 || verdict="FAILED ($?)"
  all_ran "$reports/$name.txt" || verdict="FAILED, tests did not run$(what_is_missing "$reports/$name.txt")"
  settle "$name" "$verdict, $((SECONDS - began)) s"
}

# The plan's hash after so many generations, on one backend. Settings whose "auto" asks for the device are given.
hash_of() {
  "$programs/nightwatt" plan --instance "$1" -o "$scratch/plan.h5" --algorithm "$2" --backend "$3" \
    --generations 10 --set bound.steps=50 --set genetic.islands=4 --set genetic.island_plans=16 \
    --set genetic.elites=2 --set genetic.walkers=8 --set education.rounds=1 --set education.moves=4 \
    --quiet --json - | sed -n 's/.*"plan_hash": "\([0-9a-f]*\)".*/\1/p'
}

same_plan() {
  local cpu cuda
  cpu=$(hash_of "$1" "$2" cpu)
  cuda=$(hash_of "$1" "$2" cuda)
  echo "$(basename "$1") $2: cpu $cpu, cuda $cuda"
  [ -n "$cpu" ] && [ "$cpu" = "$cuda" ]
}

same_plans() {
  local algorithm same=0
  "$programs/nightwatt" generate night --tasks 2000 --servers 40 --seed 1 -o "$scratch/night.h5" || return
  "$programs/nightwatt" generate etc --tasks 512 --servers 16 --seed 1 -o "$scratch/etc.h5" || return
  for algorithm in genetic swarm hybrid; do
    same_plan "$scratch/night.h5" "$algorithm" || same=1
  done
  same_plan "$scratch/etc.h5" genetic || same=1
  return "$same"
}

# fit FILE OPTIONS...: the doctor, whose findings must be the GPU's, too.
fit() {
  local file=$1 cases compared
  shift
  "$programs/nightwatt" doctor "$@" --json "$file" || return
  grep -A1 '"name": "cuda"' "$file" | grep -q '"unavailable": ""' || { echo "no GPU to be had"; return 1; }
  cases=$(grep -c '"case":' "$file")
  compared=$(grep -A1 '"backend": "cuda"' "$file" | grep -c '"hash"')
  echo "$compared of $cases cases compared with the GPU"
  [ "$cases" -gt 0 ] && [ "$compared" -eq "$cases" ]
}

bench() {
  "$programs/backend_bench" --benchmark_out="$reports/backend_bench.json" \
    --benchmark_out_format=json || return
  grep -Eq '/cuda[/"]' "$reports/backend_bench.json" || { echo "nothing was measured on the GPU"; return 1; }
}

large() {
  "$programs/nightwatt" plan --instance "$scratch/large.h5" -o "$scratch/plan.h5" --backend "$1" \
    --time-limit 20 --json "$reports/large_$1.json"
}

# sanitized TOOL SECONDS: a check under compute-sanitizer, which a node may not have.
sanitized() {
  if command -v compute-sanitizer >/dev/null; then
    check "$1" "$2" bash -c "sanitize $1"
  else
    settle "$1" "FAILED: no compute-sanitizer in PATH (it is part of the CUDA toolkit)"
  fi
}

# sanitize TOOL
sanitize() {
  compute-sanitizer --tool "$1" --error-exitcode 1 "$programs/cuda_parity_test" \
    --gtest_filter='*EqualsTheCpu/coupled_pinned:*EqualsTheCpu/loads_only'
}

export -f hash_of same_plan same_plans fit bench large sanitize
export programs reports scratch

nvidia-smi >"$reports/device.txt" 2>&1
for stage in $checks $rates; do
  [[ $wanted == *" $stage "* ]] || continue
  case $stage in
    parity) check parity 90 "$programs/cuda_parity_test" ;;
    memcheck) sanitized memcheck 90 ;;
    same_plans) check same_plans 120 bash -c same_plans ;;
    doctor) check doctor 60 bash -c 'fit "$reports/doctor.json"' ;;
    racecheck | initcheck) sanitized "$stage" 80 ;;
    ridge) check ridge 30 "$programs/forecast_test" --gtest_filter='Ridge.DeviceAgreesWithTheCpu' ;;
    ridge_rate) check ridge_rate 40 "$programs/ridge_bench" cuda ;;
    doctor_full) check doctor_full 120 bash -c 'fit "$reports/doctor_full.json" --full' ;;
    backend_bench) check backend_bench 240 bash -c bench ;;
    large)
      check large_night 20 "$programs/nightwatt" generate night --tasks 100000 --servers 1000 --seed 1 \
        --no-renewable -o "$scratch/large.h5"
      for backend in cpu cuda; do check "large_$backend" 45 bash -c "large $backend"; done
      ;;
  esac
done
tar -C "$reports" --exclude=./report.tar.gz -czf "$scratch/report.tar.gz" . &&
  mv "$scratch/report.tar.gz" "$reports/report.tar.gz"
exit $failed

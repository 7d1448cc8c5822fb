#!/usr/bin/env bash
# Builds nightwatt on Debian 12 and plans a demonstration night: ends with the plan against the
# baselines. Writes to build/ only; can be repeated.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh

install_packages "${build_packages[@]}"

cmake --preset release
cmake --build --preset release

nightwatt=build/release/nightwatt
demo=build/demo
mkdir -p "$demo"
echo
echo "== A night of 2,000 tasks on 10 servers at two sites"
"$nightwatt" generate night --tasks 2000 --servers 10 --seed 1 --load 0.4 -o "$demo/night.h5"
echo
echo "== Planning for 30 seconds"
"$nightwatt" plan --instance "$demo/night.h5" --seed 1 --time-limit 30 \
  --json "$demo/plan.json" -o "$demo/plan.h5"
"$nightwatt" report "$demo/night.h5" "$demo/plan.h5" > "$demo/report.txt"
"$nightwatt" report "$demo/night.h5" "$demo/plan.h5" -o "$demo/report.html"

echo "The files are in $PWD/$demo:"
echo "  night.h5    the instance"
echo "  plan.h5     the plan: where, when and at what frequency every task runs"
echo "  plan.json   what it costs"
echo "  report.html the whole report, with charts: open it in a browser"
echo "  report.txt  the same in words: by site and hour, the worst tasks and why"
echo
echo "Next: $nightwatt --help, and README.md"

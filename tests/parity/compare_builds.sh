#!/usr/bin/env bash
# Do builds of different compilers and settings search alike, bit for bit? Names the first line that
# differs: the first bad generation.
#
# Usage: compare_builds.sh TRAJECTORIES TRAJECTORIES...
set -euo pipefail

first=$1
expected=$("$first")
echo "$(wc -l <<< "$expected") hashes from $first"
status=0
for build in "${@:2}"; do
  if difference=$(diff <(echo "$expected") <("$build")); then
    echo "the same from $build"
  else
    echo "DIFFERENT from $build:"
    head -n 4 <<< "$difference"
    status=1
  fi
done
exit $status

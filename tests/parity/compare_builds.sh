#!/usr/bin/env bash
# Do builds of different compilers and settings search alike, bit for bit? Names the first line that
# differs: the first bad generation.
#
# Usage: compare_builds.sh TRAJECTORIES TRAJECTORIES...
set -euo pipefail

if [ $# -lt 2 ]; then
  echo "compare_builds.sh: give the trajectories of two builds or more" >&2
  exit 2
fi
builds=("$@")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
runs=()
for number in "${!builds[@]}"; do
  "${builds[number]}" > "$folder/$number" &
  runs+=($!)
done

wait "${runs[0]}"
if [ ! -s "$folder/0" ]; then
  echo "no hashes from ${builds[0]}: nothing was compared" >&2
  exit 1
fi
echo "$(wc -l < "$folder/0") hashes from ${builds[0]}"
status=0
for ((number = 1; number < ${#builds[@]}; number++)); do
  if wait "${runs[number]}" && diff "$folder/0" "$folder/$number" > "$folder/difference"; then
    echo "the same from ${builds[number]}"
  else
    echo "DIFFERENT from ${builds[number]}:"
    head -n 4 "$folder/difference"
    status=1
  fi
done
exit $status

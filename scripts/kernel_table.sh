#!/usr/bin/env bash
# Registers, stack and spills of every kernel as ptxas reports them, as a table for kernels/README.md.
# Needs nvcc. kernel_table.sh [ARCHITECTURE], sm_90 unless told.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
architecture=${1:-sm_90}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
nvcc -std=c++20 -arch="$architecture" -O3 --expt-relaxed-constexpr --fmad=false \
  -Xcompiler=-ffp-contract=off -I. -Ihost -Xptxas -v -c kernels/cuda_backend.cu \
  -o "$scratch/cuda_backend.o" 2>"$scratch/report" || { cat "$scratch/report" >&2; exit 1; }

nvcc --version | sed -n 's/.*release \([0-9.]*\).*/nvcc \1/p' | tr '\n' ' '
echo "for $architecture"
echo
echo "| kernel | registers | stack bytes | spilled bytes |"
echo "|---|---|---|---|"
c++filt <"$scratch/report" | awk '
  /Compiling entry function/ && /nightwatt/ {
    name = $0
    sub(/.*_items<nightwatt::/, "", name); sub(/>.*/, "", name)
    if (name ~ /</) name = name ">"
    next
  }
  /bytes stack frame/ { stack = $1; spilled = $5 + $9; next }
  /Used [0-9]+ registers/ {
    for (i = 1; i <= NF; ++i) if ($i == "registers,") registers = $(i - 1)
    if (name != "") printf "| %s | %d | %d | %d |\n", name, registers, stack, spilled
    name = ""
  }' | sort

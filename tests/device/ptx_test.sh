#!/usr/bin/env bash
# ptx_test.sh FILE.ptx: fails on floating-point arithmetic that is contracted (fma), approximate or
# without an explicit rounding (which ptxas may contract).
set -euo pipefail
ptx=$1

kernels=$(grep -c '^\.visible \.entry\|^\.weak \.entry' "$ptx") || true
rounded=$(grep -cE '\b(add|sub|mul|div)\.r[nzmp]\.(f32|f64)' "$ptx") || true
if [ "$kernels" -lt 20 ] || [ "$rounded" -lt 20 ]; then
  echo "$ptx: $kernels kernels and $rounded rounded operations: this is not the file to check" >&2
  exit 1
fi
if grep -nE '\b(fma|mad)\.[a-z.]*f(32|64)|\b(add|sub|mul|div|sqrt|rcp)\.(ftz\.)?f(32|64)|\.(approx|full)\.' \
    "$ptx" | head; then
  found=$(grep -cE '\b(fma|mad)\.[a-z.]*f(32|64)|\b(add|sub|mul|div|sqrt|rcp)\.(ftz\.)?f(32|64)|\.(approx|full)\.' "$ptx") || true
  if [ "$found" -gt 0 ]; then
    echo "$ptx: $found instructions that do not give the CPU's bits" >&2
    exit 1
  fi
fi
echo "$kernels kernels, $rounded rounded floating-point operations, none contracted"

"""Compares a front of makespan and energy with a published one, point by point."""

import csv

# The published numbers are printed to single precision: equal means as far as that goes.
EQUAL = 1 + 1e-6


def compare(published, own_csv, done):
    """The value is how many published points (makespan, energy: less is better) no own point
    dominates or equals."""
    with open(own_csv, newline="", encoding="utf-8") as file:
        own = [(float(row["benchmark_makespan"]), float(row["benchmark_energy"]))
               for row in csv.DictReader(file)]
    points = [tuple(map(float, line.split()))
              for line in published.read_text(encoding="utf-8").splitlines() if line.strip()]
    reached = sum(any(m <= makespan * EQUAL and e <= energy * EQUAL for m, e in own)
                  for makespan, energy in points)
    return {"value": len(points) - reached, "seconds": done.seconds, "mib": done.memory_mib,
            "note": f"{reached} of {len(points)} published points dominated or equalled by "
                    f"{len(own)}"}

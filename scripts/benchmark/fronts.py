"""Compares a front of makespan and energy with a published one, point by point."""

import csv


def compare(published, own_csv):
    """How many published points (makespan, energy: less is better) some own point dominates or
    equals; the published numbers are printed to single precision, so equal means to 1e-6."""
    with open(own_csv, newline="", encoding="utf-8") as file:
        own = [(float(row["benchmark_makespan"]), float(row["benchmark_energy"]))
               for row in csv.DictReader(file)]
    points = [tuple(map(float, line.split()))
              for line in published.read_text(encoding="utf-8").splitlines() if line.strip()]
    reached = sum(any(m <= makespan * (1 + 1e-6) and e <= energy * (1 + 1e-6) for m, e in own)
                  for makespan, energy in points)
    return {"value": reached, "bound": None, "seconds": None,
            "note": f"{reached} of {len(points)} published points dominated or equalled; "
                    f"{len(own)} own points"}

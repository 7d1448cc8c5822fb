#!/usr/bin/env python3
"""Writes configs/solar/*.csv: 5 servers of 8 cores and 70 tasks under a photovoltaic roof.

The sizes are those of a question on or.stackexchange (tasks of 1,000 to 10,000 s on 1, 2 or 4
cores); the tasks themselves are drawn here, always the same ones.
"""

import pathlib

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "configs" / "solar"
TASKS = 70
SERVERS = 5
SLOT_S = 900
SLOTS = 96
ROOF_W = 1000
# Mean photovoltaic output of a summer's day in Berlin by local hour, as a share of the peak.
SOLAR = [0, 0, 0, 0, 0, 0.017, 0.05, 0.124, 0.269, 0.411, 0.539, 0.585,
         0.603, 0.612, 0.578, 0.512, 0.428, 0.287, 0.151, 0.059, 0.025, 0.001, 0, 0]
MASK = (1 << 64) - 1


def uniform(purpose, item):
    """A number in [0, 1) by address (the finaliser of splitmix64)."""
    x = (purpose * 1_000_003 + item + 1) * 0x9E3779B97F4A7C15 & MASK
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB & MASK
    return ((x ^ (x >> 31)) >> 11) / (1 << 53)


def write(name, rows):
    (FOLDER / name).write_text("".join(",".join(map(str, row)) + "\n" for row in rows))


def main():
    FOLDER.mkdir(exist_ok=True)
    tasks = [("id", "runtime_s", "power_w", "need_cores")]
    for j in range(TASKS):
        cores = (1, 2, 4)[int(uniform(1, j) * 3)]
        tasks.append((f"t{j + 1:02}", 1000 + int(uniform(2, j) * 9001), 12 * cores, cores))
    write("tasks.csv", tasks)

    header = ("id", "class", "site", "idle_w", "sleep_w", "wake_s", "wake_j", "capacity_cores")
    write("servers.csv",
          [header] + [(f"server{i + 1}", "node", "roof", 60, 5, 60, 6000, 8)
                      for i in range(SERVERS)])

    series = [("site", "start_s", "price_per_kwh", "carbon_g_per_kwh", "renewable_w")]
    for t in range(SLOTS):
        hour = (t + 0.5) * SLOT_S / 3600
        before, after = SOLAR[int(hour)], SOLAR[(int(hour) + 1) % 24]
        share = before + (after - before) * (hour - int(hour))
        price = 0.35 if 17 <= hour < 21 else 0.28
        series.append(("roof", t * SLOT_S, price, 350, round(ROOF_W * share)))
    write("series.csv", series)

    write("instance.csv", [
        ("key", "value"),
        ("horizon_s", SLOTS * SLOT_S),
        ("slot_s", SLOT_S),
        ("epoch", "2023-06-20T22:00:00Z"),
        ("currency", "EUR"),
        ("note", "Synthetic: 5 servers of 8 cores and 70 tasks of 1000 to 10000 s on 1 2 or 4 "
                 "cores under a photovoltaic roof of 1 kW; made by scripts/make_solar_case.py."),
    ])


if __name__ == "__main__":
    main()

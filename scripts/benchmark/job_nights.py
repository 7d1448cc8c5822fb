#!/usr/bin/env python3
"""What predicted runtimes are worth: nights of a trace, planned on what was known the evening before.

    job_nights.py NIGHTWATT DATA [FIRST_DAY [LAST_DAY [GENERATIONS]]]

Each night takes the jobs that DATA/traces/hpc2n_excerpt.swf saw in the 24 hours from 18:00 UTC on, on the
cluster of configs/swf.toml (five servers of 48 processors; larger jobs and jobs that asked for more than 24
hours are left out) with German prices of 2023. Half of the jobs are due (made up): half of what they asked
for and two hours after they came, at 0.10 an hour late. A night is planned on the true runtimes, on what
users asked for, and on predictions from the jobs that had ended by 18:00; every plan is then carried out
with the true runtimes. Prints how far predictions miss, and what each kind of plan costs. Standard library
only.
"""

import csv
import datetime
import json
import math
import pathlib
import subprocess
import sys
import tempfile

EVENING = datetime.datetime(2002, 7, 28, 18, tzinfo=datetime.timezone.utc)
HOURS = 96
DUE_PRICE = 0.10
PREDICTIONS = {"mean": ("--set", "forecast.runtime_quantile=0"), "median": ("--set", "forecast.runtime_quantile=0.5"),
               "80 %": ("--set", "forecast.runtime_quantile=0.8"),
               "95 %": (),
               "last two": ("--set", "forecast.runtimes=last-two", "--set",
                            "forecast.runtime_quantile=0.5")}


def call(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(str(word) for word in words)}\n{done.stderr}")
    return done.stdout


def read_trace(path):
    start, jobs = 0, []
    for line in path.read_text().splitlines():
        if line.startswith(";") or not line.strip():
            if "UnixStartTime" in line:
                start = int(line.split(":")[1])
            continue
        field = [float(word) for word in line.split()]
        cpus = int(field[4] if field[4] > 0 else field[7])
        if field[3] > 0 and field[10] not in (2, 3, 4) and field[8] > 0:
            jobs.append({"id": f"{field[0]:.0f}", "at": start + field[1], "runtime": field[3],
                         "asked": field[8], "cpus": cpus, "user": f"user {field[11]:.0f}",
                         "group": f"queue {field[14]:.0f}"})
    return jobs


def write_night(folder, night, jobs, prices, runtime):
    """One instance, as CSV files; `runtime` says which runtimes it knows."""
    at = night.timestamp()
    lines = ["id,release_s,deadline_s,tardiness_weight_per_h,runtime_s,power_w,need_cpu"]
    asked = ["requested_s,user,group"]
    for job in jobs:
        release = job["at"] - at
        due = f"{release + job['asked'] / 2 + 7200},{DUE_PRICE}" if int(job["id"]) % 2 else ",0"
        lines.append(f"{job['id']},{release},{due},{job[runtime]},{6.55 * job['cpus']},{job['cpus']}")
        asked.append(f"{job['asked']},{job['user']},{job['group']}")
    files = {"tasks": lines, "requests": asked,
             "servers": ["id,class,site,capacity_cpu,idle_w,sleep_w,wake_s,wake_j"] +
                        [f"n{k},seth,here,48,47.5,4.75,180,17100" for k in range(5)],
             "series": ["site,start_s,price_per_kwh"] + [f"here,{3600 * h},{price}"
                                                         for h, price in enumerate(prices)],
             "instance": ["key,value", f"horizon_s,{3600 * HOURS}", "slot_s,3600",
                          f"epoch,{night:%Y-%m-%dT%H:%M:%SZ}", "currency,USD"]}
    paths = []
    for name, text in files.items():
        paths.append(folder / f"{name}.csv")
        paths[-1].write_text("\n".join(text) + "\n")
    return paths


def planned_runtimes(program, night, folder):
    call(program, "export", "csv", night, "-o", folder / "csv")
    with open(folder / "csv" / "runtimes.csv", newline="") as file:
        return {row["task"]: float(row["runtime_s"]) for row in csv.DictReader(file)}


class Misses:
    """How far guesses lie from the truth."""

    def __init__(self):
        self.pairs = []

    def add(self, guess, truth):
        self.pairs.append((guess, truth))

    def row(self):
        n = len(self.pairs)
        log = math.exp(sum(abs(math.log(g / t)) for g, t in self.pairs) / n)
        hours = sum(abs(g - t) for g, t in self.pairs) / n / 3600
        accuracy = sum(min(g, t) / max(g, t) for g, t in self.pairs) / n
        short = sum(g < t for g, t in self.pairs) / n
        return f"{log:.2f} | {hours:.2f} | {accuracy:.3f} | {100 * short:.1f}"


def main():
    program, data = sys.argv[1], pathlib.Path(sys.argv[2])
    first, last = (int(word) for word in (sys.argv[3:5] if len(sys.argv) > 4 else (28, 56)))
    generations = sys.argv[5] if len(sys.argv) > 5 else "10"
    jobs = read_trace(data / "traces" / "hpc2n_excerpt.swf")
    with open(data / "energy" / "DE-LU_price_2023.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
        column = next(name for name in rows[0] if "Price" in name)
        prices = [float(row[column]) / 1000 for row in rows]
    misses = {name: Misses() for name in ("request", *PREDICTIONS)}
    costs = dict.fromkeys(("truth", "request", *PREDICTIONS), 0.0)
    energy = dict.fromkeys(costs, 0.0)
    late = dict.fromkeys(costs, 0)
    nights = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        history = folder / "history.h5"
        call(program, "import-history", "swf", data / "traces" / "hpc2n_excerpt.swf", "-o", history)
        for day in range(first, last):
            night = EVENING + datetime.timedelta(days=day)
            at = night.timestamp()
            tonight = [job for job in jobs if at <= job["at"] < at + 86400 and job["cpus"] <= 48 and
                       job["asked"] <= 86400 and job["runtime"] <= 90000]
            if len(tonight) < 20:
                continue
            series = prices[24 * (60 + 7 * nights) + 17:][:HOURS]
            files = {}
            for kind, runtime in (("truth", "runtime"), ("request", "asked")):
                files[kind] = folder / f"{kind}.h5"
                call(program, "import", "csv",
                     *write_night(folder, night, tonight, series, runtime), "-o", files[kind])
            for kind, words in PREDICTIONS.items():
                files[kind] = folder / f"{kind.replace(' ', '')}.h5"
                call(program, "forecast", "--history", history, "--instance", files["request"],
                     *words, "-o", files[kind])
            truth = {job["id"]: job["runtime"] for job in tonight}
            for kind in misses:
                for task, guess in planned_runtimes(program, files[kind], folder).items():
                    misses[kind].add(guess, truth[task])
            plan = folder / "plan.h5"
            for kind, file in files.items():
                call(program, "plan", "--instance", file, "--seed", 1, "--generations", generations,
                     "--threads", 1, "--set", "forecast.scenarios=0", "-o", plan)
                found = json.loads(call(program, "evaluate", file, plan, "--happened",
                                        files["truth"], "--json", "-"))
                costs[kind] += found["cost"]
                energy[kind] += found["energy_cost"]
                late[kind] += found["late_tasks"]
            nights += 1
            print(f"{night:%Y-%m-%d}: {len(tonight)} jobs", flush=True)
    if nights == 0:
        sys.exit(f"job_nights.py: none of the days {first} to {last - 1} has an evening of 20 jobs")
    print(f"\n{nights} nights, {len(misses['mean'].pairs)} jobs\n")
    print("| runtimes | off by factor | off by h | accuracy | too short % | cost, USD | above truth % | energy, USD | late |")
    print("|---|---|---|---|---|---|---|---|---|")
    for kind, cost in costs.items():
        missed = misses[kind].row() if kind in misses else " |  |  | "
        loss = f"{100 * (cost / costs['truth'] - 1):.1f}" if kind in misses else ""
        print(f"| {kind} | {missed} | {cost:.2f} | {loss} | {energy[kind]:.2f} | {late[kind]} |")


main()

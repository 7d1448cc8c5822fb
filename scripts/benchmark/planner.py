"""Runs nightwatt as a user would and reads what it says."""

import json
import os
import subprocess

NIGHTWATT = os.environ.get("NIGHTWATT", "build/release/nightwatt")


def nightwatt(*arguments):
    """Standard output; a failure ends the benchmark with nightwatt's own words."""
    done = subprocess.run([NIGHTWATT, *map(str, arguments)], capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        raise SystemExit(f"nightwatt {' '.join(map(str, arguments))} ended with "
                         f"{done.returncode}:\n{done.stderr}")
    return done.stdout


def make_instance(case, folder):
    """The case's instance file; made once."""
    path = folder / (case.set + " " + case.name).replace(" ", "_").replace("/", "_")
    path = path.with_name(path.name + ".h5")
    if not path.exists():
        partial = path.with_suffix(".partial.h5")
        nightwatt(*case.make, "-o", partial)
        partial.rename(path)
    return path


def value_of(result):
    """The benchmark's own objective where the instance has one, else the cost."""
    benchmark = result.get("benchmark")
    return benchmark["value"] if benchmark else result["cost"]


def plan(instance, out, seed, seconds, threads):
    """Plans; returns value, lower bound (None: none in the benchmark's unit), seconds."""
    plan_file = out / f"{instance.stem}.{seed}.plan.h5"
    result = json.loads(nightwatt("-q", "plan", "--instance", instance, "--seed", seed,
                                  "--time-limit", seconds, "--threads", threads, "--json", "-",
                                  "-o", plan_file))
    if not result["feasible"]:
        raise SystemExit(f"{instance}: nightwatt wrote a plan that is not feasible")
    gap = result.get("gap")
    value = value_of(result)
    # The certified gap is the same in any unit.
    bound = None if gap is None else value * (1 - gap)
    return {"value": value, "bound": bound, "seconds": result["seconds"]}


def evaluate_schedule(instance, schedule, out):
    """Value of a schedule that a peer made (CSV of import-plan), by nightwatt's evaluation."""
    plan_file = out / f"{instance.stem}.peer.plan.h5"
    nightwatt("-q", "import-plan", instance, schedule, "-o", plan_file)
    return value_of(json.loads(nightwatt("-q", "evaluate", instance, plan_file, "--json", "-")))


def front(instance, out, seed, seconds, threads):
    """The front of makespan and energy as rows of its CSV."""
    csv_file = out / f"{instance.stem}.{seed}.front.csv"
    nightwatt("-q", "pareto", instance, "--objectives", "energy-makespan", "--seed", seed,
              "--time-limit", seconds, "--threads", threads, "--csv", csv_file, "-o",
              out / f"{instance.stem}.{seed}.front.h5")
    return csv_file

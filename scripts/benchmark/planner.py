"""Runs nightwatt as a user would and reads what it says."""

import json
import os

import process

NIGHTWATT = os.environ.get("NIGHTWATT", "build/release/nightwatt")


INFEASIBLE = 4  # exit code: no feasible plan was found


def nightwatt(*arguments, may_end_with=0):
    """How it ran; a failure ends the benchmark with nightwatt's own words."""
    done = process.run([NIGHTWATT, *arguments])
    if done.code not in (0, may_end_with):
        raise SystemExit(f"nightwatt {' '.join(map(str, arguments))} ended with {done.code}:\n"
                         f"{done.err}")
    return done


def make_instance(case, folder):
    """The case's instance file; made once."""
    path = folder / (case.set + " " + case.name).replace(" ", "_").replace("/", "_")
    path = path.with_name(path.name + ".h5")
    if not path.exists():
        partial = path.with_name(path.name + ".partial")
        nightwatt(*case.make, "-o", partial)
        partial.rename(path)
    return path


def value_of(result):
    """The benchmark's own objective where the instance has one, else the cost."""
    benchmark = result.get("benchmark")
    return benchmark["value"] if benchmark else result["cost"]


def in_benchmark_units(cost, result):
    """A cost in the unit of value_of(): the two are proportional."""
    return cost * value_of(result) / result["cost"] if result["cost"] != 0 else cost


def plan(instance, out, seed, seconds, threads):
    """Plans; `bound` is None where the plan does not carry one."""
    plan_file = out / f"{instance.stem}.{seed}.plan.h5"
    done = nightwatt("-q", "plan", "--instance", instance, "--seed", seed, "--time-limit", seconds,
                     "--threads", threads, "--json", "-", "-o", plan_file,
                     may_end_with=INFEASIBLE)
    if done.code == INFEASIBLE:
        return {"seconds": done.seconds, "mib": done.memory_mib, "note": "no feasible plan"}
    result = json.loads(done.out)
    lower_bound = result.get("lower_bound")
    return {"value": value_of(result),
            "bound": None if lower_bound is None else in_benchmark_units(lower_bound, result),
            "cost": result["cost"], "seconds": result["seconds"], "mib": done.memory_mib}


def bound(instance, planned, seconds, threads):
    """What `nightwatt bound` proves, in the unit of the planned value; None: nothing."""
    done = nightwatt("-q", "bound", instance, "--time-limit", seconds, "--threads", threads,
                     "--json", "-")
    cost = json.loads(done.out)["lower_bound"]
    if cost is None or planned["cost"] == 0:
        return cost
    return cost * planned["value"] / planned["cost"]


def evaluate_schedule(instance, schedule, out):
    """Value of a schedule that a peer made (CSV of import-plan), by nightwatt's evaluation."""
    plan_file = out / f"{instance.stem}.peer.plan.h5"
    nightwatt("-q", "import-plan", instance, schedule, "-o", plan_file)
    return value_of(json.loads(nightwatt("-q", "evaluate", instance, plan_file, "--json", "-").out))


def front(instance, out, seed, seconds, threads):
    """Finds the front of makespan and energy; its CSV, and how it ran."""
    csv_file = out / f"{instance.stem}.{seed}.front.csv"
    done = nightwatt("-q", "pareto", instance, "--objectives", "energy-makespan", "--seed", seed,
                     "--time-limit", seconds, "--threads", threads, "--csv", csv_file, "-o",
                     out / f"{instance.stem}.{seed}.front.h5")
    return csv_file, done

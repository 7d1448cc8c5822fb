"""The benchmark cases: what to solve, and what is known about it.

A case makes an instance file with nightwatt's own importers and generators. Its objective is the
benchmark's own (makespan, sum of costs), or the cost of the plan for a generated night.
"""

import csv
import dataclasses
import pathlib


@dataclasses.dataclass(frozen=True)
class Case:
    set: str
    name: str
    make: tuple  # arguments of nightwatt that write the instance, without -o
    family: str  # which peers can hold it: makespan, night or none
    front: pathlib.Path = None  # the published front
    known_bound: float = None
    known_best: float = None

    def seconds(self, asked):
        """Time limit of a run; asked: None, or for all cases."""
        return asked or SECONDS.get(self.set.replace(" ", "-"), OTHER_SECONDS)


def hcsp(data):
    folder = data / "hcsp"
    with open(folder / "known.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            path = folder / row["size"] / row["instance"]
            if not path.exists():
                continue
            yield Case("hcsp " + row["size"], row["instance"], ("import", "hcsp", str(path)),
                       "makespan", None, float(row["LP_lower_bound(computed)"]),
                       float(row["best_published_makespan(recomputed)"]))


def gap(data):
    folder = data / "gap"
    for line in (folder / "known.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        name, _jobs, _agents, bound, best, _stored = line.split()
        path = folder / name.split("/")[-1]
        yield Case("gap", path.name, ("import", "gap", str(path)), "none", None, float(bound),
                   float(best))


def twct(data):
    folder = data / "twct"
    with open(folder / "known.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            path = folder / f"{row['m']}_{row['n']}_{row['k']}.txt"
            if path.exists():
                best = float(row["BPC_value"])
                yield Case("twct", path.stem, ("import", "twct", str(path)), "none", None, best,
                           best)


def wt(data):
    folder = data / "wt"
    optima = [float(x) for x in (folder / "wtopt40.txt").read_text(encoding="utf-8").split()]
    for index, best in enumerate(optima, start=1):
        yield Case("wt", f"wt40-{index}",
                   ("import", "wt", str(folder / "wt40.txt"), "--index", str(index)), "none",
                   None, best, best)


def energy(data):
    """Fronts: makespan against energy. Points of the published front are compared one by one."""
    folder = data / "energy_hcsp"
    for front in sorted(folder.glob("*.fp")):
        scenario, etc = front.stem.split(".workload.B.")
        path = data / "hcsp" / "512x16" / f"{etc}.0"
        if path.exists():
            yield Case("energy", front.stem,
                       ("import", "energy-hcsp", str(folder / scenario), str(path)), "none", front)


def _night(group, tasks, servers, *options, family="none"):
    name = f"{tasks}x{servers} {' '.join(options).replace('--', '')}".strip()
    return Case(group, name, ("generate", "night", "--tasks", str(tasks), "--servers", str(servers),
                              "--seed", "1", *options), family)


_ARRIVALS = (("--arrivals", "dusk"), ("--arrivals", "night", "--deadlines", "loose"),
             ("--arrivals", "night", "--deadlines", "tight"))


def small_nights(_data):
    for tasks, servers in ((200, 8), (1000, 20)):
        yield _night("small night", tasks, servers, "--no-renewable", family="night")


def nights(_data):
    for options in _ARRIVALS:
        yield _night("night", 10_000, 200, *options)
        yield _night("night", 10_000, 200, *options, "--no-renewable")


def large_nights(_data):
    yield _night("large night", 100_000, 1_000)
    yield _night("large night", 100_000, 1_000, "--no-renewable")


def huge_nights(_data):
    yield _night("huge night", 1_000_000, 10_000)


def large_matrices(_data):
    """Sizes whose published files are too large to ship, by the recipe of the published ones."""
    for tasks, servers in ((2048, 64), (4096, 128), (8192, 256)):
        for kind, task_range, machine_range in (("c", 100000, 100), ("i", 3000, 1000),
                                                ("s", 100000, 10)):
            yield Case("matrix", f"{tasks}x{servers} {kind} {task_range} {machine_range}",
                       ("generate", "etc", "--tasks", str(tasks), "--servers", str(servers),
                        "--seed", "1", "--consistency", kind, "--task-range", str(task_range),
                        "--machine-range", str(machine_range)), "makespan")


SETS = {
    "hcsp": hcsp, "matrix": large_matrices, "gap": gap, "twct": twct, "wt": wt, "energy": energy,
    "small-night": small_nights, "night": nights, "large-night": large_nights,
    "huge-night": huge_nights,
}
# How long a run takes where nothing else is asked for.
SECONDS = {"wt": 1, "twct": 30, "huge-night": 3600}
OTHER_SECONDS = 60
GENERATED = {"matrix", "small-night", "night", "large-night", "huge-night"}

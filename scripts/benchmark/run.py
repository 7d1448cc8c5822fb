"""Runs benchmark sets and prints a table; see README.md beside this file.

Every finished run is a line of results.tsv in the output folder. A run that stands there is not
repeated, so an interrupted benchmark goes on where it was.
"""

import argparse
import csv
import os
import pathlib
import sys

import cases
import fronts
import planner
import rivals
import table

COLUMNS = ["set", "case", "solver", "seed", "limit_s", "threads", "value", "bound", "seconds",
           "mib", "note"]


def arguments():
    parser = argparse.ArgumentParser(prog="scripts/benchmark.sh", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", dest="sets", metavar="SETS",
                        default="hcsp,gap,twct,wt,energy,small-night,night",
                        help=f"some of {','.join(cases.SETS)} (default: %(default)s)")
    parser.add_argument("--match", default="",
                        help="only cases whose set and name, with a space between, hold this text")
    parser.add_argument("--time", dest="seconds", metavar="S", type=float, default=None,
                        help="seconds that every run may take (60; wt 1, twct 30, huge-night 3600)")
    parser.add_argument("--seeds", default="1", help="comma-separated (%(default)s)")
    parser.add_argument("--threads", type=int, default=os.cpu_count(),
                        help="threads of every solver (all)")
    parser.add_argument("--peers", default="",
                        help=f"run beside: some of {','.join(rivals.PEERS)}; they are installed "
                        "from PyPI into the output folder")
    parser.add_argument("--brief", action="store_true", help="print one row a set, not one a case")
    parser.add_argument("--list", action="store_true", help="only print the cases")
    parser.add_argument("--data", type=pathlib.Path, default="../shared/data/benchmarks",
                        help="folder of the published benchmarks (%(default)s)")
    parser.add_argument("--out", type=pathlib.Path, default="build/benchmark",
                        help="folder for everything that is written (%(default)s)")
    options = parser.parse_args()
    for name in options.sets.split(","):
        if name not in cases.SETS:
            parser.error(f"there is no set {name}; sets are {', '.join(cases.SETS)}")
    options.peers = [name for name in options.peers.split(",") if name]
    for name in options.peers:
        if name not in rivals.PEERS:
            parser.error(f"there is no peer {name}; peers are {', '.join(rivals.PEERS)}")
    options.seeds = [int(seed) for seed in options.seeds.split(",")]
    return options


class Results:
    """The lines of results.tsv."""

    def __init__(self, path):
        self.path = path
        self.rows = []
        if path.exists():
            with open(path, newline="", encoding="utf-8") as file:
                reader = csv.DictReader(file, delimiter="\t")
                if reader.fieldnames != COLUMNS:
                    raise SystemExit(f"{path} has other columns than this program writes: move it "
                                     "away")
                self.rows = list(reader)
        else:
            with open(path, "w", newline="", encoding="utf-8") as file:
                csv.writer(file, delimiter="\t").writerow(COLUMNS)

    def known(self, key):
        return any(all(row[k] == str(v) for k, v in key.items()) for row in self.rows)

    def add(self, key, result):
        row = {**dict.fromkeys(COLUMNS, ""), **key,
               **{k: v for k, v in result.items() if v is not None}}
        row = {column: str(row[column]) for column in COLUMNS}
        with open(self.path, "a", newline="", encoding="utf-8") as file:
            csv.DictWriter(file, COLUMNS, delimiter="\t").writerow(row)
        self.rows.append(row)


def run_case(case, options, results):
    solvers = ["nightwatt"] + [p for p in options.peers if case.family in rivals.PEERS[p].families]
    limit_s = float(case.seconds(options.seconds))
    for seed in options.seeds:
        for solver in solvers:
            key = {"set": case.set, "case": case.name, "solver": solver, "seed": seed,
                   "limit_s": limit_s, "threads": options.threads}
            if results.known(key):
                continue
            print(f"{case.set} {case.name}: {solver}, seed {seed}", file=sys.stderr, flush=True)
            instance = planner.make_instance(case, options.out)
            work = (instance, options.out, seed, limit_s, options.threads)
            if case.front is not None:
                result = fronts.compare(case.front, *planner.front(*work))
            elif solver == "nightwatt":
                result = planner.plan(*work)
                if "value" in result and result["bound"] is None and case.known_bound is None:
                    result["bound"] = planner.bound(instance, result, limit_s, options.threads)
            else:
                result = rivals.run(solver, case.family, *work)
            results.add(key, result)


def main():
    options = arguments()
    chosen = []
    for name in options.sets.split(","):
        if name not in cases.GENERATED and not options.data.is_dir():
            raise SystemExit(f"{options.data} is no folder; --data names the one that holds the "
                             f"published benchmarks, which the set {name} needs")
        chosen += [c for c in cases.SETS[name](options.data)
                   if options.match in f"{c.set} {c.name}"]
    if options.list:
        for case in chosen:
            print(f"{case.set} {case.name}")
        return
    options.out.mkdir(parents=True, exist_ok=True)
    if options.peers:
        rivals.install(options.peers, options.out)
    results = Results(options.out / "results.tsv")
    for case in chosen:
        run_case(case, options, results)
    print(table.markdown(chosen, results.rows, options))


main()

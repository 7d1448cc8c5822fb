#!/usr/bin/env python3
"""How the search scales over processes started by mpirun; prints Markdown tables.

    scripts/benchmark/scaling.py --nightwatt build/release/nightwatt [--ranks 1,2,4] [--tasks 40000]
        [--only parts|islands|weak|shares]

Strong: the same night and the same number of parts (or islands) on more and more processes of one
thread. Weak: as many tasks, and a part, for each process. All runs of a strong table must give the same
plan, else it ends with an error. The time is the search's alone, of its generations after the first; the
least of the repeats counts. Shares: the whole run, reading and writing included, with a share for each
process and the same work in all, so the plans differ. Needs h5py (the plan files say when each generation ended).
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

import h5py

ENVIRONMENT = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
SHORT_START = ("bound.steps=20", "prices.rounds=1")


def night(options, folder, tasks):
    path = folder / f"night-{tasks}.h5"
    if not path.exists():
        subprocess.run([options.nightwatt, "generate", "night", "--tasks", str(tasks), "--servers",
                        str(max(8, tasks // 100)), "--seed", "3", "-o", str(path)], check=True,
                       stdout=subprocess.DEVNULL)
    return path


def plan(options, folder, ranks, path, settings, generations):
    """Runs it; the plan file, the most memory of each rank, MiB, and the CPU seconds of each."""
    made = folder / "plan.h5"
    memory = folder / "memory"
    ranked = 'exec /usr/bin/time -f "%M %U" -o "$0.$OMPI_COMM_WORLD_RANK" "$@"'
    subprocess.run(
        ["mpirun", "--oversubscribe", "--bind-to", "none", "-n", str(ranks), "sh", "-c", ranked,
         str(memory), options.nightwatt, "--quiet", "plan", "--instance", str(path), "-o",
         str(made), "--threads", "1", "--generations", str(generations),
         *(word for setting in settings for word in ("--set", setting))],
        check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    used = [pathlib.Path(f"{memory}.{rank}").read_text().split()[-2:] for rank in range(ranks)]
    return made, [int(kib) / 1024 for kib, _ in used], [float(cpu_s) for _, cpu_s in used]


def search(options, folder, ranks, path, settings, generations):
    """Seconds a generation, hashes of the populations, most memory of each rank, MiB."""
    least = None
    for _ in range(options.repeats):
        made, used, _ = plan(options, folder, ranks, path, (*SHORT_START, *settings), generations)
        with h5py.File(made) as file:
            ended = file["generations/seconds"][()]
            hashes = [hash_ for hash_ in file["generations/population_hash"][()]]
        seconds = float(ended[-1] - ended[1]) / (len(ended) - 2)
        least = seconds if least is None else min(least, seconds)
    return least, hashes, used


def table(title, options, rows):
    print(f"\n{title}\n\n| ranks | tasks | s a generation | speed-up | efficiency | first rank MiB | "
          "others MiB |\n|--:|--:|--:|--:|--:|--:|--:|")
    base = None
    for ranks, tasks, seconds, work, memory in rows:
        rate = work / seconds
        base = base or rate
        others = f"{max(memory[1:]):.0f}" if ranks > 1 else ""
        print(f"| {ranks} | {tasks:,} | {seconds:.2f} | {rate / base:.2f} | "
              f"{100 * rate / base / ranks:.0f} % | {memory[0]:.0f} | {others} |")


def strong(options, folder, title, settings):
    rows, expected = [], None
    for ranks in options.ranks:
        seconds, hashes, memory = search(options, folder, ranks, night(options, folder, options.tasks),
                                         settings, options.generations)
        expected = expected or hashes
        if hashes != expected:
            sys.exit(f"{title}: {ranks} ranks give another plan")
        rows.append((ranks, options.tasks, seconds, 1, memory))
    table(title, options, rows)


def weak(options, folder):
    rows = []
    for ranks in options.ranks:
        tasks = options.tasks // max(options.ranks) * ranks
        seconds, _, memory = search(options, folder, ranks, night(options, folder, tasks),
                                    (f"parts.count={max(2, ranks)}", "parts.generations=4"),
                                    options.generations)
        rows.append((ranks, tasks, seconds, ranks, memory))
    table("Weak, parts (at least two): tasks grow with the ranks", options, rows)


def shares(options, folder):
    print("\nStrong, a share a rank\n\n| ranks | tasks | s in all | speed-up | most CPU s of a rank | "
          "first rank MiB | others MiB | cost | gap % |\n"
          "|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    path = night(options, folder, options.tasks)
    base = None
    for ranks in options.ranks:
        least = None
        for _ in range(options.repeats):
            made, used, cpu_s = plan(options, folder, ranks, path,
                                     ("bound.steps=150", "prices.rounds=2", "education.rounds=2",
                                      f"shares.count={ranks}", "parts.count=1"),
                                     options.generations)
            with h5py.File(made) as file:
                seconds = float(file.attrs["seconds"])
                cost = float(file["totals/cost"][0])
                gap = 1 - float(file.attrs["lower_bound"]) / cost
            least = seconds if least is None else min(least, seconds)
        base = base or least
        others = f"{max(used[1:]):.0f}" if ranks > 1 else ""
        print(f"| {ranks} | {options.tasks:,} | {least:.1f} | {base / least:.2f} | "
              f"{max(cpu_s):.1f} | {used[0]:.0f} | {others} | {cost:.2f} | {100 * gap:.2f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nightwatt", required=True)
    parser.add_argument("--ranks", default="1,2,4")
    parser.add_argument("--tasks", type=int, default=40_000)
    parser.add_argument("--generations", type=int, default=4)
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--only", choices=("parts", "islands", "weak", "shares"))
    options = parser.parse_args()
    options.ranks = [int(ranks) for ranks in options.ranks.split(",")]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        most = max(options.ranks)
        tables = {
            "parts": lambda: strong(options, folder, f"Strong, {most} parts",
                                    (f"parts.count={most}", "parts.generations=4")),
            "islands": lambda: strong(options, folder, f"Strong, {most} islands",
                                      (f"genetic.islands={most}", "genetic.migration_interval=2")),
            "weak": lambda: weak(options, folder),
            "shares": lambda: shares(options, folder)}
        for what, make in tables.items():
            if options.only in (None, what):
                make()


main()

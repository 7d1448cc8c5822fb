"""Published benchmarks through the program: import, import-plan, evaluate give the known value.

Usage: benchmarks_test.py NIGHTWATT DATA SCHEDULES

Exit code 77 (a visible skip) where DATA has no benchmarks. Standard library only.
"""

import csv
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

NIGHTWATT = sys.argv[1]
BENCHMARKS = pathlib.Path(sys.argv[2]) / "benchmarks"
SCHEDULES = pathlib.Path(sys.argv[3])
SKIPPED = 77


def read_known():
    with open(BENCHMARKS / "hcsp" / "known.csv") as file:
        return list(csv.DictReader(file))


def read_etc(path):
    """Tasks, servers and the task-major times of an ETC file."""
    header, *times = path.read_text().split("\n")
    tasks, servers = map(int, header.split()[:2])
    return tasks, servers, [float(t) for t in times if t.strip()]


class Benchmarks(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.instance = self.folder / "instance.h5"
        self.plan = self.folder / "plan.h5"

    def run_program(self, *arguments, code=0):
        done = subprocess.run([NIGHTWATT, *map(str, arguments)], capture_output=True, text=True)
        self.assertEqual(done.returncode, code, f"{arguments}\n{done.stdout}{done.stderr}")
        return done.stdout if code == 0 else done.stderr

    def import_instance(self, *arguments):
        self.run_program("import", *arguments, "-o", self.instance)

    def evaluate(self):
        return json.loads(self.run_program("evaluate", self.instance, self.plan, "--json", "-"))

    def value(self, schedule):
        """Benchmark value of a schedule file on the imported instance."""
        self.run_program("import-plan", self.instance, schedule, "-o", self.plan)
        report = self.evaluate()
        self.assertTrue(report["feasible"])
        return report["benchmark"]["value"]

    def test_hcsp_schedules_have_the_published_makespan(self):
        rows = read_known()
        self.assertEqual(len(rows), 10)
        for row in rows:
            folder = BENCHMARKS / "hcsp" / row["size"]
            schedule = next(folder.glob(f"{row['instance']}_*.sol"))
            self.import_instance("hcsp", folder / row["instance"])
            best = float(row["best_published_makespan(recomputed)"])
            self.assertAlmostEqual(self.value(schedule), best, delta=0.006, msg=row["instance"])

    def test_rules_of_the_literature_have_their_known_makespan(self):
        for row in read_known():
            known = {"mct": float(row["MCT(computed)"]), "min-min": float(row["Min-Min(computed)"])}
            if row["instance"] == "A.u_i_lolo":
                known["mct"] = 73.35  # exact ties, first server; 72.39 is due to rounded doubles
            self.import_instance("hcsp", BENCHMARKS / "hcsp" / row["size"] / row["instance"])
            for rule, makespan in known.items():
                self.run_program("baseline", self.instance, "--rule", rule, "-o", self.plan)
                self.assertAlmostEqual(self.evaluate()["benchmark"]["value"], makespan, delta=0.03,
                                       msg=f"{rule} on {row['instance']}")

    def test_gap_schedules_cost_what_is_known(self):
        known = {"a05100": 1698, "a10100": 1360, "a20100": 1158, "b05100": 1843, "c05100": 1931,
                 "c20100": 1243, "d05100": 6358}
        for name, cost in known.items():
            self.import_instance("gap", BENCHMARKS / "gap" / name)
            found = self.value(SCHEDULES / f"gap_{name}.sol")
            self.assertAlmostEqual(found, cost, delta=2e-3, msg=name)

    def test_twct_schedules_reach_the_proven_optimum(self):
        for name, optimum in {"4_40_1": 33772, "4_40_2": 23675, "4_40_4": 44832,
                              "8_60_1": 21190}.items():
            self.import_instance("twct", BENCHMARKS / "twct" / f"{name}.txt")
            self.assertEqual(self.value(SCHEDULES / f"twct_{name}.csv"), optimum, name)

    def test_wt_schedules_reach_the_proven_optimum(self):
        optima = (BENCHMARKS / "wt" / "wtopt40.txt").read_text().split()
        for index in (1, 2, 11, 26, 27, 53, 82, 101, 125):
            self.import_instance("wt", BENCHMARKS / "wt" / "wt40.txt", "--index", index)
            found = self.value(SCHEDULES / f"wt40_{index}.csv")
            self.assertEqual(found, float(optima[index - 1]), index)

    def test_energy_hcsp_is_the_formula_of_the_paper(self):
        for number in (3, 11):
            for name in ("u_c_hihi.0", "u_c_lolo.0"):
                scenario = BENCHMARKS / "energy_hcsp" / f"scenario.{number}"
                etc = BENCHMARKS / "hcsp" / "512x16" / name
                self.import_instance("energy-hcsp", scenario, etc)
                servers, energy = self.earliest_completion(scenario, etc)
                schedule = self.folder / "schedule.sol"
                schedule.write_text("\n".join(map(str, servers)))
                self.assertAlmostEqual(self.value(schedule) / energy, 1, delta=1e-7,
                                       msg=f"{number} {name}")

    @staticmethod
    def earliest_completion(scenario, etc):
        """Servers of the tasks, each where it ends first, and the energy of that."""
        rows = [[float(x) for x in line.split()] for line in scenario.read_text().splitlines()]
        speed = [ops / (cores * 1000) for cores, ops, _, _ in rows]
        tasks, count, times = read_etc(etc)
        load = [0.0] * count
        servers = []
        for j in range(tasks):
            end = [load[i] + times[j * count + i] / speed[i] for i in range(count)]
            servers.append(min(range(count), key=end.__getitem__))
            load[servers[-1]] = end[servers[-1]]
        makespan = max(load)
        return servers, sum(load[i] * full + (makespan - load[i]) * idle
                            for i, (_, _, idle, full) in enumerate(rows))

    def test_schedule_beyond_a_capacity_is_written_and_evaluate_names_it(self):
        self.import_instance("gap", BENCHMARKS / "gap" / "a05100")
        schedule = self.folder / "all_on_one.sol"
        schedule.write_text("0 " * 100)
        said = self.run_program("import-plan", self.instance, schedule, "-o", self.plan)
        self.assertIn("constraints", said)
        self.assertIn("'m0'", self.run_program("evaluate", self.instance, self.plan, code=4))

    def test_bad_schedule_is_an_input_error_with_its_line_and_leaves_no_file(self):
        self.import_instance("wt", BENCHMARKS / "wt" / "wt40.txt", "--index", 1)
        schedule = self.folder / "bad.csv"
        schedule.write_text("task,server,order\nt0,m0,0\nt0,m0,1\n")
        said = self.run_program("import-plan", self.instance, schedule, "-o", self.plan, code=3)
        self.assertIn("bad.csv:3: task is 't0': the task stands on line 2 already", said)
        self.assertIn("task 't39' is missing", said)
        self.assertFalse(self.plan.exists())

    def test_wt_index_out_of_range_is_a_usage_error(self):
        said = self.run_program("import", "wt", BENCHMARKS / "wt" / "wt40.txt", "--index", 126,
                                "-o", self.instance, code=2)
        self.assertIn("from 1 to 125", said)

    def test_generated_etc_is_the_published_file(self):
        text = self.folder / "etc.txt"
        self.run_program("generate", "etc", "--tasks", 1024, "--servers", 32, "--seed", 1214388851,
                         "--task-range", 3000, "--machine-range", 1000, "--consistency", "i",
                         "--text", text, "-o", self.instance)
        published = BENCHMARKS / "hcsp" / "1024x32" / "B.u_i_hihi"
        self.assertEqual(text.read_bytes(), published.read_bytes())
        found = self.value(next(published.parent.glob("B.u_i_hihi_*.sol")))
        self.assertAlmostEqual(found, 1582264.55, delta=0.006)


if __name__ == "__main__":
    if not BENCHMARKS.exists():
        print(f"skipped: no {BENCHMARKS}")
        sys.exit(SKIPPED)
    unittest.main(argv=sys.argv[:1])

"""Fronts of two objectives through the program."""

import csv
import subprocess
import sys

from program import USAGE, ProgramTest, main


class Pareto(ProgramTest):
    def setUp(self):
        super().setUp()
        self.succeed("generate", "night", "--tasks", 40, "--servers", 2, "--seed", 1, "-o",
                     self.night)
        self.front = self.folder / "front.h5"
        self.csv = self.folder / "front.csv"

    def points(self, *more, generations=8):
        self.succeed("pareto", self.night, "-o", self.front, "--csv", self.csv, "--seed", 1,
                     "--generations", generations, "--points", 5, *more)
        with open(self.csv, newline="", encoding="utf-8") as file:
            return [{name: text if name == "plan_hash" else float(text)
                     for name, text in row.items()} for row in csv.DictReader(file)]

    def check_front(self, points, other):
        self.assertGreater(len(points), 1)
        for left, right in zip(points, points[1:]):
            self.assertLess(left[other], right[other])
            self.assertGreater(left["energy"], right["energy"])

    def test_energy_against_makespan_is_a_front(self):
        self.check_front(self.points("--objectives", "energy-makespan"), "makespan_s")

    def test_energy_against_tardiness_is_a_front_that_holds_the_cheapest_plan(self):
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--algorithm", "rules")
        points = self.points()
        for left, right in zip(points, points[1:]):
            self.assertLess(left["tardiness_cost"], right["tardiness_cost"])
            self.assertGreater(left["energy"], right["energy"])
        rules = self.cost_of(self.plan)
        self.assertLessEqual(min(point["cost"] for point in points), rules + 1e-6)

    def cost_of(self, plan):
        code = "import h5py, sys; print(h5py.File(sys.argv[1])['totals/cost'][0])"
        return float(subprocess.run([sys.executable, "-c", code, str(plan)], check=True,
                                    capture_output=True, text=True).stdout)

    def test_work_limits_give_the_same_front_on_any_number_of_threads(self):
        first = self.points("--objectives", "energy-makespan", "--threads", 1)
        self.assertEqual(first, self.points("--objectives", "energy-makespan", "--threads", 3))

    def test_every_point_is_a_plan_that_the_referee_accepts(self):
        plans = self.folder / "plans"
        points = self.points("--objectives", "energy-makespan", "--plans", plans)
        files = sorted(plans.iterdir())
        self.assertEqual(len(files), len(points))
        for file in files:
            self.succeed("evaluate", self.night, file)

    def test_the_file_holds_the_points_and_their_plans(self):
        points = self.points("--objectives", "energy-makespan")
        code = ("import h5py, sys; f = h5py.File(sys.argv[1]); "
                "assert f.attrs['objectives'] == 'energy-makespan'; "
                "assert f.attrs['hypervolume'] > 0; n = len(f['points/energy']); "
                "assert len(f['plans/server']) == 40 * n; assert f['plans/point'][-1] == n - 1; "
                "assert all(a < b for a, b in zip(f['points/makespan_s'], "
                "f['points/makespan_s'][1:])); print(n)")
        done = subprocess.run([sys.executable, "-c", code, str(self.front)], check=True,
                              capture_output=True, text=True)
        self.assertEqual(int(done.stdout), len(points))

    def test_no_points_are_refused(self):
        self.fail_with(USAGE, "pareto", self.night, "-o", self.front, "--points", 0)


main()

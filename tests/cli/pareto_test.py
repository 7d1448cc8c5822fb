"""Fronts of two objectives through the program."""

import csv
import subprocess
import sys

import h5py
from program import OUTPUT, USAGE, ProgramTest, main


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

    def test_weights_near_the_greatest_that_can_be_counted_still_give_a_front(self):
        trace = self.folder / "heavy.txt"
        trace.write_text("2 3\n500 2 3\n4 5 6\n7 8 9\n")
        self.succeed("import", "twct", trace, "-o", self.night)
        self.assertGreater(len(self.points(generations=2)), 0)

    def test_energy_against_makespan_is_a_front(self):
        self.check_front(self.points("--objectives", "energy-makespan"), "makespan_s")

    def test_energy_against_tardiness_is_a_front_that_holds_the_cheapest_plan(self):
        self.generate(tasks=40, servers=2, more=("--deadlines", "tight"))
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--seed", 1,
                     "--generations", 8)
        points = self.points()
        self.check_front(points, "tardiness_cost")
        self.assertLessEqual(min(point["cost"] for point in points),
                             self.cost_of(self.plan) + 1e-6)

    def test_a_cap_that_plan_keeps_is_kept(self):
        # No rule's plan keeps it, and the search alone needs long.
        self.succeed("generate", "night", "--tasks", 40, "--servers", 5, "--seed", 2,
                     "--deadlines", "tight", "--battery-hours", 2, "--arrivals", "night", "-o",
                     self.night)
        with h5py.File(self.night, "r+") as night:
            night["series/hard_cap_w"][:] = 1500
        self.assertGreater(len(self.points(generations=4)), 0)

    def test_runs_that_are_left_go_on_with_other_random_numbers(self):
        # So few tasks that soon nothing is left that the front suggests.
        self.succeed("generate", "night", "--tasks", 3, "--servers", 1, "--seed", 1, "-o", self.night)

        def end_of(*more):
            return self.succeed("pareto", self.night, "-o", self.front, "--generations", 1,
                                "--points", 30, *more).stdout

        self.assertIn("30 runs", end_of("--seed", 1))
        # What knows no random numbers has nothing more to try.
        self.assertIn("every pair of neighbours was tried", end_of("--algorithm", "rules"))

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

    def test_points_of_an_earlier_front_do_not_stay_beside_the_new_ones(self):
        plans = self.folder / "plans"
        plans.mkdir()
        for name in ("point_000.h5", "point_777.h5", "point_1000.h5"):
            (plans / name).write_text("old")
        for name in ("mine.h5", "point_1.h5", "point_777.txt"):
            (plans / name).write_text("mine")
        points = self.points("--objectives", "energy-makespan", "--plans", plans)
        self.assertEqual(sorted(file.name for file in plans.iterdir()), sorted(
            ["mine.h5", "point_1.h5", "point_777.txt"] +
            [f"point_{number:03}.h5" for number in range(len(points))]))

    def test_the_folder_for_plans_is_looked_at_before_the_search(self):
        begin = ("pareto", "--seed", 1, "--time-limit", 600, "-o")
        blocked = self.folder / "blocked"
        blocked.write_text("a file")
        lines = self.fail_with(OUTPUT, *begin, self.front, self.night, "--plans", blocked)
        self.assertIn("blocked: the folder cannot be made", lines[0])
        plans = self.folder / "plans"
        plans.mkdir()
        before = self.night.read_bytes()
        night = plans / "point_000.h5"
        night.write_bytes(before)
        lines = self.fail_with(USAGE, *begin, self.front, night, "--plans", plans)
        self.assertIn("point_000.h5: is an input and would be lost", lines[0])
        self.assertEqual(night.read_bytes(), before)
        night.unlink()
        night.symlink_to(self.night)
        self.fail_with(USAGE, *begin, self.front, self.night, "--plans", plans)
        lines = self.fail_with(USAGE, *begin, plans / "point_005.h5", self.night, "--plans", plans)
        self.assertIn("point_005.h5: is the name of a plan", lines[0])
        self.assertEqual(self.night.read_bytes(), before)

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

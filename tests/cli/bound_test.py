"""Lower bounds: the command, and what plans say about themselves."""

import json
import math
import subprocess
import sys

import h5py
from program import INFEASIBLE, INPUT, OUTPUT, USAGE, ProgramTest, main


class Bound(ProgramTest):
    def bound(self, *more):
        return json.loads(self.succeed("bound", self.night, "--json", "-", *more).stdout)

    def plan_json(self, *more):
        return json.loads(self.succeed("plan", "--instance", self.night, "-o", self.plan, "--json",
                                       "-", *more).stdout)

    def test_so_many_steps_prove_the_same_with_any_number_of_threads(self):
        self.generate(tasks=300)
        one = self.bound("--steps", 40, "--threads", 1)
        two = self.bound("--steps", 40, "--threads", 2)
        self.assertEqual(one["steps"], 40)
        self.assertEqual(one["lower_bound"], two["lower_bound"])
        self.assertEqual(one["method"], "prices by slot")
        self.assertGreater(one["lower_bound"], 0)
        self.assertGreaterEqual(self.bound("--steps", 80)["lower_bound"], one["lower_bound"])

    def test_the_text_is_one_line_and_the_file_has_the_same_bound(self):
        self.generate()
        out = self.folder / "bound.json"
        done = self.succeed("bound", self.night, "--time-limit", 0.2, "--json", out)
        self.assertRegex(done.stdout, r"\Ano plan costs less than [0-9.]+ \w+ \(.*steps.*\)\n\Z")
        written = json.loads(out.read_text())
        rounded_down = math.floor(written["lower_bound"] * 1e6) / 1e6
        self.assertIn(f" {rounded_down:.6f} ", done.stdout)

    def test_wrong_use_is_told(self):
        self.generate()
        self.fail_with(USAGE, "bound", self.night, "--steps", 0)
        self.fail_with(USAGE, "bound", self.night, "--time-limit", -1)
        self.fail_with(INPUT, "bound", self.folder / "none.h5")
        self.fail_with(OUTPUT, "bound", self.night, "--json", self.folder / "none" / "x.json")

    def test_limits_that_no_plan_keeps_are_told(self):
        self.generate()
        with h5py.File(self.night, "r+") as night:
            night.attrs["energy_cap_kwh"] = 0.1
        out = self.folder / "bound.json"
        told = self.fail_with(INFEASIBLE, "bound", self.night, "--json", out)
        self.assertIn("night.h5: no plan exists", told[0])
        self.assertIsNone(json.loads(out.read_text())["lower_bound"])
        self.assertIn("No plan exists: ", self.succeed("validate", self.night).stdout)
        done = self.run_program("plan", "--instance", self.night, "-o", self.plan,
                                "--generations", 1)
        self.assertEqual(done.returncode, INFEASIBLE)
        self.assertIn("no plan exists: the limits cannot all be kept", done.stderr)

    def test_every_plan_carries_its_gap(self):
        self.generate()
        for more in (("--generations", 3), ("--time-limit", 1), ("--algorithm", "rules")):
            result = self.plan_json(*more)
            bound, cost = result["lower_bound"], result["cost"]
            self.assertLessEqual(bound, cost)
            self.assertGreater(bound, 0)
            self.assertAlmostEqual(result["gap"], (cost - bound) / abs(cost), places=12)
        self.assertIn("No plan costs less than",
                      self.succeed("plan", "--instance", self.night, "-o", self.plan,
                                   "--generations", 1).stdout)

    def test_no_steps_prove_nothing(self):
        self.generate()
        result = self.plan_json("--generations", 1, "--set", "bound.steps=0")
        self.assertIsNone(result["lower_bound"])
        self.assertIsNone(result["gap"])

    def test_a_replay_proves_the_same(self):
        self.generate()
        first = self.plan_json("--time-limit", 1)
        again = json.loads(self.succeed("plan", "--instance", self.night, "--replay", self.plan,
                                        "-o", self.folder / "again.h5", "--json", "-").stdout)
        self.assertEqual(first["lower_bound"], again["lower_bound"])

    def test_a_plan_without_a_choice_has_no_gap(self):
        self.generate()
        self.succeed("baseline", self.night, "--rule", "mct", "-o", self.plan)
        pin = ("import h5py, sys; night, plan = (h5py.File(sys.argv[1], 'r+')['tasks'], "
               "h5py.File(sys.argv[2])['tasks'])\n"
               "for column in ('server', 'start_s', 'level'):\n"
               "    night['pin_' + column][:] = plan[column][:]\n")
        subprocess.run([sys.executable, "-c", pin, str(self.night), str(self.plan)], check=True)
        result = self.plan_json()
        self.assertEqual(result["gap"], 0)
        self.assertIn("pins", result["stopped_by"])


main()

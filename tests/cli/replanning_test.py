"""Re-planning through the program: change penalty, pins."""

import json
import subprocess
import sys

from program import INPUT, USAGE, ProgramTest, main


class Replanning(ProgramTest):
    def setUp(self):
        super().setUp()
        self.generate()
        self.published = self.folder / "published.h5"
        self.planned("-o", self.published)

    def planned(self, *more, generations=10, instance=None):
        done = self.succeed("plan", "--instance", instance or self.night, "--seed", 1,
                            "--generations", generations, "--json", "-", *more)
        return json.loads(done.stdout)

    def replanned(self, penalty, *more, generations=60):
        return self.planned("-o", self.plan, "--warm-start", self.published, "--change-penalty",
                            penalty, *more, generations=generations)

    def test_a_dear_penalty_keeps_the_published_plan(self):
        before = json.loads(self.succeed("evaluate", self.night, self.published, "--json",
                                         "-").stdout)
        after = self.replanned(1e6)
        self.assertEqual(after["changed_tasks"], 0)
        self.assertEqual(after["change_cost"], 0)
        # Starts may shift within the tolerance, so the plan may get a little better.
        self.assertLessEqual(after["cost"], before["cost"] + 1e-9)

    def test_what_moves_is_paid_for_and_the_written_plan_can_be_audited_again(self):
        after = self.replanned(0.0001)
        self.assertGreater(after["changed_tasks"], 0)
        self.assertAlmostEqual(after["change_cost"], 0.0001 * after["changed_tasks"], places=9)
        judged = json.loads(self.succeed("evaluate", self.night, self.plan, "--json", "-").stdout)
        self.assertAlmostEqual(judged["cost"], after["cost"], places=4)
        for name in ("change_cost", "changed_tasks", "published_plan_hash"):
            self.assertEqual(judged[name], after[name], name)
        text = self.succeed("report", self.night, self.plan).stdout
        self.assertIn("moved tasks", text)
        self.assertIn(f"{after['changed_tasks']} of 60 tasks moved", text)

    def test_a_penalty_without_a_published_plan_is_refused(self):
        lines = self.fail_with(USAGE, "plan", "--instance", self.night, "-o", self.plan,
                               "--change-penalty", 1)
        self.assertIn("--warm-start", lines[0])

    def test_a_start_that_is_no_plan_is_refused(self):
        code = "import h5py, sys; h5py.File(sys.argv[1], 'r+')['tasks/server'][:] = 0"
        subprocess.run([sys.executable, "-c", code, str(self.published)], check=True)
        errors = self.fail_with(INPUT, "plan", "--instance", self.night, "-o", self.plan, "--warm-start",
                                self.published, "--generations", 1)
        self.assertEqual(errors[0], "--warm-start: is no plan of this instance:")
        self.assertFalse(self.plan.exists())

    def test_a_changed_published_plan_is_noticed(self):
        self.replanned(0.0001)
        code = ("import h5py, sys; f = h5py.File(sys.argv[1], 'r+'); "
                "f['tasks/published_start_s'][3] += 3600")
        subprocess.run([sys.executable, "-c", code, str(self.plan)], check=True)
        done = self.run_program("evaluate", self.night, self.plan)
        self.assertEqual(done.returncode, 3)
        self.assertIn("published_plan_hash", done.stderr)


class Pins(ProgramTest):
    def pinned(self):
        """The night with every task pinned to a plan of it."""
        self.generate()
        self.succeed("baseline", self.night, "--rule", "mct", "-o", self.plan)
        fixed = self.folder / "fixed.h5"
        code = ("import h5py, shutil, sys; night, plan, fixed = sys.argv[1:]; "
                "shutil.copy(night, fixed); t = h5py.File(plan, 'r')['tasks']; "
                "i = h5py.File(fixed, 'r+')['tasks']; "
                "i['pin_server'][:] = t['server'][:]; i['pin_level'][:] = t['level'][:]; "
                "i['pin_start_s'][:] = t['start_s'][:]")
        subprocess.run([sys.executable, "-c", code, str(self.night), str(self.plan), str(fixed)],
                       check=True)
        return fixed

    def test_fully_pinned_input_returns_at_once(self):
        fixed = self.pinned()
        before = json.loads(self.succeed("evaluate", self.night, self.plan, "--json", "-").stdout)
        done = self.succeed("plan", "--instance", fixed, "-o", self.folder / "same.h5",
                            "--time-limit", 600, "--json", "-")
        result = json.loads(done.stdout)
        self.assertEqual(result["plan_hash"], before["plan_hash"])
        self.assertEqual(result["generations"], 0)
        self.assertLess(result["seconds"], 60)
        self.assertIn("every task is pinned", done.stderr)


main()

"""Slurm counts in whole seconds, minutes and GPUs: nothing that the plan needs is lost to rounding."""

import re
import subprocess

import h5py

from fake_slurm import FakeSlurm
from slurm_test_case import SlurmTestCase, main

BEGIN = 1893456000  # 2030-01-01T00:00:00Z
HOUR = 3600


class Units(SlurmTestCase):
    def export_pinned(self, starts_s, runtimes_s, *options, more=None):
        """Tasks at full speed on one node of four cores, each from its moment on."""
        tasks = len(starts_s)
        self.make_instance(tasks, 1, horizon_s=48 * HOUR, names=(), more={
            "tasks/pin_server": [0] * tasks, "tasks/pin_level": [0] * tasks,
            "tasks/pin_start_s": starts_s, "runtimes/runtime_s": runtimes_s, **(more or {})})
        self.make_plan()
        return self.export("--begin", "2030-01-01T00:00:00Z", "--runner", "/bin/true",
                           "--time-factor", 1, *options)

    def option(self, folder, name):
        """What every task's script says behind --name."""
        of_script = {path.name: re.search(rf"(?m)^#SBATCH --{name}=(.*)$", path.read_text())[1]
                     for path in folder.glob("*.sbatch")}
        return {int(index): of_script[script] for script, index, *_ in self.placement(folder)}

    def test_a_time_limit_is_never_below_the_runtime(self):
        folder = self.export_pinned([0.0, 0.0, 0.0], [30.0 * HOUR, 60.0, 61.0])
        self.assertEqual(self.option(folder, "time"), {0: "2880", 1: "1", 2: "2"})

    def test_a_start_is_never_early(self):
        folder = self.export_pinned([100.0, 200.001, 300.999], [50.0, 50.0, 50.0])
        self.assertEqual({int(index): int(start) for _, index, start, *_ in self.placement(folder)},
                         {0: BEGIN + 100, 1: BEGIN + 201, 2: BEGIN + 301})

    def test_what_starts_at_once_is_ranked_as_on_its_node(self):
        folder = self.export_pinned([5.0, 5.0, 5.0], [50.0, 50.0, 50.0])
        with h5py.File(self.plan) as plan:
            positions = [int(position) for position in plan["tasks/position"]]
        self.assertEqual({int(index): int(rank) for _, index, _, _, rank in self.placement(folder)},
                         dict(enumerate(positions)))

    def test_parts_of_a_gpu_or_a_core_are_whole_ones(self):
        needs = {"tasks/need_cores": [1500, 500, 1000], "servers/capacity_cores": [4000]}
        folder = self.export_pinned([0.0, 0.0, 0.0], [50.0, 50.0, 50.0], "--resource",
                                    "cores=gpu_milli", more=needs)
        self.assertEqual(self.option(folder, "gres"), {0: "gpu:2", 1: "gpu:1", 2: "gpu:1"})
        folder = self.export("--begin", "now", "--runner", "x", "--resource", "cores=cpu_milli")
        self.assertEqual(self.option(folder, "cpus-per-task"), {0: "2", 1: "1", 2: "1"})

    def test_nodes_are_reserved_until_the_last_task_has_ended(self):
        folder = self.export_pinned([3600.5, 0.0], [100.001, 60.0], "--admin")
        self.assertIn(f"\nbegin={BEGIN}\nend={BEGIN + 3701}\n", (folder / "reserve.sh").read_text())
        fake = FakeSlurm(self.folder / "fake")
        done = subprocess.run(["bash", str(folder / "reserve.sh"), "ann,bob"], text=True,
                              capture_output=True, env=fake.environment())
        self.assertEqual(done.returncode, 0, done.stderr)
        words = fake.lines("reserved")[0].split(" ")
        for word in (f"StartTime=uts{BEGIN}", "Duration=62", "Nodes=n1", "Users=ann,bob"):
            self.assertIn(word, words)  # 3701 s are 61 minutes and 41 s

    def test_a_node_is_up_when_its_next_task_starts(self):
        folder = self.export_pinned([100.0, 7200.5], [60.0, 60.0], "--admin", more={
            "servers/sleep_w": [1.0], "servers/wake_s": [90.0], "servers/wake_j": [0.0]})
        with h5py.File(self.plan) as plan:
            slept_s = [float(moment) for moment in plan["sleeps/start_s"]]
        self.assertEqual(slept_s[0], 160)
        lines = [line for line in (folder / "sleep.sh").read_text().splitlines()
                 if line.startswith("at ") and line.endswith(" n1")]
        self.assertEqual(lines[:2], [f"at {BEGIN + 160} down n1", f"at {BEGIN + 7110} up n1"])

    def test_the_largest_array_index_is_one_less_than_the_limit(self):
        folder = self.export_pinned([0.0, 0.0, 0.0], [50.0, 50.0, 50.0])
        fake = FakeSlurm(self.folder / "fake")
        for limit, code in ((2, 1), (3, 0)):
            done = subprocess.run(["bash", str(folder / "submit.sh"), "--dry-run"], text=True,
                                  capture_output=True, env=fake.environment(FAKE_MAX_ARRAY=limit))
            self.assertEqual(done.returncode, code, done.stderr)


main()

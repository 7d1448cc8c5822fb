"""Slurm's minutes, unix times, GPUs and joules are read as what they are, whole and of every kind."""

import json

import h5py

from queue_test_case import NOW, QueueTestCase, job, running
from slurm_test_case import SlurmTestCase, main


class Queue(QueueTestCase):
    def setUp(self):
        super().setUp()
        self.nodes.write_text(json.dumps({"nodes": [
            {"name": "n1", "cpus": 32, "real_memory": 64000, "state": ["IDLE"], "features": "gpu",
             "partitions": ["night"], "gres": "gpu:a100:2(S:0),gpu:v100:3", "temporary_disk": 0}]}))

    def test_gpus_of_all_types_are_counted_together(self):
        self.import_queue([job(1)])
        self.assertEqual(self.column("servers/capacity_gpu"), [5])

    def test_what_runs_is_work_by_its_hours(self):
        self.import_queue([job(1, cpus=1, time_limit=10),
                           running(2, "n1", 4, time_limit=130)])
        work = dict(zip(self.column("tasks/id"), self.column("tasks/work")))
        runtime_s = dict(zip(self.column("runtimes/task"), self.column("runtimes/runtime_s")))
        left_s = 7200 - self.column("servers/wake_s")[0]  # of two hours, when the node can be awake
        self.assertEqual(runtime_s[1], left_s)
        self.assertAlmostEqual(work["2"], left_s / 3600)

    def test_time_0_is_the_next_whole_minute_after_what_runs_began(self):
        for began, minute in ((NOW - 40, "17:46:00"), (NOW - 39, "17:47:00"), (NOW, "17:47:00")):
            jobs = [running(1, "n1", 4, start_time=began), job(2)]
            self.queue.write_text(json.dumps({"meta": {}, "errors": [], "jobs": jobs}))
            self.succeed("import", "slurm", self.queue, self.nodes, "--config", self.config, "-o",
                         self.night)
            with h5py.File(self.night) as night:
                self.assertEqual(night.attrs["epoch"], f"2030-03-17T{minute}Z")

    def test_an_accounting_has_limits_in_minutes_and_the_energy_of_its_largest_step(self):
        accounting, history = self.folder / "sacct.txt", self.folder / "history.h5"
        begun = NOW - 86400
        accounting.write_text(
            "JobID|JobName|User|QOS|NodeList|State|Submit|Start|End|TimelimitRaw|ReqTRES|ConsumedEnergyRaw\n"
            f"1|train|ann|normal|n1|COMPLETED|{begun}|{begun}|{begun + 1000}|90|cpu=4|\n"
            f"1.batch|batch|||n1|COMPLETED|{begun}|{begun}|{begun + 1000}|||200000\n"
            f"1.0|srun|||n1|COMPLETED|{begun}|{begun}|{begun + 1000}|||150000\n")
        self.succeed("import-history", "sacct", accounting, "--nodes", self.nodes, "--config",
                     self.config, "--idle-w", 0, "-o", history)
        with h5py.File(history) as file:
            self.assertEqual(list(file["jobs/requested_s"]), [90 * 60])
            self.assertEqual(list(file["jobs/energy_j"]), [200000])  # the batch step holds the other


class Morning(SlurmTestCase):
    def morning_after(self, starts_s, *rows, csv=None):
        """What reconcile says of tasks of 50 s on one node, planned to start at these moments; a
        row is a task, its actual start, and its energy."""
        tasks = len(starts_s)
        self.make_instance(tasks, 1, horizon_s=3600, names=(), more={
            "tasks/pin_server": [0] * tasks, "tasks/pin_level": [0] * tasks,
            "tasks/pin_start_s": starts_s, "runtimes/runtime_s": [50.0] * tasks})
        self.make_plan()
        with h5py.File(self.plan) as plan:
            name = f"nw-{plan.attrs['plan_hash'][:8]}-{NOW}-0-0"
        lines = ["JobID|JobName|NodeList|State|Start|End|ConsumedEnergyRaw"]
        for task, start, energy_j in rows:
            lines.append(f"7_{task}|{name}|n1|COMPLETED|{NOW + start}|{NOW + start + 50}|{energy_j}")
        accounting = self.folder / "sacct.txt"
        accounting.write_text("\n".join(lines) + "\n")
        return self.succeed("reconcile", self.plan, "--instance", self.night, "--sacct", accounting,
                            "--begin", "2030-03-17T17:46:40Z", "--tolerance", 2,
                            *(("--csv", csv) if csv else ())).stdout

    def test_as_much_energy_as_planned_is_a_factor_of_one(self):
        said = self.morning_after([10.0], (0, 10, 50 * 80))
        self.assertRegex(said, r"node +1 +1 +0\.0 +1\.000 +1\.000\n")

    def test_the_largest_error_of_a_start_may_be_an_early_one(self):
        said = self.morning_after([10.0, 400.0], (0, 11, 0), (1, 395, 0))
        self.assertIn("mean start error -2.00 s, largest -5 s", said)

    def test_a_start_is_planned_for_the_second_that_slurm_is_told(self):
        csv = self.folder / "out.csv"
        self.morning_after([10.001], (0, 11, 0), csv=csv)
        names, values = (line.split(",") for line in csv.read_text().splitlines())
        row = dict(zip(names, values))
        self.assertEqual((row["planned_start_unix_s"], row["start_error_s"]), (str(NOW + 11), "0"))

    def test_what_starts_before_its_forerunner_on_a_node_has_overtaken_it(self):
        said = self.morning_after([10.0, 100.0, 200.0], (0, 10, 0), (1, 250, 0), (2, 150, 0))
        self.assertIn("1 overtook one planned earlier", said)
        said = self.morning_after([10.0, 100.0, 200.0], (0, 10, 0), (1, 150, 0), (2, 250, 0))
        self.assertIn("0 overtook one planned earlier", said)


main()

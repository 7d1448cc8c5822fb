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
    def test_as_much_energy_as_planned_is_a_factor_of_one(self):
        self.make_instance(1, 1, names=())
        self.make_plan()
        with h5py.File(self.plan) as plan:
            row = {name: plan[f"tasks/{name}"][0] for name in ("start_s", "end_s", "energy_kwh")}
            name = f"nw-{plan.attrs['plan_hash'][:8]}-{NOW}-0-0"
        begun = NOW + -int(-row["start_s"] // 1)
        accounting = self.folder / "sacct.txt"
        accounting.write_text(
            "JobID|JobName|NodeList|State|Start|End|ConsumedEnergyRaw\n"
            f"7_0|{name}|n1|COMPLETED|{begun}|{begun + round(row['end_s'] - row['start_s'])}|"
            f"{row['energy_kwh'] * 3.6e6:.3f}\n")
        said = self.succeed("reconcile", self.plan, "--instance", self.night, "--sacct", accounting,
                            "--begin", "2030-03-17T17:46:40Z", "--tolerance", 2).stdout
        self.assertRegex(said, r"node +1 +1 +0\.0 +1\.000 +1\.000\n")


main()

"""Plans on a real Slurm cluster: the optimiser as a job, a plan as jobs, and what became of it."""

import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import time

import cluster
from slurm_test_case import NIGHTWATT, SOURCE, SlurmTestCase, main

SKIPPED = 77
LIBRARY = pathlib.Path(NIGHTWATT).parent / "libnightwatt_mpi.so"
TASKS = 240


class OnACluster(SlurmTestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = cluster.Cluster()
        cls.addClassCleanup(cls.cluster.stop)

    def tearDown(self):
        self.cluster.call("scancel", "--user=root")
        self.wait_for("an empty queue", 30, lambda: not self.cluster.active_jobs())

    def wait_for(self, what, seconds, ready):
        self.cluster.wait_for(what, seconds, ready)

    def submit(self, folder, *arguments):
        return subprocess.Popen([NIGHTWATT, "submit", str(folder), *arguments], text=True,
                                env=self.cluster.environment, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, start_new_session=True)

    def reconcile(self, *more):
        accounting = self.folder / "sacct.txt"
        accounting.write_text(self.cluster.accounting())
        self.succeed("reconcile", self.plan, "--instance", self.night, "--sacct", accounting, "--csv",
                     self.folder / "reconciled.csv", "--tolerance", 10, *more)
        return self.succeed("reconcile", self.plan, "--instance", self.night, "--sacct", accounting,
                            "--tolerance", 10, *more).stdout

    def test_a_plan_runs_as_it_was_planned(self):
        self.make_instance(TASKS, cluster.NODES)
        self.make_plan()
        ran = self.folder / "ran"
        runner = self.folder / "runner"
        runner.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> {ran}\nsleep 0.5\n')
        runner.chmod(0o755)
        begin = int(time.time()) + 15
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(begin))
        folder = self.export("--runner", runner, "--begin", moment)
        done = self.submit(folder, "--dry-run")
        self.assertIn("Slurm would take all", done.communicate(timeout=60)[0])
        self.assertEqual(self.cluster.active_jobs(), [])

        # Ended half-way, twice, and run again.
        draw = random.Random(2)
        killed = 0
        for _ in range(2):
            process = self.submit(folder)
            try:
                process.communicate(timeout=draw.uniform(0.3, 1.5))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)  # its own session
                process.communicate()
                killed += 1
        self.assertGreater(killed, 0)
        process = self.submit(folder)
        output = process.communicate(timeout=120)[0]
        self.assertEqual(process.returncode, 0, output)

        self.wait_for("a task that runs", 60, lambda: self.cluster.call(
            "squeue", "-h", "-r", "-t", "RUNNING").stdout)
        self.assertNotIn("failed", self.reconcile("--begin", moment).splitlines()[0])
        self.wait_for("the end of all tasks", 120, lambda: not self.cluster.active_jobs())
        text = self.reconcile("--begin", moment)
        print(text[:text.index("\nFor the next")], file=sys.stderr)
        self.assertIn(f"{TASKS} tasks were planned, {TASKS} ran", text)
        self.assertIn("; 0 tasks ran twice; 0 overtook one planned earlier", text)
        self.assertNotIn("elsewhere", text.splitlines()[0])
        names = ran.read_text().splitlines()
        self.assertEqual(len(names), TASKS)
        self.assertEqual(len(set(names)), TASKS)

    def test_reserved_nodes_are_free_for_the_plans_jobs_and_nobody_else(self):
        self.make_instance(24, 3)
        self.make_plan()
        begin = int(time.time()) + 12
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(begin))
        folder = self.export("--runner", "/bin/true", "--admin", "--begin", moment)
        reserve = ("bash", folder / "reserve.sh")
        self.cluster.call(*reserve, "nobody")
        said = self.cluster.call(*reserve, "root,nobody").stdout  # again, for others
        self.assertIn("it keeps its nodes and times, and is for root,nobody", said)
        name = said.splitlines()[-1].split()[0]
        self.addCleanup(lambda: self.cluster.call("scontrol", "delete",
                                                  f"ReservationName={name}"))
        self.cluster.call("scontrol", "create", "reservation", "ReservationName=course", "Users=daemon",
                          "Nodes=n7", f"StartTime=uts{begin + 3600}", "Duration=60")
        self.addCleanup(lambda: self.cluster.call("scontrol", "delete", "ReservationName=course"))
        evening = self.sleeper(1, "--time=10", "--begin=now+1hour")
        live = self.succeed("import", "slurm", "--live", "--config", SOURCE / "configs/slurm.toml",
                            "-o", self.folder / "again.h5", env=self.cluster.environment)
        self.assertIn("Reservations: 1 nodes are used in the longest part", live.stdout)
        self.assertIn(f"{cluster.NODES} servers", live.stdout)
        self.cluster.call("scancel", evening)
        other = self.sleeper(1, "--uid=daemon", "--time=1", "--begin=now+13", "--nodelist=n1", "--chdir=/")
        done = self.submit(folder)
        self.assertEqual(done.communicate(timeout=60)[1], None)
        self.wait_for("the end of all tasks", 60, lambda: self.cluster.active_jobs() == [other])
        text = self.reconcile("--begin", moment)
        self.assertIn("24 tasks were planned, 24 ran; 24 as planned", text)
        self.cluster.call("scancel", other)

    def test_a_node_sleeps_once_its_task_is_done_and_wakes_in_time(self):
        last = cluster.NODES - 1
        self.make_instance(2, cluster.NODES, more={
            "tasks/pin_server": [last] * 2, "tasks/pin_start_s": [2.0, 38.0],
            "servers/sleep_w": [1.0] * cluster.NODES, "servers/wake_s": [2.0] * cluster.NODES})
        self.make_plan()
        job = self.sleeper(5, f"--nodelist=n{cluster.NODES}", "--time=1")  # longer than planned
        begin = int(time.time())
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(begin))
        folder = self.export("--runner", "/bin/true", "--admin", "--begin", moment)
        script = subprocess.Popen(["bash", folder / "sleep.sh"], env=self.cluster.environment)
        node = [f"n{cluster.NODES}"]
        self.wait_for("power down", 30, lambda: self.cluster.powered("down") == node)
        self.assertNotIn(job, self.cluster.active_jobs())
        self.wait_for("power up", 30, lambda: self.cluster.powered("up") == node)
        self.assertLess(time.time(), begin + 38)
        self.assertEqual(script.wait(timeout=10), 0)
        self.cluster.boot_last_node()

    def sleeper(self, seconds, *options):
        script = f"#!/bin/sh\nsleep {seconds}\n"
        return self.cluster.call("sbatch", "--parsable", "--mem=100", "--output=/dev/null", *options,
                                 input=script).stdout.strip()

    def test_a_queue_is_placed_where_running_jobs_leave_room(self):
        config = self.folder / "slurm.toml"
        config.write_text('[night]\nhours = 1\nslot_minutes = 1\n[slurm]\nruntime_share = 0.1\n'
                          '[[class]]\nname = "node"\nidle_w = 100.0\ndynamic_w_per_unit = ["cpu: 10"]\n')
        self.sleeper(600, "--nodes=3", "--ntasks-per-node=3", "--time=90", "--nodelist=n[1-3]")
        self.sleeper(600, "--exclusive", "--ntasks=1", "--time=90", "--nodelist=n4")
        stopped = self.sleeper(600, "--ntasks=4", "--time=90", "--nodelist=n5")
        self.wait_for("running jobs", 30, lambda: len(
            self.cluster.call("squeue", "-h", "-t", "running").stdout.splitlines()) == 3)
        self.cluster.call("scontrol", "suspend", stopped)
        wait = "--begin=now+30"
        jobs = [self.sleeper(1, wait, "--time=1", "--ntasks=2") for _ in range(4)]
        own = self.sleeper(1, wait, "--time=1", "--exclusive")
        there = self.sleeper(1, wait, "--time=1", "--nodelist=n7")
        self.sleeper(1, wait, "--time=1", "--exclude=n[6-7]")
        self.sleeper(1, wait, "--time=1", "--array=0-3%2")
        self.sleeper(1, wait, "--time=1", "--job-name=a\tb")
        environment = self.cluster.environment
        said = subprocess.run([NIGHTWATT, "import", "slurm", "--live", "--config", config, "-o",
                               self.night], env=environment, text=True, capture_output=True,
                              check=True).stdout
        self.assertIn("7 jobs of a Slurm queue", said)
        self.assertIn("Running jobs: 5 tasks", said)
        self.assertIn("1 jobs that exclude some nodes of a class", said)
        self.assertIn("4 jobs of arrays that limit", said)
        self.make_plan()
        folder = self.export("--queued", "--begin", "now")
        done = self.submit(folder)
        self.assertEqual(done.wait(timeout=60), 0, done.stdout.read())
        planned = {row[0]: row[2] for row in self.placement(folder)}
        self.assertEqual({planned[k] for k in jobs} - {"n6", "n7", "n8"}, set())
        self.assertEqual(planned[there], "n7")
        for node in ("n1", "n2", "n3", "n4", "n5"):  # not all four cores are free
            self.assertNotEqual(planned[own], node)
        asked = [*jobs, own, there]
        self.wait_for("the end of the planned jobs", 70, lambda: not set(asked).intersection(
            self.cluster.active_jobs()))
        ran = dict(line.split() for line in self.cluster.call(
            "squeue", "-h", "-t", "completed", "-o", "%i %N").stdout.splitlines())
        self.assertEqual({k: ran[k] for k in asked}, {k: planned[k] for k in asked})

    def log_of(self, job):
        path = self.folder / f"nightwatt-{job}.log"
        return path.read_text() if path.exists() else ""

    def sbatch(self, *options, arguments=(), requeues=3, plan=None):
        environment = {**self.cluster.environment, "NIGHTWATT": NIGHTWATT,
                       "NIGHTWATT_REQUEUES": str(requeues)}
        done = subprocess.run(
            ["sbatch", "--parsable", "--cpus-per-task=1", "--mem=500M", *options,
             str(SOURCE / "scripts/nightwatt.sbatch"), str(self.night), str(plan or self.plan),
             *map(str, arguments)], env=environment, cwd=self.folder, text=True, capture_output=True,
            check=True)
        return done.stdout.strip()

    def test_a_night_that_begins_later_has_all_starts_ahead_when_it_is_planned(self):
        """The block of the README, and what is said where the night began before."""
        config = self.folder / "slurm.toml"
        config.write_text('[night]\nhours = 1\nslot_minutes = 1\n[[class]]\nname = "node"\nidle_w = 100.0\n'
                          'dynamic_w_per_unit = ["cpu: 10"]\n')
        self.sleeper(600, f"--nodes={cluster.NODES}", "--ntasks-per-node=3", "--time=1")  # a core a node is free
        jobs = [self.sleeper(1, "--nodes=1", "--ntasks=2", "--time=1") for _ in range(4)]
        self.wait_for("a running job", 30, lambda: self.cluster.call("squeue", "-h", "-t", "running").stdout)
        start = subprocess.run(["date", "-u", "-d", "+1 min", "+%FT%TZ"], text=True, capture_output=True,
                               check=True).stdout.strip()
        said = self.succeed("import", "slurm", "--live", "--config", config, "--set", f"night.start={start}", "-o",
                            self.night, env=self.cluster.environment).stdout
        self.assertIn("4 jobs of a Slurm queue", said)
        self.assertIn("1 jobs that run, but end before the night", said)
        self.sbatch("--wait", "--time=5", requeues=0, arguments=("--algorithm", "rules"))
        words = ("export", "slurm", self.plan, "--instance", self.night, "--queued", "-o", self.folder / "jobs")
        self.assertNotIn("should have started", self.succeed(*words).stderr)
        rows = self.placement(self.folder / "jobs")
        self.assertEqual({row[0] for row in rows}, set(jobs))
        self.assertGreater(min(int(row[1]) for row in rows), time.time())
        before = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 900))
        self.assertIn("night.start", self.succeed(*words, "--begin", before).stderr)

    def test_the_optimiser_is_signalled_requeued_and_resumed_bit_for_bit(self):
        self.generate(tasks=60, servers=6)
        settings = ("--seed", 3, "--generations", 100, "--json", self.folder / "plan.json", "--set",
                    "checkpoint.period_s=0.2")
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--threads", 1, *settings)
        expected = json.loads((self.folder / "plan.json").read_text())["plan_hash"]
        (self.folder / "plan.json").unlink()
        self.plan.unlink()
        job = self.sbatch("--time=5", arguments=(*settings, "--backend", "cpu", "--verbose"))
        self.wait_for("the search", 60, lambda: "generation 3: population" in self.log_of(job))
        self.cluster.call("scancel", "--batch", "--signal=USR1", job)
        self.wait_for("the end of the search", 120,
                      lambda: "stopped by generations" in self.log_of(job))
        self.wait_for("the job's end", 60, lambda: not self.cluster.active_jobs())
        log = self.log_of(job)
        self.assertIn("stopped by signal SIGUSR1", log)
        self.assertIn("it is queued again", log)
        self.assertIn("going on from", log)
        self.assertNotIn("generation 0: population", log[log.index("going on from"):])
        self.assertNotIn("\r", log)
        found = json.loads((self.folder / "plan.json").read_text())["plan_hash"]
        self.assertEqual(found, expected)
        self.assertFalse((self.folder / "plan.h5.checkpoint").exists())

    def test_an_optimiser_that_is_cancelled_stays_so(self):
        self.generate(tasks=60, servers=6)
        settings = ("--seed", 3, "--time-limit", 600, "--set", "checkpoint.period_s=0.2")
        job = self.sbatch("--time=5", arguments=(*settings, "--backend", "cpu"))
        checkpoint = self.folder / "plan.h5.checkpoint"
        self.wait_for("a checkpoint", 60, checkpoint.exists)
        self.cluster.call("scancel", job)
        self.wait_for("the job's end", 60, lambda: not self.cluster.active_jobs())
        time.sleep(2)
        self.assertEqual(self.cluster.call("squeue", "-h", "-t", "all", "-j", job, "-o", "%T").stdout,
                         "CANCELLED\n")
        self.assertNotIn("queued again", self.log_of(job))
        self.assertTrue(checkpoint.exists())

    def test_islands_of_four_tasks_give_the_plan_of_one_process(self):
        if not LIBRARY.exists():
            self.skipTest("this build has no MPI")
        self.generate(tasks=60, servers=6)
        settings = ("--seed", 4, "--generations", 100, "--json", self.folder / "plan.json", "--set",
                    "genetic.islands=4", "--set", "genetic.migration_interval=5", "--set",
                    "checkpoint.period_s=0.2")
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--threads", 1, *settings)
        expected = json.loads((self.folder / "plan.json").read_text())["plan_hash"]
        (self.folder / "plan.json").unlink()
        self.plan.unlink()
        # On one node: PMIx cannot tell nodes apart that are all this machine.
        job = self.sbatch("--time=5", "--nodes=1", "--ntasks=4", "--mem=1G", arguments=settings)
        self.wait_for("the search", 60, lambda: "4 islands on 4 ranks" in self.log_of(job))
        time.sleep(0.3)
        self.cluster.call("scancel", "--batch", "--signal=USR1", job)
        self.wait_for("the end of the search", 120,
                      lambda: "stopped by generations" in self.log_of(job))
        self.wait_for("the job's end", 60, lambda: not self.cluster.active_jobs())
        self.assertIn("it is queued again", self.log_of(job))
        found = json.loads((self.folder / "plan.json").read_text())["plan_hash"]
        self.assertEqual(found, expected)

    def test_srun_without_mpi_is_refused(self):
        self.generate(tasks=20, servers=2)
        done = subprocess.run(
            ["srun", "--ntasks=2", "--mem=200M", "--mpi=none", NIGHTWATT, "plan", "--instance",
             str(self.night), "-o", str(self.plan)],
            env=self.cluster.environment, cwd=self.folder, text=True, capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("start one", done.stderr)
        self.assertFalse(self.plan.exists())

    def test_before_the_time_limit_the_optimiser_ends_with_a_plan_and_a_checkpoint(self):
        self.generate(tasks=60, servers=6)
        other = self.folder / "other.h5"
        bad = self.folder / "bad.h5"
        bad.with_name("bad.h5.checkpoint").write_text("of another night")
        refused = self.sbatch("--time=1", arguments=("--resume",), plan=bad)
        # Slurm looks at time limits every half minute: the signal comes within it.
        signalled = self.sbatch("--time=1", "--signal=B:USR1@30", requeues=0,
                                arguments=("--time-limit", 600, "--set", "job.margin_s=0"))
        by_itself = self.sbatch("--time=2", "--signal=B:USR1@1", requeues=0, plan=other,
                                arguments=("--time-limit", 600, "--set", "job.margin_s=110"))
        self.wait_for("the jobs' end", 150, lambda: not self.cluster.active_jobs())
        self.assertIn("nightwatt: error:", self.log_of(refused))
        self.assertNotIn("queued again", self.log_of(refused))
        self.assertIn("stopped by signal SIGUSR1", self.log_of(signalled))
        self.assertIn("stopped by end of the Slurm job", self.log_of(by_itself))
        for plan in (self.plan, other):
            self.assertTrue(plan.with_name(plan.name + ".checkpoint").exists())
            self.succeed("evaluate", self.night, plan)

    def test_the_queue_becomes_a_night_and_is_placed(self):
        for number in range(6):
            self.cluster.call("sbatch", "--begin=now+1hour", "--mem=100M", "--time=20",
                              "--output=/dev/null", f"--cpus-per-task={1 + number % 3}", "--wrap=sleep 1")
        self.cluster.call("sbatch", "--begin=now+1hour", "--mem=100M", "--time=20", "--array=0-9:3",
                          "--comment=deadline=2099-01-01T00:00:00Z late=2", "--wrap=sleep 1")
        self.cluster.call("sbatch", "--hold", "--mem=100M", "--time=20", "--wrap=sleep 1")
        self.cluster.call("sbatch", "--begin=now+1hour", "--nodes=2", "--mem=100M", "--time=20",
                          "--wrap=sleep 1")
        configuration = SOURCE / "configs/slurm.toml"
        live = self.succeed("import", "slurm", "--live", "--config", configuration, "-o", self.night,
                            env=self.cluster.environment)
        self.assertIn("10 jobs of a Slurm queue", live.stdout)
        self.assertIn("1 jobs that are held", live.stdout)
        self.assertIn("1 jobs on several nodes", live.stdout)
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--algorithm", "rules")
        folder = self.export("--queued")
        process = self.submit(folder)
        output = process.communicate(timeout=60)[0]
        self.assertEqual(process.returncode, 0, output)
        placed = {}
        for line in self.cluster.call("squeue", "-h", "-r", "-o", "%i|%n|%S").stdout.splitlines():
            job, node, start = line.split("|")
            placed[job] = (node, start)
        rows = self.placement(folder)
        self.assertEqual(len(rows), 10)
        for job, start, node, _ in rows:
            self.assertEqual(placed[job], (node, start))
        again = self.submit(folder)
        self.assertIn("all jobs that wait are placed", again.communicate(timeout=60)[0])


if __name__ == "__main__":
    reason = cluster.why_not()
    if reason:
        print(f"SKIPPED: {reason}")
        sys.exit(SKIPPED)
    main()

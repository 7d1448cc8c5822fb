"""A recorded queue as a night, and the morning after: what squeue, scontrol and sacct print, read."""

import json
import re
import subprocess
import sys
from csv import DictReader

from fake_slurm import FakeSlurm
from queue_test_case import NOW, QueueTestCase, job
from slurm_test_case import INPUT, SOURCE, SUCCESS, USAGE, SlurmTestCase, main

NODES = "".join(f"""NodeName=n{k} Arch=x86_64 CoresPerSocket=16
   CPUAlloc=0 CPUEfctv={{cpus}} CPUTot={{cpus}} CPULoad=0.01
   AvailableFeatures={{features}}
   ActiveFeatures={{features}}
   Gres={{gres}}
   OS=Linux 6.1.0 #1 SMP
   RealMemory=256000 AllocMem=0 FreeMem=200000 Sockets=2 Boards=1
   State={{state}} ThreadsPerCore=1 TmpDisk=0 Weight=1 Owner=N/A MCS_label=N/A
   Partitions={{partitions}}

""".format(cpus=32, features="gpu" if k > 48 else "(null)",
           gres="gpu:a100:4(S:0-1)" if k > 48 else "(null)", state="IDLE+DRAIN" if k == 7 else "MIXED",
           partitions="night,gpu" if k > 48 else "night") for k in range(1, 65))


def wrapped(value):
    """A number as Slurm 23.02 and later write it."""
    return {"set": value is not None, "infinite": False, "number": value or 0}


def newer(one):
    numbers = ("job_id", "array_job_id", "array_task_id", "time_limit", "cpus", "node_count",
               "eligible_time", "start_time", "deadline")
    return {**one, **{name: wrapped(one[name]) for name in numbers}, "job_state": [one["job_state"]]}


class Queue(QueueTestCase):
    def setUp(self):
        super().setUp()
        self.nodes.write_text(NODES)

    def test_needs_limits_releases_and_deadlines_are_read(self):
        said = self.import_queue([
            job(1, time_limit=90, tres_req_str="cpu=3,mem=1.50G,node=1,gres/gpu=2",
                eligible_time=NOW + 1800),
            job(2, qos="urgent"), job(3, comment="x deadline=2030-03-17T19:46:40Z late=7"),
            job(4, array_job_id=4, array_task_string="2-6:2%3", array_max_tasks=3),
            job(5, job_state="RUNNING", start_time=NOW - 600, time_limit=60, nodes="n3"),
            job(6, node_count=4), job(7, state_reason="JobHeldUser"), job(8, dependency="afterok:1"),
            job(9, features="gpu"), job(10, partition="gpu")])
        self.assertIn("8 jobs of a Slurm queue", said)
        for why in ("1 jobs on several nodes", "1 jobs that are held", "1 jobs that depend on others",
                    "1 nodes that are down, drained or reserved"):
            self.assertIn(why, said)
        ids = self.column("tasks/id")
        self.assertEqual(ids, ["1", "2", "3", "4_2", "4_4", "4_6", "9", "10", "5"])
        self.assertEqual(self.column("tasks/need_cpu")[0], 3)
        self.assertEqual(self.column("tasks/need_memory_mib")[0], 1536)
        self.assertEqual(self.column("tasks/need_gpu")[0], 2)
        self.assertEqual(self.column("tasks/release_s")[0], 1800)
        self.assertEqual(self.column("tasks/deadline_s")[1:3], [4 * 3600, 2 * 3600])
        self.assertEqual(self.column("tasks/tardiness_weight_per_h")[1:3], [5, 7])
        self.assertEqual(self.column("servers/id")[5:7], ["n6", "n8"])
        self.assertEqual(self.column("tasks/pin_server")[8], 2)
        rows = list(zip(self.column("runtimes/task"), self.column("runtimes/class_index"),
                        self.column("runtimes/runtime_s")))
        self.assertIn((0, 0, 90 * 60), rows)
        self.assertIn((8, 1, 3000 - 180), rows)  # what its limit leaves when a node can be awake
        for task in (6, 7):  # by feature and by partition: GPU nodes only
            self.assertEqual([k for j, k, _ in rows if j == task], [0])

    def test_rules_for_deadlines_take_units_and_the_currency_of_the_night(self):
        self.import_queue([job(1, qos="urgent"), job(2)], "--set",
                          'slurm.deadlines=["qos=urgent: 90 min, 2.5 EUR/h", "*: 12, 0.5"]')
        self.assertEqual(self.column("tasks/deadline_s"), [90 * 60, 12 * 3600])
        self.assertEqual(self.column("tasks/tardiness_weight_per_h"), [2.5, 0.5])
        for wrong in ("*: 4 kWh, 1", "*: 4, 1 USD/h", "*: 4, 1 EUR", "*: 4, 1 EUR/kWh", "*: -4 h, 1"):
            errors = self.fail_with(USAGE, "import", "slurm", self.queue, self.nodes, "--config",
                                    SOURCE / "configs/slurm.toml", "--set",
                                    "night.start=2030-03-17T17:46:40Z", "--set",
                                    f'slurm.deadlines=["{wrong}"]', "-o", self.folder / "x.h5")
            self.assertIn("1 EUR/h", errors[0])

    def test_newer_slurm_gives_the_same_night(self):
        jobs = [job(number, qos="urgent" if number % 5 == 0 else "normal")
                for number in range(1, 40)]
        self.import_queue(jobs)
        before = self.night.read_bytes()
        hash_before = self.succeed("validate", self.night).stdout
        self.import_queue([newer(one) for one in jobs])
        self.assertEqual(self.succeed("validate", self.night).stdout, hash_before)
        self.assertEqual(len(self.night.read_bytes()), len(before))

    def test_grouped_nodes_of_newer_sinfo_give_the_same_night(self):
        jobs = [job(number, partition="gpu" if number % 5 == 0 else "night")
                for number in range(1, 40)]
        self.import_queue(jobs)
        before = {name: self.column(name) for name in
                  ("servers/id", "servers/capacity_cpu", "servers/capacity_gpu", "runtimes/task")}

        def group(names, partition, gpus, state):
            return {"node": {"state": [state]}, "nodes": {"total": len(names), "nodes": names},
                    "cpus": {"total": 32 * len(names), "minimum": 32, "maximum": 32},
                    "memory": {"minimum": 256000, "maximum": 256000, "allocated": 0},
                    "features": {"total": "gpu" if gpus else "", "active": ""},
                    "gres": {"total": "gpu:a100:4(S:0-1)" if gpus else "", "used": ""},
                    "partition": {"name": partition}}
        plain = [f"n{k}" for k in range(1, 49) if k != 7]
        large = [f"n{k}" for k in range(49, 65)]
        groups = [group(plain, "night", False, "MIXED"), group(["n7"], "night", False, "DRAINED"),
                  group(large, "night", True, "IDLE"), group(large, "gpu", True, "IDLE")]
        self.nodes.write_text(json.dumps({"meta": {}, "sinfo": groups, "errors": []}))
        self.import_queue(jobs)
        self.assertEqual({name: self.column(name) for name in before}, before)
        groups[0]["cpus"]["minimum"] = 16
        self.nodes.write_text(json.dumps({"sinfo": groups}))
        self.assertIn("sinfo --exact", self.fail_with(
            INPUT, "import", "slurm", self.queue, self.nodes, "--config",
            SOURCE / "configs/slurm.toml", "-o", self.night)[0])

    def write_accounting(self, jobs):
        """sacct -P of jobs that ran an hour or two on n1 (no GPU) or n50, by what they ask for."""
        lines = ["JobID|JobName|User|QOS|NodeList|State|Submit|Start|End|TimelimitRaw|ReqTRES|"
                 "ConsumedEnergyRaw"]
        for k in range(jobs):
            user, usual_s = (("ann", 3600), ("bob", 7200))[k % 2]
            start = NOW - 40 * 86400 + k * 8000
            end = start + usual_s + k * 7919 % 600
            state = "COMPLETED" if k % 10 else "TIMEOUT"
            lines.append(f"{k}|train|{user}|{user}|normal|{'n50' if k % 4 < 2 else 'n1'}|{state}|"
                         f"{start - 60}|{start}|{end}|600|cpu=4,mem=4G,node=1|")
            lines.append(f"{k}.batch|batch|||n1|{state}|{start}|{start}|{end}|||"
                         f"{(end - start) * (150 if user == 'ann' else 250)}")
        lines += [f"x1|a|ann|normal|n[1-2]|COMPLETED|1|{NOW - 9000}|{NOW - 8000}|9|cpu=1|",
                  f"x2|a|ann|normal|n1|CANCELLED by 7|1|{NOW - 9000}|{NOW - 8000}|9|cpu=1|",
                  f"x4|a|ann|normal|n1|COMPLETED|{NOW - 8500}|{NOW - 9000}|{NOW - 8000}|9|cpu=1|",
                  "x3|a|ann|normal|None assigned|PENDING|1|Unknown|Unknown|9|cpu=1|"]
        accounting = self.folder / "sacct.txt"
        accounting.write_text("\n".join(lines) + "\n")
        return accounting

    def test_accounting_becomes_runtimes_and_powers_of_the_next_night(self):
        history = self.folder / "history.h5"
        said = self.succeed("import-history", "sacct", self.write_accounting(400), "--nodes",
                            self.nodes, "--config", SOURCE / "configs/slurm.toml", "--idle-w", 50,
                            "-o", history).stdout
        self.assertIn("Jobs: 400 of a Slurm accounting, 400 with their energy", said)
        for why in ("1 jobs on several nodes", "1 jobs that are CANCELLED", "1 jobs that are PENDING",
                    "1 jobs that started before they were submitted"):
            self.assertIn(why, said)
        self.import_queue([job(k, user_name=("ann", "bob")[k % 2], name="train|" + ("ann", "bob")[k % 2],
                               time_limit=600, tres_req_str="cpu=4,mem=4G,node=1") for k in range(1, 9)])
        self.assertEqual(self.column("requests/user")[:2], ["bob", "ann"])
        self.assertEqual(self.column("requests/requested_s"), [36000.0] * 8)
        limits = self.column("runtimes/runtime_s")
        expected = self.folder / "expected.h5"
        done = self.succeed("forecast", "--history", history, "--instance", self.night, "-o",
                            expected)
        self.night = expected
        self.assertRegex(done.stdout, r"runtime, h +400 +100")
        tasks, runtimes = self.column("runtimes/task"), self.column("runtimes/runtime_s")
        self.assertEqual(len(limits), len(runtimes))
        for task, runtime_s, power_w in zip(tasks, runtimes, self.column("runtimes/power_w")):
            bob = task % 2 == 0
            self.assertAlmostEqual(runtime_s, 7500 if bob else 3900, delta=400)
            self.assertAlmostEqual(power_w, 200 if bob else 100, delta=10)
        self.assertEqual(len(self.column("runtime_spreads/factor_95")), 8)
        self.succeed("validate", self.night)

    def test_wrong_use_of_the_accounting_is_told(self):
        accounting, history = self.write_accounting(3), self.folder / "history.h5"
        for words in (("--nodes", self.nodes), ("--step-s", 60), ("--name", "x")):
            self.fail_with(USAGE, "import-history", "sacct", accounting, *words, "-o", history)
        self.fail_with(USAGE, "import-history", "jobs", accounting, "--idle-w", 3, "-o", history)
        self.fail_with(USAGE, "import-history", "csv", accounting, "--idle-w", 3, "-o", history)
        self.fail_with(INPUT, "import-history", "swf", accounting, "-o", history)
        self.assertFalse(history.exists())

    def test_runtimes_are_a_share_of_the_limits(self):
        self.import_queue([job(1, time_limit=100)], "--set", "slurm.runtime_share=0.4")
        self.assertEqual(set(self.column("runtimes/runtime_s")), {2400.0})

    def test_bad_files_are_refused(self):
        bad = ("not json", "[]", "{}", '{"jobs": 3}', '{"jobs": [{"job_id": 4, "array_job_id": 4, '
               '"array_task_string": "1-3,..."}]}')
        for text in bad:
            self.queue.write_text(text)
            lines = self.fail_with(INPUT, "import", "slurm", self.queue, self.nodes, "--config",
                                   SOURCE / "configs/slurm.toml", "-o", self.night)
            self.assertIn("queue.json", lines[0])
        self.queue.write_text('{"jobs": []}')
        self.nodes.write_text("nothing")
        self.assertIn("nodes.txt", self.fail_with(
            INPUT, "import", "slurm", self.queue, self.nodes, "-o", self.night)[0])
        self.fail_with(USAGE, "import", "slurm", self.queue, "-o", self.night)

    def test_two_thousand_queued_jobs_are_placed_once_each(self):
        self.import_queue([job(number) for number in range(1, 2001)])
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--seed", 1, "--generations",
                     1, "--threads", 1, "--set", "bound.steps=0")
        folder = self.export("--queued", "--begin", "2030-03-17T17:46:40Z")
        fake = FakeSlurm(self.folder / "fake")
        (fake.folder / "waiting").write_text("".join(f"{k}\n" for k in range(1, 2001)))
        for words in ((), ("--dry-run",)):
            fake.outage("squeue_fails", 1)
            done = subprocess.run(["bash", str(folder / "submit.sh"), *words], capture_output=True,
                                  text=True, env=fake.environment())
            self.assertEqual(done.returncode, 75)
            self.assertIn("does not say which jobs wait: nothing was done; run this again", done.stderr)
        for die_at in (1, 700, 1500, 0):
            done = subprocess.run(["bash", str(folder / "submit.sh")], capture_output=True, text=True,
                                  env=fake.environment(FAKE_DIE_AT=die_at), start_new_session=True)
            self.assertEqual(done.returncode == SUCCESS, die_at == 0, done.stderr)
        updates = fake.lines("updates")
        self.assertEqual({line.split()[0] for line in updates}, {f"JobId={k}" for k in range(1, 2001)})
        self.assertLessEqual(len(updates), 2003)  # one that was in doubt after each death


class Morning(SlurmTestCase):
    def setUp(self):
        super().setUp()
        self.make_instance(8, 2, names=())
        self.make_plan()
        self.accounting = self.folder / "sacct.txt"
        code = ("import h5py, json, sys; f = h5py.File(sys.argv[1]); print(json.dumps([[int(s), "
                "float(b), float(e)] for s, b, e in zip(f['tasks/server'][()], f['tasks/start_s'][()],"
                " f['tasks/end_s'][()])])); print(f.attrs['plan_hash'])")
        done = subprocess.run([sys.executable, "-c", code, str(self.plan)], text=True, check=True,
                              capture_output=True)
        rows, self.hash = done.stdout.splitlines()
        self.rows = json.loads(rows)

    def reconcile(self, changes=(), *more, night=NOW):
        """Accounting of a night as planned, changed row by row; what reconcile says."""
        lines = ["JobID|JobName|NodeList|State|Start|End|ConsumedEnergyRaw"]
        for row, (server, start, end) in enumerate(self.rows):
            fields = {"node": f"n{server + 1}", "state": "COMPLETED", "start": night + -int(-start // 1),
                      "energy": 100, "again": 0}
            fields["end"] = fields["start"] + round(end - start)
            fields.update(dict(changes).get(row, {}))
            if fields["state"] is None:
                continue
            for _ in range(1 + fields["again"]):
                lines.append(f"7_{row}|nw-{self.hash[:8]}-{night}-0-0|{fields['node']}|{fields['state']}|"
                             f"{fields['start']}|{fields['end']}|")
                lines.append(f"7_{row}.batch|batch|{fields['node']}|COMPLETED|{fields['start']}|"
                             f"{fields['end']}|{fields['energy']}")
        self.accounting.write_text("\n".join(lines) + "\n")
        return self.succeed("reconcile", self.plan, "--instance", self.night, "--sacct",
                            self.accounting, "--begin", "2030-03-17T17:46:40Z", "--tolerance", 2,
                            *more).stdout

    def test_a_night_as_planned_is_called_so(self):
        text = self.reconcile()
        self.assertIn("8 tasks were planned, 8 ran; 8 as planned", text)
        self.assertIn("mean start error 0.00 s", text)
        self.assertNotIn("What slipped", text)

    def test_what_slipped_is_named_with_its_reason(self):
        first = NOW + -int(-self.rows[0][1] // 1)
        text = self.reconcile({0: {"start": first + 40, "end": first + 41}, 1: {"state": "FAILED"},
                               2: {"state": None}, 3: {"node": "n9"}, 4: {"again": 1}})
        self.assertIn("; 1 late; 1 elsewhere; 1 failed; 1 missing", text)
        self.assertIn("1 tasks ran twice", text)
        for why in ("  task 0: +40 s", "ended as FAILED", "no job of it is in the file", "ran on n9"):
            self.assertIn(why, text)

    def test_what_still_runs_has_not_failed_and_keeps_its_server_busy(self):
        by_start = sorted(range(8), key=lambda row: self.rows[row][1])
        first, last = next((a, b) for a in by_start for b in reversed(by_start)
                           if self.rows[a][0] == self.rows[b][0] and self.rows[a][2] <= self.rows[b][1])
        late = {"start": NOW + -int(-self.rows[last][1] // 1) + 40}
        late["end"] = late["start"] + round(self.rows[last][2] - self.rows[last][1])
        for end in ("Unknown", NOW + 86400):  # sacct; squeue, which says when the time limit is up
            text = self.reconcile({first: {"state": "RUNNING", "end": end}, last: late})
            self.assertIn("8 tasks were planned, 7 ran", text)
            self.assertIn("; 1 late; 1 running", text)
            self.assertNotIn("failed", text.splitlines()[0])
            self.assertIn(f"  task {first}: +0 s: has not ended: RUNNING", text)
            self.assertIn(f"  task {last}: +40 s: its server was busy with task {first}", text)
            self.assertRegex(text, r"node +8 +7 +\S+ +1.000")

    def test_another_night_of_the_same_plan_is_not_taken_for_this_one(self):
        text = self.reconcile(night=NOW - 86400)
        self.assertIn("8 tasks were planned, 0 ran; 8 missing", text)
        self.assertIn("of the same plan from 2030-03-16T17:46:40Z: say by --begin", text)

    def test_tasks_are_named_by_both_ends_of_long_names(self):
        names = [f"{'simulation of the northern sea ' * 3}{j}" for j in range(8)]
        self.make_instance(8, 2, names=names)
        self.make_plan()
        text = self.reconcile({3: {"state": None}})
        self.assertRegex(text, r"\n  simulation of the north\.\.\. of the northern sea 3: \+0 s: no job of it")

    def test_a_job_that_began_too_early_is_not_as_planned(self):
        last = max(range(8), key=lambda row: self.rows[row][1])
        start = NOW + -int(-self.rows[last][1] // 1) - 3
        text = self.reconcile({last: {"start": start, "end": start + 1}})
        self.assertIn("; 7 as planned; 1 early", text)
        self.assertIn(f"  task {last}: -3 s: started before its time", text)

    def test_factors_for_the_next_night_are_measured(self):
        changes = {}
        for row, (_, start, end) in enumerate(self.rows):
            begun = NOW + -int(-start // 1)
            changes[row] = {"end": begun + 2 * round(end - start)}
        csv = self.folder / "out.csv"
        text = self.reconcile(changes, "--csv", csv)
        self.assertRegex(text, r"node +8 +8 +0.0 +2.000")
        lines = csv.read_text().splitlines()
        self.assertEqual(len(lines), 9)
        self.assertIn("energy_j", lines[0])
        self.assertIn(",100,", lines[1])

    def test_energy_that_was_not_measured_is_left_empty(self):
        csv = self.folder / "out.csv"
        self.assertRegex(self.reconcile({1: {"energy": ""}}, "--csv", csv), r"node +8 +8 +0.0 +1.000 +\d")
        rows = list(DictReader(csv.read_text().splitlines()))
        self.assertEqual([row["energy_j"] for row in rows], ["100", "", *["100"] * 6])

    def test_the_long_format_of_the_readme_serves_both(self):
        """What teaches forecasts reconciles a plan, too."""
        columns = re.search(r"--format=(JobID\S*)", (SOURCE / "README.md").read_text())[1].split(",")
        lines = ["|".join(columns)]
        for row, (server, start, end) in enumerate(self.rows):
            begun = NOW + -int(-start // 1)
            fields = {"JobID": f"7_{row}", "JobName": f"nw-{self.hash[:8]}-{NOW}-0-0", "NodeList": f"n{server + 1}",
                      "State": "COMPLETED", "Start": begun, "End": begun + round(end - start), "User": "ann",
                      "Submit": NOW - 60, "TimelimitRaw": 60, "ReqTRES": "cpu=1", "QOS": "normal"}
            lines.append("|".join(str(fields.get(name, "")) for name in columns))
        self.accounting.write_text("\n".join(lines) + "\n")
        self.assertIn("; 8 as planned", self.succeed(
            "reconcile", self.plan, "--instance", self.night, "--sacct", self.accounting, "--begin",
            "2030-03-17T17:46:40Z").stdout)
        history = self.folder / "history.h5"
        done = self.succeed("import-history", "sacct", self.accounting, "-o", history)
        self.assertIn("Jobs: 8 of a Slurm accounting", done.stdout)
        self.assertNotIn("warning", done.stderr)
        # Without a column that tells tasks apart.
        at = columns.index("TimelimitRaw")
        self.accounting.write_text("\n".join(
            "|".join(fields[:at] + fields[at + 1:]) for fields in (line.split("|") for line in lines)) + "\n")
        done = self.succeed("import-history", "sacct", self.accounting, "-o", history)
        self.assertIn("sacct.txt: has no TimelimitRaw, so that less tells tasks apart", done.stderr)

    def test_bad_accounting_is_refused(self):
        for text, why in (("", "is empty"), ("JobID|State\n", "TimelimitRaw,ReqTRES,ConsumedEnergyRaw"),
                          ("JobID|JobName|NodeList|State|Start|End\n1|a|b\n", "line 2"),
                          ("JobID|JobName|NodeList|State|Start|End\n1|a|n1|COMPLETED|x|y\n", "time")):
            self.accounting.write_text(text)
            lines = self.fail_with(INPUT, "reconcile", self.plan, "--instance", self.night, "--sacct",
                                   self.accounting)
            self.assertIn(why, lines[0])


main()

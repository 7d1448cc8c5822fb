"""Evening queues with all that a cluster has: what runs keeps its nodes, what no plan can promise is left
out and counted, and one odd job does not stop the others."""

import json
import subprocess
import sys

from fake_slurm import FakeSlurm
from queue_test_case import NOW, QueueTestCase, job, running
from slurm_test_case import INPUT, USAGE, main

WAKE = 180.0  # of configs/slurm.toml
NIGHT = 14 * 3600.0
WHOLE = NIGHT - WAKE - 0.01  # as long as anything can run

# id, server, needs, pins, runtime and class of every task.
READ = """
import h5py, json, sys
f = h5py.File(sys.argv[1])
text = lambda name: [x.decode() for x in f[name][()]]
servers = text("servers/id")
rows = {}
for j, i in enumerate(text("tasks/id")):
    pin = f["tasks/pin_server"][j]
    rows[i] = {"on": servers[pin] if pin >= 0 else "", "runs": {}, "level": int(f["tasks/pin_level"][j]),
               "cpu": int(f["tasks/need_cpu"][j]), "memory": int(f["tasks/need_memory_mib"][j]),
               "gpu": int(f["tasks/need_gpu"][j]), "name": text("requests/name")[j],
               "deadline": float(f["tasks/deadline_s"][j]), "row": j}
ids, classes = list(rows), text("classes/id")
for j, k, s in zip(f["runtimes/task"][()], f["runtimes/class_index"][()], f["runtimes/runtime_s"][()]):
    rows[ids[j]]["runs"][classes[k]] = float(s)
print(json.dumps(rows))
"""


def nodes(**changes):
    """Four nodes of 8 cpus, of which n4 has two GPUs; n5 is large."""
    rows = []
    for name, cpus in (("n1", 8), ("n2", 8), ("n3", 8), ("n4", 8), ("n5", 32)):
        row = {"name": name, "cpus": cpus, "real_memory": 16000, "state": ["IDLE"], "features": "",
               "partitions": ["night", "big"] if name == "n5" else ["night"], "gres": "",
               "temporary_disk": 0}
        if name == "n4":
            row.update(features="gpu", gres="gpu:a100:2", partitions=["gpus"])
        rows.append({**row, **changes.get(name, {})})
    return rows


def waiting(number, **more):
    return job(number, **{"tres_req_str": "cpu=4,mem=1G,node=1", "time_limit": 60, **more})


class Evening(QueueTestCase):
    def night_of(self, jobs, only=("n1", "n2"), more=(), **changes):
        """What import says, and the tasks by their id."""
        rows = [row for row in nodes(**changes) if row["name"] in only]
        self.nodes.write_text(json.dumps({"nodes": rows}))
        said = self.import_queue(jobs, *more)
        self.succeed("validate", self.night)
        done = subprocess.run([sys.executable, "-c", READ, str(self.night)], text=True,
                              capture_output=True, check=True)
        return said, json.loads(done.stdout)

    def place(self, *more):
        """Folder of the plan's jobs."""
        self.make_plan(*more)
        return self.export("--queued")


class WhatRuns(Evening):
    def test_a_running_job_holds_what_it_was_given_until_its_limit(self):
        said, tasks = self.night_of([
            running(1, "n1", 1, tres_alloc_str="cpu=8,mem=16000M,node=1"),  # exclusive
            running(2, "n2", 3, time_limit=20 * 60), waiting(3)])
        self.assertIn("1 jobs of a Slurm queue", said)
        self.assertIn("Running jobs: 2 tasks", said)
        self.assertEqual((tasks["1"]["on"], tasks["1"]["cpu"], tasks["1"]["memory"]), ("n1", 8, 16000))
        self.assertEqual(tasks["1"]["runs"], {"cpu": 3000 - WAKE})
        self.assertEqual((tasks["2"]["on"], tasks["2"]["cpu"]), ("n2", 3))
        self.assertEqual(tasks["2"]["runs"], {"cpu": WHOLE})
        self.assertEqual([tasks[k]["level"] for k in "123"], [0, 0, -1])

    def test_partitions_and_limits_do_not_matter_to_what_runs(self):
        for change in ({"partition": "other"}, {"time_limit": 0}, {"job_state": "SUSPENDED"},
                       {"job_state": ["RUNNING", "COMPLETING"], "time_limit": 2000},
                       {"job_state": ["RUNNING", "CONFIGURING"], "time_limit": 2000},
                       {"job_state": "CONFIGURING", "time_limit": 2000},
                       {"dependency": "afterok:9", "features": "x|y", "licenses": "a:1",
                        "time_limit": 2000}):
            _, tasks = self.night_of([running(1, "n1", 8, **change), waiting(2)],
                                     more=("--set", "slurm.partition=night"))
            self.assertEqual((tasks["1"]["on"], tasks["1"]["cpu"]), ("n1", 8), change)
            if "partition" not in change:
                self.assertEqual(tasks["1"]["runs"], {"cpu": WHOLE}, change)

    def test_jobs_on_several_nodes_hold_their_part_of_each(self):
        older = {"allocated_nodes": [
            {"nodename": "n1", "cpus_used": 0, "memory_allocated": 700,
             "sockets": {"0": {"cores": {"0": "allocated", "1": "allocated", "2": "allocated"}}}},
            {"nodename": "n2", "cpus_used": 0, "memory_allocated": 300,
             "sockets": {"0": {"cores": {"0": "unassigned", "1": "allocated"}}}}]}
        newer = {"nodes": {"allocation": [
            {"name": "n1", "cpus": {"count": 6, "used": 0}, "memory": {"used": 0, "allocated": 700}},
            {"name": "n2", "cpus": {"count": 2, "used": 0}, "memory": {"used": 0, "allocated": 300}}]}}
        for resources in (older, newer):
            _, tasks = self.night_of([running(1, "n[1-2]", 8, node_count=2, job_resources=resources),
                                      waiting(2)])
            self.assertEqual([(tasks[k]["on"], tasks[k]["cpu"], tasks[k]["memory"])
                              for k in ("1@n1", "1@n2")], [("n1", 6, 700), ("n2", 2, 300)])
        _, tasks = self.night_of([running(1, "n[1,2-3]", 3, node_count=3), waiting(2)])
        self.assertEqual([tasks[k]["cpu"] for k in ("1@n1", "1@n2")], [8, 8])  # whole nodes

    def test_more_than_a_node_has_is_held_up_to_what_it_has_at_every_moment(self):
        said, tasks = self.night_of([
            running(1, "n1", 5), running(2, "n1", 6, job_state="SUSPENDED"),
            running(3, "n1", 1, time_limit=30), running(4, "n1", 8, time_limit=45), waiting(5)])
        self.assertEqual([tasks[k]["cpu"] for k in "12"], [2, 6])
        self.assertNotIn("gone", said)
        self.assertEqual(sum(tasks[k]["cpu"] for k in "1234" if k in tasks), 8)

    def test_what_runs_on_a_node_that_is_left_out_is_counted_and_not_planned_elsewhere(self):
        said, tasks = self.night_of([running(1, "n1", 8), running(2, "n[1-2]", 8, node_count=2),
                                     waiting(3)], n1={"state": ["MIXED", "DRAIN"]})
        self.assertIn("Left out: 1 jobs that run on nodes which are left out", said)
        self.assertEqual(set(tasks), {"2@n2", "3"})

    def test_nodes_that_sleep_are_planned_and_reserved_ones_are_not(self):
        for state, usable in ((["IDLE", "POWERED_DOWN"], True), (["IDLE", "POWERING_DOWN"], True),
                              (["IDLE", "RESERVED"], False), (["DOWN", "POWERED_DOWN"], False),
                              (["IDLE", "DRAIN", "POWERED_DOWN"], False)):
            said, tasks = self.night_of([waiting(1), running(2, "n1", 8)], n1={"state": state})
            self.assertEqual("2" in tasks, usable, state)
            self.assertEqual("1 nodes that are down, drained or reserved" in said, not usable)

    def test_what_has_ended_is_counted(self):
        said, tasks = self.night_of([
            running(1, "n1", 8, job_state="COMPLETED"), running(2, "n1", 8, job_state="COMPLETING"),
            running(3, "n1", 8, job_state=["CANCELLED", "COMPLETING"]),
            running(4, "n1", 8, time_limit=5), waiting(5), waiting(6, job_state="REQUEUE_HOLD")])
        self.assertIn("Left out: 3 jobs that have ended", said)
        self.assertIn("Left out: 1 jobs that run, but end before the night", said)
        self.assertIn("Left out: 1 jobs that are held", said)
        self.assertEqual(set(tasks), {"5"})

    def test_plans_give_nobody_what_is_held(self):
        _, tasks = self.night_of([
            running(1, "n1", 8, time_limit=20 * 60),
            running(2, "n2", 8, time_limit=130, node_count=1), *(waiting(k) for k in range(3, 7)),
            running(7, "n[1-2]", 2, node_count=2, time_limit=70)])
        self.assertEqual(tasks["7@n1"]["cpu"], 0)  # 1 has them all
        folder = self.place()
        placed = {row[0]: (int(row[1]) - NOW, row[2]) for row in self.placement(folder)}
        self.assertEqual(set(placed), {"1", "2", "3", "4", "5", "6"})  # 7 is nothing to place
        for k in "3456":
            self.assertEqual(placed[k][1], "n2")
            self.assertGreaterEqual(placed[k][0], 120 * 60)

    def test_jobs_that_what_runs_leaves_no_room_for_are_left_out(self):
        jobs = [running(1, "n1", 8, time_limit=20 * 60), running(2, "n2", 4, time_limit=20 * 60),
                waiting(3, tres_req_str="cpu=8,mem=1G"), waiting(4),
                running(5, "n2", 2, time_limit=10 * 60),
                waiting(6, time_limit=5 * 60, tres_req_str="cpu=4,mem=1G")]
        said, tasks = self.night_of(jobs)
        self.assertIn("Left out: 2 jobs for which running jobs leave no room in the night", said)
        self.assertEqual(set(tasks), {"1", "2", "4", "5"})
        self.place()
        self.queue.write_text(json.dumps({"jobs": jobs[:3]}))
        lines = self.fail_with(INPUT, *self.import_words())
        self.assertIn("no job of the queue is left", lines[0])
        self.assertIn("leave no room", lines[1])


class WhatWaits(Evening):
    def test_one_odd_job_does_not_stop_the_others(self):
        said, tasks = self.night_of([
            waiting(1, time_limit=840), waiting(2, tres_req_str="cpu=64,mem=4G"),
            waiting(3, name="a\tb"), waiting(4, name="x" * 300), waiting(5, name="caf\u00e9"),
            waiting(6, eligible_time=NOW + 20 * 3600), waiting(7, tres_req_str="", cpus=0)])
        self.assertIn("1 tasks larger than any server they may use, 1 that could not end", said)
        self.assertIn("Left out: 1 jobs that may only start after the night", said)
        self.assertEqual(set(tasks), {"3", "4", "5", "7"})
        self.assertEqual(tasks["3"]["name"], "a?b")
        self.assertEqual(tasks["5"]["name"], "caf\u00e9")
        text = self.queue.read_text().replace('"caf\\u00e9"', '"caf\xe9"')
        self.queue.write_bytes(text.encode("latin-1"))  # as such a job is listed
        self.succeed(*self.import_words())

    def test_lists_of_nodes_are_followed_or_the_job_is_left_out(self):
        said, tasks = self.night_of([
            waiting(1, required_nodes="n2"), waiting(2, excluded_nodes="n4"),
            waiting(3, excluded_nodes=["n[1-2]"]), waiting(4, excluded_nodes="n[7-8]"),
            waiting(5, required_nodes="n3"), waiting(6, required_nodes="n4"),
            waiting(7, required_nodes="n2", tres_req_str="cpu=9,mem=1G"),
            waiting(8, required_nodes="n[1-2]")], only=("n1", "n2", "n4"),
            n4={"partitions": ["gpus"]}, n2={"partitions": ["night", "gpus"]})
        self.assertEqual(set(tasks), {"1", "4"} | {"2"})
        self.assertEqual(tasks["1"]["on"], "n2")
        for k in "124":
            self.assertEqual(set(tasks[k]["runs"]), {"cpu"})
        for why in ("1 jobs that may use only some", "1 jobs that must use a node which is left out",
                    "2 jobs that must use a node which they do not fit", "1 jobs on several nodes"):
            self.assertIn(f"Left out: {why}", said)

    def test_a_job_that_excludes_some_nodes_of_a_class_is_not_sent_to_another(self):
        said, tasks = self.night_of([waiting(1, excluded_nodes="n1", partition="night,gpus"),
                                     waiting(2, excluded_nodes="n4", partition="night,gpus")],
                                    only=("n1", "n2", "n4"))
        self.assertIn("Left out: 1 jobs that exclude some nodes of a class", said)
        self.assertEqual(set(tasks), {"2"})
        self.assertEqual(set(tasks["2"]["runs"]), {"cpu"})

    def test_a_job_may_use_any_of_its_partitions(self):
        _, tasks = self.night_of([waiting(1, partition="night,gpus"), waiting(2, partition="gpus"),
                                  waiting(3, partition="night")], only=("n1", "n4"),
                                 more=("--set", 'slurm.deadlines=["partition=gpus: 4, 5"]'))
        self.assertEqual([set(tasks[k]["runs"]) for k in "123"],
                         [{"cpu", "gpu"}, {"gpu"}, {"cpu"}])
        self.assertEqual([tasks[k]["deadline"] for k in "12"], [4 * 3600.0] * 2)
        _, tasks = self.night_of([waiting(1, partition="other,night"), waiting(2, partition="gpus")],
                                 only=("n1", "n4"), more=("--set", "slurm.partition=night"))
        self.assertEqual(set(tasks), {"1"})

    def test_what_no_plan_can_promise_is_left_out_by_its_reason(self):
        odd = {"licences": {"licenses": "matlab:1"}, "reservations": {"resv_name": "course"},
               "gres other": {"tres_per_node": "gres:fpga:1"}, "heterogeneous": {"het_job_id": 7},
               "burst": {"burst_buffer": "#BB"},
               "some nodes": {"minimum_tmp_disk_per_node": 1000},
               "licences ": {"tres_per_job": "gres/gpu=1,license/ansys=2"}}
        jobs = [waiting(k + 1, **change) for k, change in enumerate(odd.values())]
        jobs += [waiting(20, array_job_id=20, array_task_string="0-9%2", array_max_tasks=2),
                 waiting(21, array_job_id=21, array_task_string="0-1%2", array_max_tasks=2)]
        said, tasks = self.night_of(jobs)
        self.assertEqual(set(tasks), {"21_0", "21_1"})
        self.assertIn("Left out: 10 jobs of arrays that limit how many run at once", said)
        self.assertIn("Left out: 2 jobs with licences", said)
        for why in odd:
            self.assertIn(why.strip(), said)
        said, _ = self.night_of([*jobs[-1:], running(22, "n1", 1, array_job_id=21, array_task_id=2),
                                 waiting(23)])
        self.assertIn("Left out: 2 jobs of arrays that limit how many run at once", said)

    def test_a_job_that_wants_its_own_node_takes_all_cpus_of_the_smallest_that_is_enough(self):
        alone = {"shared": "none"}
        jobs = [waiting(1, **alone), waiting(2, shared=["user"]), waiting(3, shared=None),
                waiting(4, required_nodes="n2", shared="none", tres_req_str="cpu=1,mem=1G")]
        _, tasks = self.night_of(jobs)
        self.assertEqual([tasks[k]["cpu"] for k in "1234"], [8, 8, 4, 8])
        said, tasks = self.night_of(jobs, only=("n1", "n2", "n5"))
        self.assertIn("2 jobs that want a node of their own, where those of a class differ", said)
        self.assertEqual(set(tasks), {"3", "4"})

    def test_types_and_numbers_of_gpus_are_read_wherever_they_stand(self):
        _, tasks = self.night_of([
            waiting(k, partition="gpus", **more) for k, more in enumerate((
                {"tres_per_node": "gres:gpu:a100:2"}, {"tres_per_job": "gres:gpu:2"},
                {"tres_per_task": "gres/gpu=1", "tasks": 2}, {"tres_per_node": "gres:gpu:h100:1"},
                {"tres_per_node": "gres/gpu:a100=1"}), start=1)], only=("n1", "n4"))
        self.assertEqual({k: row["gpu"] for k, row in tasks.items()}, {"1": 2, "2": 2, "3": 2, "5": 1})

    def test_a_slice_of_a_gpu_whose_type_begins_with_a_number_is_one(self):
        _, tasks = self.night_of(
            [waiting(1, partition="gpus", tres_per_node="gres:gpu:3g.20gb")], only=("n1", "n4"),
            n4={"gres": "gpu:3g.20gb:2"})
        self.assertEqual(tasks["1"]["gpu"], 1)

    def test_deadlines_that_cannot_be_read_are_counted_with_the_first_job(self):
        said, tasks = self.night_of([
            waiting(1, comment="deadline=2030-03-17T19:46:40 late=3"),
            waiting(2, comment="deadline=2030-03-17T19:46:40Z late=3,5"),
            waiting(3, comment="deadline=2030-03-17T19:46:40Z"),
            waiting(4, comment="deadline=tomorrow late=x"), waiting(5)])
        self.assertIn("what 3 jobs say of their deadline, first 'deadline=2030-03-17T19:46:40' in the "
                      "comment of job 1", said)
        self.assertEqual([tasks[k]["deadline"] for k in "123"], [12 * 3600.0, 7200.0, 7200.0])
        said, _ = self.night_of([waiting(3, comment="deadline=2030-03-17T19:46:40Z late=2")])
        self.assertNotIn("say of their deadline", said)

    def test_who_may_begin_only_after_its_deadline_is_due_as_soon_as_it_may_begin(self):
        # The rule of configs/slurm.toml says 12 h.
        late = NOW + 45_000
        _, tasks = self.night_of([
            waiting(1), waiting(2, eligible_time=late), waiting(3, eligible_time=late, deadline=late - 60),
            waiting(4, eligible_time=late, comment="deadline=2030-03-17T19:46:40Z"),
            waiting(5, eligible_time=late, deadline=late + 60)])
        self.assertEqual([tasks[k]["deadline"] for k in "12345"],
                         [12 * 3600.0, 45_000.0, 45_000.0, 45_000.0, 45_060.0])


class Placing(Evening):
    def test_in_the_morning_what_ran_before_counts_from_the_night_on(self):
        self.night_of([running(1, "n1", 8), running(2, "n[1-2]", 4, node_count=2), waiting(3)])
        rows = {row[0]: row for row in self.placement(self.place())}
        start = int(rows["3"][1])
        accounting = self.folder / "sacct.txt"
        accounting.write_text(
            "JobID|JobName|NodeList|State|Start|End|ConsumedEnergyRaw\n"
            f"1|a|n1|COMPLETED|{NOW - 90000}|{NOW + 2900}|5\n"
            f"2|a|n[1-2]|COMPLETED|{NOW - 600}|{NOW + 2900}|5\n"
            f"3|a|{rows['3'][2]}|COMPLETED|{start}|{start + 3000}|5\n")
        said = self.succeed("reconcile", self.plan, "--instance", self.night, "--sacct",
                            accounting).stdout
        self.assertIn("2 tasks were planned, 2 ran; 2 as planned", said)

    def test_a_job_that_starts_meanwhile_does_not_stop_the_others(self):
        self.night_of([waiting(k) for k in (1, 2, 3)])
        folder = self.place()
        fake = FakeSlurm(self.folder / "fake")
        (fake.folder / "waiting").write_text("1\n2\n3\n")

        def submit():
            return subprocess.run(["bash", str(folder / "submit.sh")], capture_output=True, text=True,
                                  env=fake.environment(), timeout=60)

        fake.outage("update_fails", 1)
        done = submit()
        self.assertEqual(done.returncode, 1)
        self.assertIn("could not be placed; run this again", done.stderr)
        for outage in ("update_lost", "goes_down"):
            fake.outage(outage, 1)
            done = submit()
            self.assertEqual(done.returncode, 75, done.stderr)
            self.assertIn("Slurm does not answer; run this again", done.stderr)
        fake.outage("started", 1)
        done = submit()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("all jobs that wait are placed; 1 had left the queue", done.stdout)
        self.assertEqual(len(fake.lines("updates")), 2)

    def test_what_jobs_in_the_queue_cannot_be_told_is_refused(self):
        self.night_of([waiting(1), waiting(2)])
        self.make_plan()
        export = ("export", "slurm", self.plan, "--instance", self.night, "-o", self.folder / "x",
                  "--queued")
        for words in (("--runner", "x"), ("--commands", "x"), ("--partition", "p"), ("--account", "a"),
                      ("--qos", "q"), ("--resource", "cpu=cpus"), ("--cpu-freq", "cpu=1"),
                      ("--gpu-freq", "cpu=1"), ("--time-factor", 2), ("--array-size", 9)):
            self.assertIn(f"leave {words[0]} out", self.fail_with(USAGE, *export, *words)[0])
        self.assertFalse((self.folder / "x").exists())

    def test_a_plan_that_slows_jobs_down_is_refused(self):
        text = self.config.read_text()
        self.assertNotIn("\nlevels", text)
        self.config = self.folder / "levels.toml"
        self.config.write_text(text.replace("wake_s = 180.0",
                                            'wake_s = 180.0\nlevels = ["1: 1", "0.8: 0.2"]'))
        said, _ = self.night_of([waiting(1), waiting(2), running(3, "n1", 4, time_limit=600)])
        self.assertIn("Slurm cannot set them", said)
        self.make_plan()
        lines = self.fail_with(USAGE, "export", "slurm", self.plan, "--instance", self.night, "-o",
                               self.folder / "x", "--queued")
        self.assertIn("the plan slows down 2 tasks, first '1'", lines[0])


main()

"""Queues longer than the night: who is planned, who is left for another night, and that there is a plan."""

import json
import random

from queue_test_case import NOW, QueueTestCase, job, running
from slurm_test_case import SOURCE, main

BEHIND = "jobs for which jobs of higher priority leave no room in the night (slurm.fill)"


def task(number, priority, hours, cpus=8, **more):
    return job(number, priority=priority, time_limit=int(hours * 60),
               tres_req_str=f"cpu={cpus},mem=1G,node=1", **more)


class FullQueue(QueueTestCase):
    """Nodes of 8 cpus, for 14 h of which three minutes are for waking."""

    def kept(self, jobs, nodes=1, *more):
        self.nodes.write_text(json.dumps({"nodes": [
            {"name": f"n{k}", "cpus": 8, "real_memory": 16000, "state": ["IDLE"], "features": "",
             "partitions": ["night"], "gres": "", "temporary_disk": 0} for k in range(1, nodes + 1)]}))
        self.said = self.import_queue(jobs, *more)
        self.succeed("validate", self.night)
        return sorted(int(name) for name in self.column("tasks/id"))

    def test_jobs_of_the_highest_priority_are_planned(self):
        jobs = [task(k, priority=100 - k, hours=4) for k in range(1, 6)]
        self.assertEqual(self.kept(jobs), [1, 2, 3])
        self.assertIn(f"Left out: 2 {BEHIND}", self.said)
        jobs[4]["priority"] = 1000
        self.assertEqual(self.kept(jobs), [1, 2, 5])
        wrapped = [{**one, "priority": {"set": True, "infinite": False, "number": one["priority"]}}
                   for one in jobs]
        self.assertEqual(self.kept(wrapped), [1, 2, 5])
        wrapped[3]["priority"] = {"set": False, "infinite": True, "number": 0}
        self.assertEqual(self.kept(wrapped), [1, 4, 5])

    def test_what_fits_beside_them_is_planned_too(self):
        jobs = [task(1, 9, 11), task(2, 8, 4), task(3, 7, 1), task(4, 6, 12, cpus=4)]
        self.assertEqual(self.kept(jobs), [1, 3])

    def test_a_queue_that_fits_is_planned_whole(self):
        # Longest first 6 + 6 and 4 + 4 + 4 h; by priority 4 + 4 + 6 would not.
        jobs = [task(k, 10 - k, hours) for k, hours in enumerate((4, 4, 4, 6, 6), start=1)]
        self.assertEqual(self.kept(jobs, 2), [1, 2, 3, 4, 5])
        self.assertNotIn("Left out", self.said)

    def test_who_waits_for_nobody_may_take_all_night(self):
        self.assertEqual(self.kept([task(1, 1, 13.9)]), [1])
        # A job that runs for 50 minutes more is no reason to leave somebody out.
        self.assertEqual(self.kept([task(1, 1, 13), running(2, "n1", 8)]), [1, 2])
        # 6 + 6.9 h end within the night, but not within nine tenths of it.
        both = [task(1, 2, 6.9), task(2, 1, 6)]
        self.assertEqual(self.kept(both), [1])
        self.assertEqual(self.kept(both, 1, "--set", "slurm.fill=1"), [1, 2])

    def odd_night(self, seed):
        """A long queue for a few nodes of two classes, some reserved and some in use: jobs of all sizes,
        with releases, GPUs and nodes of their own."""
        draw = random.Random(seed)
        slow = (SOURCE / "configs/slurm.toml").read_text().replace('name = "cpu"', 'name = "cpu"\nspeed = 0.7')
        self.config = self.folder / "slow.toml"
        self.config.write_text(slow)
        nodes = [{"name": f"n{k}", "cpus": draw.choice((4, 8, 16)), "real_memory": 32000, "state": ["IDLE"],
                  "features": "", "partitions": ["night"], "gres": draw.choice(("", "gpu:2")),
                  "temporary_disk": 0} for k in range(draw.randint(2, 5))]
        self.nodes.write_text(json.dumps({"nodes": nodes}))
        some_node = lambda: draw.choice(nodes)["name"]  # noqa: E731
        reservations = self.folder / "reservations.txt"
        reservations.write_text("".join(
            f"ReservationName=r{k} StartTime={begin} EndTime={begin + draw.randint(600, 20000)} "
            f"Nodes={some_node()} Flags=\n" for k, begin in enumerate(
                NOW + draw.randint(-9000, 45000) for _ in range(3))))
        jobs = []
        for number in range(1, draw.randint(80, 250)):
            more = {}
            if draw.random() < 0.1:
                more["required_nodes"] = some_node()
            if draw.random() < 0.2:
                more["eligible_time"] = NOW + draw.randint(0, 43000)
            if draw.random() < 0.1:
                more["tres_per_node"] = "gres:gpu:1"
            minutes = draw.choice((5, 30, 60, 100, 200, 400, draw.randint(1, 820)))
            jobs.append(task(number, draw.choice((1, 2, draw.randint(1, 10**6))), minutes / 60,
                             draw.choice((1, 1, 2, 3, 4, 5, 8)), **more))
        jobs += [running(9000 + k, some_node(), draw.randint(1, 4), time_limit=draw.choice((30, 100, 500, 0)))
                 for k in range(4)]
        return jobs, reservations

    def test_there_is_a_plan_however_full_the_night_is(self):
        planned = 0
        for seed, fill in ((4, 1), (7, 1), (8, 1), (11, 1), (13, 1), (16, 1), (1, 0.9), (2, 0.9)):
            with self.subTest(seed=seed, fill=fill):
                jobs, reservations = self.odd_night(seed)
                said = self.import_queue(jobs, reservations, "--set", f"slurm.fill={fill}")
                self.assertIn(BEHIND, said)
                self.succeed("plan", "--instance", self.night, "-o", self.plan, "--generations", 1, "-q")
                self.succeed("evaluate", self.night, self.plan)
                planned += len(self.column("tasks/id"))
        self.assertGreater(planned, 500)


if __name__ == "__main__":
    main()

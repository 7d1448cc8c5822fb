"""Queues longer than the night: who is planned, who is left for another night, and that there is a plan."""

import json

from queue_test_case import QueueTestCase, job, running
from slurm_test_case import main

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

    def test_there_is_a_plan_however_long_the_queue_is(self):
        lengths = (1, 2, 3, 5, 8, 12)
        jobs = [task(k, k * 7919 % 1000, lengths[k * 31 % 6], 1 + k * 17 % 8) for k in range(1, 200)]
        kept = self.kept(jobs, 6)
        self.assertGreater(len(kept), 20)
        self.assertLess(len(kept), 120)
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--generations", 2, "-q")
        self.succeed("evaluate", self.night, self.plan)


if __name__ == "__main__":
    main()

"""What the tests of queues share: jobs as squeue writes them, and the night that they become."""

import json
import subprocess
import sys

from slurm_test_case import SOURCE, SlurmTestCase

NOW = 1_900_000_000
START = "2030-03-17T17:46:40Z"  # the same moment


def job(number, **more):
    """A waiting job as Slurm 22.05 writes it."""
    return {"job_id": number, "array_job_id": 0, "array_task_id": None, "array_task_string": "",
            "job_state": "PENDING", "state_reason": "Priority", "partition": "night", "qos": "normal",
            "comment": "", "features": "", "dependency": "", "nodes": "", "node_count": 1,
            "submit_time": NOW - 500, "eligible_time": NOW - 500, "start_time": 0, "deadline": 0,
            "time_limit": 20 + number % 7 * 30, "cpus": 1 + number % 8,
            "tres_req_str": f"cpu={1 + number % 8},mem={1 + number % 5}G,node=1,billing=1",
            "tres_per_node": "", **more}


def running(number, nodes, cpus, **more):
    """A job that has run for ten minutes of its hour, on one node unless said otherwise."""
    return job(number, **{"job_state": "RUNNING", "nodes": nodes, "start_time": NOW - 600,
                          "time_limit": 60, "tres_req_str": f"cpu={cpus},mem=1G,node=1",
                          "tres_alloc_str": f"cpu={cpus},mem=1G,node=1", **more})


class QueueTestCase(SlurmTestCase):
    def setUp(self):
        super().setUp()
        self.queue = self.folder / "queue.json"
        self.nodes = self.folder / "nodes.txt"
        self.config = SOURCE / "configs/slurm.toml"

    def import_words(self, *more):
        return ("import", "slurm", self.queue, self.nodes, "--config", self.config,
                "--set", f"night.start={START}", *more, "-o", self.night)

    def import_queue(self, jobs, *more):
        self.queue.write_text(json.dumps({"meta": {}, "errors": [], "jobs": jobs}))
        return self.succeed(*self.import_words(*more)).stdout

    def column(self, name, file=None):
        code = ("import h5py, json, sys; v = h5py.File(sys.argv[1])[sys.argv[2]]; "
                "print(json.dumps([x.decode() if isinstance(x, bytes) else x.item() for x in v[()]]))")
        done = subprocess.run([sys.executable, "-c", code, str(file or self.night), name], text=True,
                              capture_output=True, check=True)
        return json.loads(done.stdout)

"""A real mpirun with ranks of the program, for the tests of several processes."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

from program import NIGHTWATT, ProgramTest, settings

ENVIRONMENT = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
# Any number of ranks on this machine, and none of them tied to a core.
MPIRUN = ("mpirun", "--oversubscribe", "--bind-to", "none")


def skip_without_mpi():
    library = pathlib.Path(NIGHTWATT).parent / "libnightwatt_mpi.so"
    if shutil.which("mpirun") is None or not library.exists():
        print("skipped: there is no mpirun, or this build has no MPI")
        sys.exit(77)


class RanksTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.generate(tasks=40, servers=4)
        self.json = self.folder / "plan.json"
        self.checkpoint = self.folder / "run.checkpoint"

    def command(self, search, *more, generations=8):
        algorithm, *own = search
        return ["plan", "--instance", self.night, "-o", self.plan, "--seed", 5, "--threads", 1,
                "--algorithm", algorithm, "--json", self.json,
                *settings(*own, "bound.steps=20", "prices.rounds=2",
                          f"search.generations={generations}"), *more]

    def start(self, ranks, *arguments, env=None):
        """mpirun and its ranks in a process group of their own, which is ended with the test."""
        process = subprocess.Popen(
            [*MPIRUN, "-n", str(ranks), NIGHTWATT, *map(str, arguments)], text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**ENVIRONMENT, **(env or {})},
            start_new_session=True)

        def end():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()

        self.addCleanup(end)
        return process

    def run_ranks(self, ranks, *arguments):
        process = self.start(ranks, *arguments)
        output, errors = process.communicate(timeout=120)
        return process.returncode, output, errors

    def result(self):
        found = json.loads(self.json.read_text())
        self.json.unlink()
        self.plan.unlink()
        return found["plan_hash"]

    def alone(self, search, **options):
        self.succeed(*self.command(search, **options))
        return self.result()

    def rank_ids(self, process, ranks):
        """Process ids of the ranks under a mpirun, once all are there, by rank."""
        for _ in range(400):
            found = {}
            for entry in pathlib.Path("/proc").glob("[0-9]*"):
                try:
                    parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                    words = (entry / "environ").read_bytes().split(b"\0")
                except OSError:
                    continue
                for word in words:
                    if parent == process.pid and word.startswith(b"OMPI_COMM_WORLD_RANK="):
                        found[int(word.split(b"=")[1])] = int(entry.name)
            if len(found) == ranks:
                return found
            time.sleep(0.02)
        self.fail("the ranks did not start")

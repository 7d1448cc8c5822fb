"""What the tests of Slurm share: the program's test case, and instances that a cluster could run."""

import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))

import program  # noqa: E402

program.NIGHTWATT = str(pathlib.Path(program.NIGHTWATT).resolve())
from program import INPUT, NIGHTWATT, SOURCE, SUCCESS, USAGE, ProgramTest, main  # noqa: E402,F401

# Whatever stands in a file must reach no shell.
NASTY = ("a b;$(touch pwned)`touch pwned`'x\"", "-rf *", "#SBATCH --exclusive", "\u00fc\\'$HOME|&>")

INSTANCE = """
import json, sys
import h5py
data = json.loads(sys.argv[2])
with h5py.File(sys.argv[1], "w") as file:
    for name, value in data["attributes"].items():
        file.attrs[name] = value
    for name, value in data["columns"].items():
        file[name] = value
"""


class SlurmTestCase(ProgramTest):
    def make_instance(self, tasks, servers, horizon_s=120, names=NASTY, more=None):
        """Tasks of 1 to 3 s on one or two of a server's four cores; `more` columns."""
        ids = [*names, *(f"task {j}" for j in range(len(names), tasks))][:tasks]
        slots = 4
        columns = {
            "tasks/id": ids, "tasks/need_cores": [1 + j % 3 // 2 for j in range(tasks)],
            "tasks/need_memory_mib": [100] * tasks, "runtimes/task": list(range(tasks)),
            "runtimes/class_index": [0] * tasks,
            "runtimes/runtime_s": [1.0 + j % 3 for j in range(tasks)],
            "runtimes/power_w": [80.0] * tasks, "servers/id": [f"n{i + 1}" for i in range(servers)],
            "servers/class_index": [0] * servers, "servers/site": [0] * servers,
            "servers/capacity_cores": [4] * servers, "servers/capacity_memory_mib": [2000] * servers,
            "servers/idle_w": [50.0] * servers, "classes/id": ["node"], "sites/id": ["here"],
            "series/site": [0] * slots, "series/start_s": [horizon_s / slots * k for k in range(slots)],
            "series/price_per_kwh": [0.3, 0.3, 0.3, 0.3],
            "levels/class_index": [0, 0], "levels/relative_frequency": [1.0, 0.5],
            "levels/relative_power": [1.0, 0.4], **(more or {})}
        attributes = {"format": "nightwatt instance", "format_version": "1.0",
                      "horizon_s": float(horizon_s), "slot_s": horizon_s / slots,
                      "resources": ["cores", "memory_mib"], "makespan_weight_per_h": 10.0}
        subprocess.run([sys.executable, "-c", INSTANCE, str(self.night),
                        json.dumps({"attributes": attributes, "columns": columns})], check=True)
        return ids

    def make_plan(self, *more):
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--seed", 1, "--generations",
                     2, "--threads", 1, "--set", "bound.steps=0", *more)

    def export(self, *more):
        """Folder of the jobs."""
        folder = self.folder / "jobs"
        self.succeed("export", "slurm", self.plan, "--instance", self.night, "-o", folder, *more)
        return folder

    @staticmethod
    def placement(folder):
        return [line.split("\t") for line in (folder / "placement.tsv").read_text().splitlines()]

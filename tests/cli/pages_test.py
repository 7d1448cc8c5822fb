"""Every command that a page other than the root README shows, run as it stands there (readme_test.py runs that one's).

Pages are the Markdown files, and the comments of the configurations and of nightwatt.sbatch. Commands of
one page run in their order, by bash, in a folder of their own that holds what pages name: a generated night and
its plan, tables, a queue of a stand-in Slurm, the public data where they are. A command that is neither run nor
listed in ELSEWHERE with its reason fails the test.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

import h5py

from program import NIGHTWATT, SOURCE, ProgramTest, main

sys.path.insert(0, str(SOURCE / "tests" / "slurm"))
from fake_slurm import FakeSlurm  # noqa: E402

DATA = pathlib.Path(sys.argv[2]).resolve()

ELSEWHERE = {
    r"sbatch ": "Slurm itself: slurm/cluster_test.py runs nightwatt.sbatch",
    r"srun ": "Slurm and MPI: slurm/cluster_test.py, by nightwatt.sbatch",
    r"mpirun ": "cli/ranks_test.py",
    r"SLURM_TIME_FORMAT=%s sacct ": "needs a cluster with accounting: no test has one",
    r"scripts/benchmark\.sh .*--peers": "installs packages from PyPI",
    r"cmake --preset release -DNIGHTWATT_BENCH=ON": "a build of its own",
    r"build/release/tests/bench/(evaluate|backend)_bench": "made by the build before it",
    r"scripts/benchmark/scaling\.py": "measures for minutes, by mpirun; the program under it: cli/ranks_test.py",
}
# Work of minutes or hours, made small; nothing else of a command is changed.
SMALLER = (
    (r"--time-limit \d+\b(?!\.)", "--time-limit 0.2"),
    (r"--time \d+", "--time 0.1"),
    (r"(nightwatt plan (?!.*--time-limit).*)", r"\1 --time-limit 0.2"),
    (r"(demo_nights\.py build/release/nightwatt)", r"\1 bank"),  # one of four
    (r"--match 512x16", "--match u_s_lohi"),  # one of four
    (r"--seeds 1,2,3", "--seeds 1,2"),
    (r"--set wt ", "--set wt --match wt40-99 "),  # one of 125
    (r"SITE 7$", "DE-LU 400"),  # one night of 44
    (r"NIGHTWATT DATA 28 57 8", "NIGHTWATT DATA 28 29 1"),  # one evening of 30
)
# What a page calls by its name alone (`nightwatt bound`) is run like this.
NAMED = {
    "ablate": "night.h5 --generations 1", "bound": "night.h5 --time-limit 0.2", "config": "", "doctor": "",
    "explain": "night.h5 plan.h5 --task \"$TASK\"", "import-plan": "night.h5 schedule.csv -o imported.h5",
    "pareto": "night.h5 -o front.h5 --generations 1", "reconcile": "plan.h5 --instance night.h5 --sacct sacct.txt",
}
NEEDS_DATA = r"FOLDER|\bDATA\b|--set (?:hcsp|wt)\b"
PROGRAMS = r"nightwatt(?= [a-z-])|scripts/\S|build/\S|python3|mpirun|srun|sbatch|sacct|squeue|scontrol|cmake|ctest"


def pages():
    found = [page for pattern in ("**/*.md", "configs/**/*.toml", "scripts/*.sbatch") for page in SOURCE.glob(pattern)]
    return [page for page in sorted(found) if "build" not in page.relative_to(SOURCE).parts
            and page != SOURCE / "README.md"]


def commands(page):
    """Those of indented lines, and of backticks in running text; comments of what is no Markdown."""
    text = page.read_text()
    if page.suffix != ".md":
        text = "\n".join(line[1:] if line.startswith("#") else "" for line in text.splitlines())
    block = r"(?m)^ {3,}(\S.*)$"
    for line in re.findall(block, re.sub(r"\\\n *", "", text)):
        if re.search(rf"(?:^|[\s;&|])(?:{PROGRAMS})", line):
            yield line.split("  #")[0]
    for running in re.split(r"\n\s*\n|\n(?=- |\|)", re.sub(block, "", text)):
        for words in re.findall(r"`([^`]+)`", running.replace("\n", " ")):
            if re.match(r"nightwatt [a-z]", words) or re.search(r"scripts/\S+\.(?:sh|py|sbatch) ", words):
                yield words
            elif re.fullmatch(r"scripts/\S+\.(?:sh|py|sbatch)", words):
                assert (SOURCE / words).exists(), f"{page} names {words}"


def queue():
    """Two jobs that wait and two nodes, as Slurm 22.05 says it."""
    now = int(time.time())
    return {"jobs": [{
        "job_id": number, "array_job_id": 0, "array_task_id": None, "array_task_string": "",
        "job_state": "PENDING", "state_reason": "Priority", "partition": "night", "qos": "normal", "comment": "",
        "features": "", "dependency": "", "nodes": "", "node_count": 1, "submit_time": now, "eligible_time": now,
        "start_time": 0, "deadline": 0, "time_limit": 60, "cpus": 2, "tres_per_node": "",
        "tres_req_str": "cpu=2,mem=1G,node=1,billing=2"} for number in (101, 102)]}


NODES = "".join(f"NodeName=n{k} CPUTot=8 RealMemory=9000\n   State=IDLE Partitions=night\n\n" for k in (1, 2))


class Pages(ProgramTest):
    def prepare(self):
        """What pages name, and the environment in which commands run."""
        self.slurm = FakeSlurm(self.folder / "slurm")
        (self.slurm.folder / "queue.json").write_text(json.dumps(queue()))
        (self.slurm.folder / "nodes.txt").write_text(NODES)
        (self.slurm.folder / "waiting").write_text("101\n102\n")
        program = pathlib.Path(NIGHTWATT).resolve()
        for name in ("nightwatt", "NIGHTWATT"):
            (self.slurm.tools / name).symlink_to(program)
        # Nothing is installed: every package is said to be there.
        for name, line in (("dpkg-query", "echo installed"), ("python3", f'exec "{sys.executable}" "$@"')):
            (self.slurm.tools / name).write_text(f"#!/bin/sh\n{line}\n")
            (self.slurm.tools / name).chmod(0o755)
        work = self.folder / "model"
        for name in ("configs", "scripts"):
            shutil.copytree(SOURCE / name, work / name, ignore=shutil.ignore_patterns("__pycache__"))
        for night in (work / "configs" / "demo").glob("*.toml"):
            small = night.read_text()
            for key, value in (("generations", 1), ("tasks", 40), ("servers", 4)):
                small = re.sub(rf"\b{key} = \d+", f"{key} = {value}", small)
            night.write_text(re.sub(r"(?m)^load = .*\n", "", small))
        (work / "build" / "release").mkdir(parents=True)
        (work / "build" / "release" / "nightwatt").symlink_to(program)
        for name in ("tasks", "servers"):
            shutil.copy(SOURCE / "configs" / "solar" / f"{name}.csv", work)
        shutil.copy(SOURCE / "configs" / "csv.toml", work / "night.toml")
        for name in ("slurm", "swf", "openb", "gaia"):  # as init writes them
            shutil.copy(SOURCE / "configs" / f"{name}.toml", work)
        (work / "sacct.txt").write_text("JobID|JobName|NodeList|State|Start|End\n7|a|n1|COMPLETED|1000|2000\n")
        if DATA.is_dir():
            (self.folder / "shared").mkdir()
            (self.folder / "shared" / "data").symlink_to(DATA)
            (work / "DATA").symlink_to(DATA)
            (work / "FOLDER").symlink_to(DATA / "energy")
            for trace in (DATA / "traces").iterdir():
                (work / trace.name).symlink_to(trace)
        self.generate(tasks=10, servers=3)
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--algorithm", "rules")
        shutil.copy(self.night, work)
        shutil.copy(self.plan, work)
        with h5py.File(self.plan) as plan:
            tasks, servers = plan["tasks/id"].asstr()[:], plan["servers/id"].asstr()[:]
            rows = zip(tasks, plan["tasks/server"][:], plan["tasks/start_s"][:])
            (work / "schedule.csv").write_text("task,server,order\n" + "".join(
                f"{task},{servers[server]},{start:.0f}\n" for task, server, start in rows))
        return work, tasks[0]

    def test_every_command_of_every_page_works(self):
        model, task = self.prepare()
        environment = self.slurm.environment(NIGHTWATT="nightwatt", day="tonight", TASK=task, PYTHONDONTWRITEBYTECODE=1)
        ran, named, excepted = 0, set(), set()
        for page in pages():
            folder = self.folder / "page"
            shutil.copytree(model, folder, symlinks=True)
            for command in commands(page):
                reasons = [pattern for pattern in ELSEWHERE if re.match(pattern, command)]
                excepted.update(reasons)
                name = re.fullmatch(r"nightwatt ([a-z-]+)", command)
                if name:
                    named.add(name[1])
                if reasons or name:
                    continue
                with self.subTest(page=str(page.relative_to(SOURCE)), command=command):
                    if re.search(NEEDS_DATA, command) and not DATA.is_dir():
                        self.skipTest("needs the public data: NIGHTWATT_DATA")
                    self.run_shown(command, folder, environment)
                    ran += 1
            shutil.rmtree(folder)
        self.assertEqual(named, set(NAMED), "NAMED says how to run what pages name, and nothing else")
        for name, words in NAMED.items():
            with self.subTest(command=name):
                self.run_shown(f"nightwatt {name} {words}", model, environment)
        self.assertEqual(excepted, set(ELSEWHERE), "an exception that no page needs")
        self.assertGreater(ran, 20 if DATA.is_dir() else 10)

    def run_shown(self, command, folder, environment):
        for pattern, smaller in SMALLER:
            command = re.sub(pattern, smaller, command)
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", command], cwd=folder, env=environment,
                              capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, f"{command}\n{done.stdout}{done.stderr}")


main()

"""What stands in scripts/ for Slurm: nightwatt.sbatch, and evening.sh as its page shows it."""

import json
import os
import re
import shutil
import signal
import subprocess
import time

from fake_slurm import FakeSlurm
from slurm_test_case import NIGHTWATT, SOURCE, SlurmTestCase, main

NODES = "".join(f"NodeName=n{k} CPUTot=8 RealMemory=9000\n   State=IDLE Partitions=night\n\n" for k in (1, 2, 3))


def queue(jobs):
    now = int(time.time())
    return json.dumps({"jobs": [{
        "job_id": number, "job_state": "PENDING", "partition": "night", "node_count": 1, "submit_time": now,
        "eligible_time": now, "time_limit": 60 + number % 7, "cpus": 2, "tres_req_str": "cpu=2,mem=1G"} for number in range(1, jobs + 1)]})


class BatchScript(SlurmTestCase):
    def run_script(self, program, *arguments, **more):
        """nightwatt.sbatch as Slurm starts it, with a stand-in for nightwatt."""
        fake = FakeSlurm(self.folder / "fake")
        stand_in = self.folder / "stand-in"
        stand_in.write_text(f"#!/bin/bash\n{program}\n")
        stand_in.chmod(0o755)
        environment = fake.environment(NIGHTWATT=stand_in, SLURM_JOB_ID=7, SLURM_JOB_END_TIME=0, **more)
        for name in ("SLURM_JOB_GPUS", "SLURM_STEP_GPUS", "CUDA_VISIBLE_DEVICES"):
            if name not in more:
                environment.pop(name, None)
        done = subprocess.run(["bash", str(SOURCE / "scripts/nightwatt.sbatch"), "night.h5", "plan.h5", *arguments],
                              cwd=self.folder, env=environment, capture_output=True, text=True, timeout=60)
        requeued = fake.lines("requeued")
        shutil.rmtree(fake.folder)
        return done, requeued

    def test_it_is_queued_again_where_that_helps_and_only_there(self):
        checkpoint = self.folder / "plan.h5.checkpoint"
        for status, left, restarts, again in ((0, True, 0, True), (0, False, 0, False), (75, True, 1, True),
                                              (137, True, 0, True), (137, True, 2, False), (2, True, 0, False),
                                              (3, True, 0, False), (6, True, 0, False), (70, True, 0, False)):
            with self.subTest(status=status, left=left, restarts=restarts):
                checkpoint.unlink(missing_ok=True)
                if left:
                    checkpoint.touch()
                done, requeued = self.run_script(f"exit {status}", NIGHTWATT_REQUEUES=2, SLURM_RESTART_COUNT=restarts)
                self.assertEqual(done.returncode, status, done.stderr)
                self.assertEqual(requeued, ["7"] if again else [])

    def test_a_job_that_is_cancelled_stays_so(self):
        (self.folder / "plan.h5.checkpoint").touch()
        for signals, again in (("USR1", True), ("TERM", False), ("INT", False), ("USR1 TERM", False)):
            with self.subTest(signals=signals):
                kills = "; ".join(f"sleep 0.2; kill -{name} $PPID; sleep 0.2" for name in signals.split())
                done, requeued = self.run_script(f"trap : USR1; {kills}; exit 0", NIGHTWATT_REQUEUES=2)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(requeued, ["7"] if again else [])

    def test_options_of_plan_may_be_given_and_gpus_of_others_are_not_seen(self):
        says = 'echo "$@"; echo "sees ${CUDA_VISIBLE_DEVICES-all}"'
        done, _ = self.run_script(says, "--backend", "cpu")
        self.assertEqual(done.stdout.splitlines(), [
            "plan --instance night.h5 --output plan.h5 --checkpoint plan.h5.checkpoint --backend cpu", "sees "])
        done, _ = self.run_script(says, SLURM_JOB_GPUS="1", CUDA_VISIBLE_DEVICES="0")
        self.assertNotIn("--backend", done.stdout)
        self.assertIn("sees 0", done.stdout)


class Evening(SlurmTestCase):
    def test_an_evening_that_is_killed_and_started_again_goes_on(self):
        page = (SOURCE / "scripts/README.md").read_text()
        script = re.search(r"(?m)^    #!/bin/bash\n(?:    .*\n)+", page)[0].replace("\n    ", "\n")[4:]
        self.assertIn("cd /srv/night ", script)
        script = script.replace("/srv/night", str(self.folder)).replace(
            "--time-limit 900", "--time-limit 2 --seed 1 --threads 1 --set checkpoint.period_s=0.1")
        evening = self.folder / "evening.sh"
        evening.write_text(script)
        fake = FakeSlurm(self.folder / "fake")
        (fake.tools / "nightwatt").symlink_to(NIGHTWATT)
        (self.folder / "slurm.toml").write_text((SOURCE / "configs/slurm.toml").read_text())
        (fake.folder / "nodes.txt").write_text(NODES)
        (fake.folder / "queue.json").write_text(queue(40))
        (fake.folder / "waiting").write_text("".join(f"{k}\n" for k in range(1, 41)))

        process = subprocess.Popen(["bash", str(evening)], env=fake.environment(), start_new_session=True,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        while not list(self.folder.glob("*.checkpoint")) and process.poll() is None:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGKILL)  # its own session
        process.communicate()
        self.assertFalse(list(self.folder.glob("*.jobs")))

        (fake.folder / "queue.json").write_text(queue(41))  # the queue has changed since
        for resumed in (True, False):  # the second time the night is planned already
            done = subprocess.run(["bash", str(evening)], env=fake.environment(), capture_output=True, text=True,
                                  timeout=60)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual("going on from" in done.stdout + done.stderr, resumed)
            self.assertIn("all jobs that wait are placed", done.stdout)
        self.assertEqual(len(fake.lines("updates")), 40)


main()

"""Checkpoints: a run that is stopped or killed at any moment goes on as if nothing had happened."""

import json
import os
import random
import re
import signal
import subprocess
import time

import h5py
from program import INPUT, NIGHTWATT, SUCCESS, USAGE, ProgramTest, main, settings

SEARCH = 2  # the last phase of a run
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1, signal.SIGUSR2)
# Every kind of population; the last one has prices by server instead of prices by slot.
SEARCHES = (("genetic", "genetic.islands=2", "genetic.migration_interval=4"),
            ("swarm", "genetic.islands=2", "genetic.island_plans=6"),
            ("hybrid", "genetic.islands=2", "genetic.island_plans=6", "swarm.topology=ring"))


class Checkpoints(ProgramTest):
    def setUp(self):
        super().setUp()
        self.generate(tasks=30, servers=4, more=("--battery-hours", 2))
        self.checkpoint = self.folder / "run.checkpoint"
        self.json = self.folder / "plan.json"
        self.period = 0
        self.generations = 16

    def command(self, search, *more):
        algorithm, *own = search
        return [NIGHTWATT, "plan", "--instance", self.night, "-o", self.plan, "--seed", "3",
                "--threads", "1", "--json", self.json, "--algorithm", algorithm,
                *settings(*own, f"checkpoint.period_s={self.period}", "bound.steps=20",
                          "prices.rounds=4", f"search.generations={self.generations}"), *more]

    def start(self, search, *more, env=None):
        return subprocess.Popen(
            list(map(str, self.command(search, "--checkpoint", self.checkpoint, *more))),
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env={**os.environ, **(env or {})})

    def hash_of_plan(self):
        """Of the run that wrote a plan last."""
        found = json.loads(self.json.read_text())["plan_hash"]
        self.json.unlink()
        self.plan.unlink()
        return found

    def whole_run(self, search):
        """Hash of the plan of a run that nothing stops, and how long the run takes."""
        began = time.monotonic()
        self.succeed(*self.command(search)[1:])
        return self.hash_of_plan(), time.monotonic() - began

    def interrupt(self, search, moment_s, number, *more):
        """Starts a run and sends it a signal. True: that was before its end."""
        process = self.start(search, *more)
        time.sleep(moment_s)
        process.send_signal(number)
        _, errors = process.communicate(timeout=60)
        if number == signal.SIGKILL and process.returncode == -signal.SIGKILL:
            return True
        # A signal in the first milliseconds comes before the program listens.
        if process.returncode == -number:
            return True
        self.assertIn(process.returncode, (SUCCESS, 75), errors)
        return "--resume" in errors or process.returncode == 75

    def resume(self, search, words=("--resume",), env=None):
        """Goes on where the checkpoint says, and does nothing again. Generations that were kept."""
        phase = kept = 0
        if self.checkpoint.exists():
            with h5py.File(self.checkpoint) as file:
                phase, kept = file.attrs["phase"], len(file["generations/generation"])
        process = self.start(search, "--verbose", *words, env=env)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, SUCCESS, errors)
        done = [int(number) for number in re.findall(r"generation (\d+): population", errors)]
        self.assertEqual(done, list(range(kept, self.generations + 1)), errors)
        self.assertEqual("  prices: " in errors, phase < SEARCH, errors)
        return kept

    def test_killed_at_fifty_moments_a_run_gives_the_same_plan(self):
        draw = random.Random(20)
        whole = [self.whole_run(search) for search in SEARCHES]
        interrupted = kills = in_search = 0
        for attempt in range(100):
            if interrupted == 50:
                break
            search = SEARCHES[attempt % len(SEARCHES)]
            expected, seconds = whole[attempt % len(SEARCHES)]
            number = STOP_SIGNALS[attempt % 4] if attempt % 5 < 2 else signal.SIGKILL
            self.period = draw.choice((0, 0, 0.02, 0.1))
            if not self.interrupt(search, draw.uniform(0, 1.1 * seconds), number):
                continue
            interrupted += 1
            kills += number == signal.SIGKILL
            in_search += self.resume(search) > 0
            self.assertEqual(self.hash_of_plan(), expected, f"attempt {attempt}, {search[0]}")
            self.assert_no_leftovers("night.h5")
        self.assertEqual(interrupted, 50)
        self.assertGreater(kills, 20)
        self.assertGreater(in_search, 3)

    def test_a_run_may_be_killed_again_and_again(self):
        search = SEARCHES[0]
        expected, seconds = self.whole_run(search)
        killed = sum(self.interrupt(search, 0.4 * seconds, signal.SIGKILL, "--resume")
                     for _ in range(6))
        self.assertGreater(killed, 0)
        self.resume(search)
        self.assertEqual(self.hash_of_plan(), expected)

    def interrupted_run(self, search=SEARCHES[0]):
        _, seconds = self.whole_run(search)
        for moment in (0.6, 0.4, 0.2):
            if self.interrupt(search, moment * seconds, signal.SIGTERM) and self.checkpoint.exists():
                return
        self.fail("no run could be interrupted")

    def test_a_signal_in_the_last_generation_leaves_nothing_to_resume(self):
        self.generate(tasks=250, servers=12)
        self.generations = 1
        for more, ends in (((), 1), (settings("shares.count=2", "genetic.islands=1"), 2)):
            process = self.start(SEARCHES[0], "--verbose", *settings("education.moves=500",
                                                                     "education.rounds=1"), *more)
            for _ in range(ends):  # the last share that begins to search
                self.read_until(process, "generation 0: population")
            time.sleep(0.05)
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=60)
            self.assertEqual(process.returncode, SUCCESS, errors)
            self.assertIn("stopped by generations after 1 generations", errors)
            self.assertNotIn("--resume", errors)
            self.assert_no_leftovers("night.h5", "plan.h5", "plan.json")

    def test_a_damaged_checkpoint_is_refused(self):
        self.interrupted_run()
        sound = self.checkpoint.read_bytes()
        draw = random.Random(4)
        for attempt in range(12):
            content = bytearray(sound)
            if attempt < 3:
                content = content[:len(content) * (attempt + 1) // 4]
            else:
                for _ in range(40):
                    content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
            self.checkpoint.write_bytes(content)
            with self.subTest(attempt):
                lines = self.fail_with(INPUT, *self.command(SEARCHES[0], "--checkpoint",
                                                            self.checkpoint, "--resume")[1:])
                self.assertIn("run.checkpoint", lines[0])
        self.checkpoint.write_bytes(sound)
        self.resume(SEARCHES[0])

    def test_a_checkpoint_of_another_run_is_refused(self):
        self.interrupted_run()
        resume = ("--checkpoint", self.checkpoint, "--resume")
        lines = self.fail_with(INPUT, *self.command(
            SEARCHES[0], "--set", "education.moves=3", *resume)[1:])
        self.assertIn("education.moves = 3", lines[0])
        lines = self.fail_with(INPUT, *self.command(SEARCHES[0], "--warm-start", self.plan,
                                                    *resume)[1:])
        self.assertIn("--warm-start", lines[0])
        self.generate(tasks=31, servers=4)
        lines = self.fail_with(INPUT, *self.command(SEARCHES[0], *resume)[1:])
        self.assertIn("another instance", lines[0])

    def test_a_checkpoint_that_cannot_be_written_costs_no_plan(self):
        folder = self.folder / "there"
        folder.mkdir()
        self.checkpoint = folder / "run.checkpoint"
        self.generations = 60
        process = self.start(SEARCHES[0])
        while not self.checkpoint.exists() and process.poll() is None:
            time.sleep(0.001)
        folder.rename(self.folder / "gone")
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, SUCCESS, errors)
        self.assertEqual(errors.count("the run goes on without a checkpoint"), 1, errors)
        self.assertNotIn("holds the run", errors)
        self.assertTrue(self.plan.exists())

    def test_a_checkpoint_that_another_run_has_taken_is_left_to_it(self):
        self.interrupted_run()
        of_another = self.checkpoint.read_bytes()
        self.checkpoint.unlink()
        self.generations = 10_000_000
        self.period = 0.5
        process = self.start(SEARCHES[0])
        while not self.checkpoint.exists() and process.poll() is None:
            time.sleep(0.001)
        time.sleep(0.1)  # well before it is written again
        self.plan.unlink(missing_ok=True)
        copy = self.folder / "copy"
        copy.write_bytes(of_another)
        copy.rename(self.checkpoint)
        self.read_until(process, "another run keeps its checkpoint there")
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, SUCCESS, errors)
        self.assertNotIn("another run", errors)
        self.assertNotIn("--resume", errors)
        self.assertEqual(self.checkpoint.read_bytes(), of_another)
        self.assertTrue(self.plan.exists())

    def test_a_checkpoint_that_was_only_touched_is_kept_on(self):
        self.generations = 10_000_000
        self.period = 0.5
        process = self.start(SEARCHES[0])
        while not self.checkpoint.exists() and process.poll() is None:
            time.sleep(0.001)
        time.sleep(0.1)
        os.utime(self.checkpoint, (1e9, 1e9))
        touched = self.checkpoint.stat().st_mtime
        for _ in range(6000):
            if self.checkpoint.stat().st_mtime != touched:
                break
            time.sleep(0.005)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
        self.assertNotEqual(self.checkpoint.stat().st_mtime, touched)
        self.assertNotIn("another run", errors)
        self.assertIn("--resume", errors)

    def test_without_a_checkpoint_a_run_begins_anew(self):
        done = self.succeed(*self.command(SEARCHES[0], "--checkpoint", self.checkpoint,
                                          "--resume")[1:])
        self.assertIn("there is no checkpoint yet", done.stderr)
        self.assert_no_leftovers("night.h5", "plan.h5", "plan.json")

    def test_only_checkpoints_are_replaced(self):
        self.checkpoint.write_text("a note")
        errors = self.fail_with(USAGE, *self.command(SEARCHES[0], "--checkpoint",
                                                     self.checkpoint)[1:])
        self.assertIn("is no checkpoint and would be lost", errors[0])
        self.assertEqual(self.checkpoint.read_text(), "a note")
        self.succeed(*self.command(SEARCHES[0])[1:])
        kept = self.plan.read_bytes()
        start = self.folder / "start.h5"
        start.write_bytes(kept)
        errors = self.fail_with(USAGE, *self.command(SEARCHES[0], "--warm-start", start,
                                                     "--checkpoint", start)[1:])
        self.assertIn("is an input and would be lost", errors[0])
        self.assertEqual(start.read_bytes(), kept)

    def test_a_requeued_job_does_not_trip_over_an_earlier_night(self):
        self.generations = 10_000_000
        process = self.start(SEARCHES[0])
        for _ in range(6000):
            if self.checkpoint.exists():
                break
            time.sleep(0.005)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        self.assertTrue(self.checkpoint.exists())
        self.generate(tasks=31, servers=4)
        self.generations = 16
        job = {"SLURM_JOB_ID": "1", "SLURM_RESTART_COUNT": "1"}
        done = self.succeed(*self.command(SEARCHES[0], "--checkpoint", self.checkpoint)[1:],
                            env={**os.environ, **job})
        self.assertIn("belongs to another instance: the run begins anew", done.stderr)
        self.assertFalse(self.checkpoint.exists())

    def test_options_that_make_no_sense_together_are_refused(self):
        self.fail_with(USAGE, *self.command(SEARCHES[0], "--resume")[1:])
        self.fail_with(USAGE, *self.command(SEARCHES[0], "--checkpoint", self.plan)[1:])

    def test_a_requeued_slurm_job_finds_its_checkpoint(self):
        self.generations = 100
        expected, _ = self.whole_run(SEARCHES[0])
        process = self.start(SEARCHES[0], "--verbose")
        self.read_until(process, "generation 3: population")
        process.send_signal(signal.SIGUSR1)
        process.communicate(timeout=60)
        job = {"SLURM_JOB_ID": "7", "SLURM_RESTART_COUNT": "1"}
        self.assertGreater(self.resume(SEARCHES[0], (), job), 3)
        self.assertEqual(self.hash_of_plan(), expected)

    def test_a_run_ends_by_itself_before_its_slurm_job_does(self):
        environment = {"SLURM_JOB_ID": "7", "SLURM_JOB_END_TIME": str(int(time.time()) + 4)}
        self.generations = 1_000_000
        process = self.start(SEARCHES[0], env=environment)
        _, errors = process.communicate(timeout=50)
        self.assertEqual(process.returncode, SUCCESS, errors)
        self.assertIn("stopped by end of the Slurm job", errors)
        self.assertTrue(self.checkpoint.exists())
        self.assertNotIn("\r", errors)

    def test_a_slurm_job_limits_threads_and_memory(self):
        environment = {**os.environ, "SLURM_JOB_ID": "7", "SLURM_CPUS_PER_TASK": "1",
                       "SLURM_CPUS_ON_NODE": "64", "SLURM_MEM_PER_NODE": "4096"}
        plan = ("plan", "--instance", self.night, "-o", self.plan, "--generations", 1)
        self.assertIn("with 1 thread", self.succeed(*plan, env=environment).stderr)
        environment["SLURM_MEM_PER_NODE"] = "1"
        done = self.run_program(*plan, "--set", "genetic.island_plans=2000", env=environment)
        self.assertEqual(done.returncode, 6, done.stderr)
        self.assertIn("--mem", done.stderr)


main()

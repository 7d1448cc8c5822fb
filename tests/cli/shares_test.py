"""A night dealt out to shares, on several processes, by a real mpirun."""

import json
import os
import signal
import time

import h5py
from program import INFEASIBLE, INPUT, SUCCESS, USAGE, main, settings
from ranks import ENVIRONMENT, RanksTest, skip_without_mpi


class Shares(RanksTest):
    def test_a_night_of_shares_is_the_same_plan_on_any_number_of_ranks(self):
        search = ("genetic", "shares.count=3")
        self.succeed(*self.command(search))
        baselines = json.loads(self.json.read_text())["baselines"]
        expected = self.result()
        for ranks in (2, 4):
            code, _, errors = self.run_ranks(ranks, *self.command(search))
            self.assertEqual(code, SUCCESS, errors)
            self.assertIn(f"3 shares on {min(ranks, 3)} ranks", errors)
            self.assertEqual("1 of 4 ranks have nothing to do: raise shares.count" in errors,
                             ranks == 4)
            self.assertIn("share 1 of 3  generation 8", errors)
            self.assertEqual("share 3 of 3  generation 8" in errors, ranks == 2)  # the first one's
            found = json.loads(self.json.read_text())
            self.assertEqual(found["plan_hash"], expected, f"{ranks} ranks")
            # The referee reads the night as a whole.
            audit = json.loads(
                self.succeed("evaluate", self.night, self.plan, "--json", "-").stdout)
            self.assertAlmostEqual(audit["cost"], found["cost"], 9)
            self.assertEqual(audit["plan_hash"], expected)
            self.assertLess(found["lower_bound"], found["cost"])
            self.assertEqual(found["generations"], 8)
            # Whatever rank said it first.
            self.assertEqual(found["baselines"], baselines, f"{ranks} ranks")
            if ranks == 2:
                self.json.unlink()
                self.plan.unlink()
        errors = self.fail_with(USAGE, "plan", "--instance", self.night, "-o",
                                self.folder / "again.h5", "--replay", self.plan)
        self.assertIn("planned by shares", errors[0])

    def test_the_bound_is_told_as_that_of_a_night_planned_as_a_whole(self):
        command = self.command(("genetic", "shares.count=2"), generations=2)
        self.succeed(*command, "--set", "bound.steps=200")
        with h5py.File(self.plan) as plan:
            bounds = plan["bounds/lower_bound"][...]
        self.assertGreater((bounds[1:] / bounds[:-1]).min(), 1 + 1e-4)  # less is not worth a row
        errors = self.succeed(*command, "--set", "bound.steps=0").stderr
        self.assertIn("no lower bound: bound.steps is 0", errors)

    def test_shares_of_sites_with_batteries_keep_to_what_these_can_do(self):
        self.generate(tasks=60, servers=8, more=("--battery-hours", 2))
        self.succeed(*self.command(("genetic", "shares.count=2"), generations=4))
        audit = json.loads(self.succeed("evaluate", self.night, self.plan, "--json", "-").stdout)
        self.assertGreater(audit["battery_charge_kwh"], 0)

    def test_late_tasks_are_listed_without_reasons(self):
        self.generate(tasks=20, servers=2)
        with h5py.File(self.night, "r+") as night:
            night["tasks/deadline_s"][0] = night["tasks/release_s"][0] + 1
            night["tasks/tardiness_weight_per_h"][0] = 1
            late = night["tasks/id"].asstr()[0]
        self.succeed(*self.command(("genetic", "shares.count=2"), generations=2))
        rows = {row["task"]: row for row in json.loads(self.json.read_text())["worst_late"]}
        self.assertGreater(rows[late]["lateness_s"], 0)
        self.assertIsNone(rows[late]["reason"])

    def test_a_share_may_have_nothing_to_search(self):
        self.generate(tasks=1, servers=2)
        self.succeed(*self.command(("genetic", "shares.count=2"), generations=4))
        found = json.loads(self.json.read_text())
        self.assertEqual(found["stopped_by"], "generations")
        rules = {row["rule"]: row for row in found["baselines"]}
        self.assertLessEqual(found["cost"], rules["mct"]["cost"])
        self.assertTrue(rules["mct"]["feasible"])

    def test_a_share_without_a_feasible_plan_ends_all_ranks_with_its_reason(self):
        with h5py.File(self.night, "r+") as night:
            night["series/hard_cap_w"][...] = 1
        code, _, errors = self.run_ranks(2, *self.command(("genetic", "shares.count=2"),
                                                          generations=2))
        self.assertEqual(code, INFEASIBLE, errors)
        # Whichever is ready first.
        self.assertRegex(errors, "share [12] of 2, which has its part of each limit: "
                         "no feasible plan was found")
        self.assertIn("a smaller shares.count may find a plan", errors)
        self.assertFalse(self.plan.exists())

    def test_an_error_of_another_rank_names_the_share(self):
        self.succeed("generate", "night", "--tasks", 1, "--servers", 3, "--seed", 1, "-o",
                     self.night)  # the task is in the second share
        with h5py.File(self.night, "r+") as night:
            night["servers/idle_w"][...] = 0
            night["servers/sleep_w"][...] = 0
            night["series/hard_cap_w"][...] = 1
        code, _, errors = self.run_ranks(3, *self.command(("genetic", "shares.count=3"),
                                                          generations=2))
        self.assertEqual(code, INFEASIBLE, errors)
        self.assertIn("rank 1: share 2 of 3, which has its part of each limit", errors)

    def test_a_signal_ends_all_shares(self):
        command = self.command(("genetic", "shares.count=2"), generations=10_000_000)
        process = self.start(2, *command)
        for line in process.stderr:
            if "no plan costs less" in line:
                break
        time.sleep(0.3)  # now or soon both plan
        process.send_signal(signal.SIGUSR1)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, SUCCESS, errors)
        self.assertIn("signal SIGUSR1", errors)
        self.succeed("evaluate", self.night, self.plan)

    def test_shares_end_together_before_their_slurm_job_does(self):
        """The margin is for the run: not anew, and half of what is left, for each share."""
        self.generate(tasks=60, servers=8)
        for ranks in (1, 2):
            end_s = int(time.time()) + 5
            job = {"SLURM_JOB_ID": "5", "SLURM_JOB_END_TIME": str(end_s)}
            process = self.start(ranks, *self.command(
                ("genetic", "shares.count=4", "job.margin_s=2"), "--checkpoint", self.checkpoint,
                generations=10_000_000), env=job)
            _, errors = process.communicate(timeout=60)
            self.assertEqual(process.returncode, SUCCESS, errors)
            self.assertIn("stopped by end of the Slurm job", errors)
            self.assertGreater(end_s - time.time(), 1, f"{ranks} ranks")
            self.assertTrue(self.checkpoint.exists())
            # The first rank's last share had its part of the time, too.
            self.assertIn(f"share {5 - ranks} of 4  generation", errors)

    def test_shares_are_refused_only_where_no_task_of_any_share_has_times(self):
        self.succeed("generate", "etc", "--tasks", 40, "--servers", 4, "--seed", 1, "-o",
                     self.night)
        with h5py.File(self.night, "r+") as night:
            night.attrs["makespan_weight_per_h"] = 0.0
            night["series/price_per_kwh"][...] = 0.1
            night["runtimes/power_w"][...] = 100
        command = self.command(("genetic", "shares.count=2"), generations=2)
        self.assertIn("here only loads do", self.fail_with(USAGE, *command)[0])
        for task in (0, 1, 2, 3):  # some of either share
            with h5py.File(self.night, "r+") as night:
                night["tasks/release_s"][...] = 0
                night["tasks/release_s"][task] = 1000
            self.succeed(*command)
            self.succeed("evaluate", self.night, self.plan)

    def test_what_needs_the_whole_night_is_refused_with_shares(self):
        self.succeed(*self.command(("genetic",), generations=1))
        old = self.folder / "old.h5"
        self.plan.rename(old)
        self.json.unlink()
        search = ("genetic", "shares.count=2")
        errors = self.fail_with(USAGE, *self.command(search, "--warm-start", old))
        self.assertIn("--warm-start needs the night as a whole: set shares.count = 1", errors[0])
        old.unlink()
        errors = self.fail_with(USAGE, *self.command(("genetic", "shares.count=5")))
        parts = self.command(("genetic", "shares.count=2", "parts.count=2"))
        self.assertIn("cannot both be above 1", self.fail_with(USAGE, *parts)[0])
        self.assertIn("shares.count is 5, but there are 4 servers", errors[0])
        self.assert_no_leftovers("night.h5")

    def test_no_share_replaces_a_file_that_is_no_checkpoint(self):
        search = ("genetic", "shares.count=2")
        share = self.folder / "run.checkpoint.share-1"
        command = self.command(search, "--checkpoint", self.checkpoint, generations=1)
        self.plan = share
        errors = self.fail_with(USAGE, *self.command(search, "--checkpoint", self.checkpoint))
        self.assertIn("two outputs are this one file", errors[0])
        share.write_text("a note")
        done = self.run_program(*command)
        self.assertEqual(done.returncode, USAGE, done.stderr)
        self.assertIn("run.checkpoint.share-1: is no checkpoint and would be lost", done.stderr)
        self.assertNotIn("no plan costs less", done.stderr)  # it ends before the work
        self.assertEqual(share.read_text(), "a note")

    def test_shares_that_begin_when_a_run_goes_on_know_the_prices(self):
        search = ("genetic", "shares.count=3")
        expected = self.alone(search, generations=80)
        keep = ("--checkpoint", self.checkpoint, "--set", "checkpoint.period_s=0")
        process = self.start(1, *self.command(search, *keep, generations=80))
        for line in process.stderr:
            if "no plan costs less" in line:
                break
        process.send_signal(signal.SIGUSR1)
        _, errors = process.communicate(timeout=60)
        self.assertTrue(self.checkpoint.exists(), errors)
        for share in self.folder.glob(f"{self.checkpoint.name}.share-*"):
            share.unlink()
        self.succeed(*self.command(search, *keep, "--resume", generations=80))
        with h5py.File(self.plan) as plan:
            self.assertEqual(plan.attrs["price_rounds"], 2)
        self.assertEqual(self.result(), expected)

    def interrupt_share(self, process):
        """A signal to a run whose first share has begun."""
        share = self.folder / f"{self.checkpoint.name}.share-0"
        for _ in range(2000):
            if share.exists() or process.poll() is not None:
                break
            time.sleep(0.005)
        process.send_signal(signal.SIGUSR1)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, SUCCESS, errors)
        self.assertTrue(self.checkpoint.exists(), errors)

    def interrupted_shares(self, search):
        """A run whose shares have begun, and its checkpoints."""
        keep = ("--checkpoint", self.checkpoint, "--set", "checkpoint.period_s=0")
        process = self.start(1, *self.command(search, *keep, generations=10_000_000))
        self.interrupt_share(process)
        return sorted(self.folder.glob(f"{self.checkpoint.name}.share-*"))

    def test_a_requeued_job_with_shares_does_not_trip_over_an_earlier_night(self):
        job = {"SLURM_JOB_ID": "77", "SLURM_RESTART_COUNT": "1"}
        for count in (2, "auto"):
            self.generate(tasks=40, servers=4)
            self.assertTrue(self.interrupted_shares(("genetic", "shares.count=2")))
            self.generate(tasks=30, servers=4)
            done = self.succeed(*self.command(("genetic", f"shares.count={count}"),
                                              "--checkpoint", self.checkpoint),
                                env={**os.environ, **job})
            self.assertIn("belongs to another instance: the run begins anew", done.stderr)
            self.assertEqual("2 shares" in done.stderr, count == 2)
            self.assert_no_leftovers("night.h5", "plan.h5", "plan.json")

    def test_a_run_that_begins_anew_removes_the_shares_of_the_one_before(self):
        for search in (("genetic", "shares.count=2"), ("genetic",)):
            shares = self.interrupted_shares(("genetic", "shares.count=3"))
            stale = self.folder / f"{self.checkpoint.name}.share-7"
            stale.write_bytes(shares[0].read_bytes())
            note = self.folder / f"{self.checkpoint.name}.share-8"
            note.write_text("a note")
            self.succeed(*self.command(search, "--checkpoint", self.checkpoint))
            self.assert_no_leftovers("night.h5", "plan.h5", "plan.json", note.name)

    def test_shares_without_a_bound_go_on_from_their_checkpoints(self):
        search = ("genetic", "shares.count=2", "genetic.islands=1")
        command = self.command(search, "--checkpoint", self.checkpoint, "--set",
                               "checkpoint.period_s=0", "--set", "bound.steps=0",
                               "--set", "prices.rounds=0", generations=400)
        whole = [word for word in command if word not in ("--checkpoint", self.checkpoint)]
        self.succeed(*whole)
        expected = self.result()
        process = self.start(1, *command)
        self.interrupt_share(process)
        done = self.succeed(*command, "--resume")
        self.assertIn(f"going on from {self.checkpoint}, ", done.stderr)
        self.assertIn(f"going on from {self.checkpoint}.share-0", done.stderr)
        self.assertEqual(self.result(), expected)

    def test_a_resumed_run_keeps_to_the_time_limit_of_all_shares(self):
        limit_s = 6
        command = self.command(("genetic", "shares.count=3"), "--time-limit", limit_s,
                               "--checkpoint", self.checkpoint, "--set", "checkpoint.period_s=0",
                               generations=0)
        process = self.start(1, *command)
        share = self.folder / f"{self.checkpoint.name}.share-1"
        while not share.exists():
            self.assertIsNone(process.poll(), "the run ended too soon")
            time.sleep(0.01)
        time.sleep(1)  # of the 2 that the second share has
        process.send_signal(signal.SIGUSR1)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, SUCCESS, errors)
        self.json.unlink()
        begin_s = time.time()
        self.succeed(*command, "--resume")
        self.assertLess(time.time() - begin_s, limit_s - 1.5)
        seconds = json.loads(self.json.read_text())["seconds"]
        self.assertGreater(seconds, limit_s - 0.5)
        self.assertLess(seconds, limit_s + 1.5)

    def test_a_rank_that_fails_ends_the_others_at_once(self):
        first, *_ = self.interrupted_shares(("genetic", "shares.count=2"))
        share = self.folder / f"{self.checkpoint.name}.share-1"
        share.write_bytes(first.read_bytes())
        self.plan.unlink()
        code, _, errors = self.run_ranks(2, *self.command(
            ("genetic", "shares.count=2"), "--checkpoint", self.checkpoint, "--resume", "--set",
            "checkpoint.period_s=0", generations=10_000_000))
        self.assertEqual(code, INPUT, errors)
        self.assertIn(f"rank 1: {share}", errors)
        self.assertFalse(self.plan.exists())

    def test_why_shares_ended_is_told_by_every_rank(self):
        self.generate(tasks=2, servers=3)
        for ranks in (1, 3):
            code, _, errors = self.run_ranks(ranks, *self.command(("genetic", "shares.count=3"),
                                                                  generations=4))
            self.assertEqual(code, SUCCESS, errors)
            found = json.loads(self.json.read_text())
            self.assertEqual(found["stopped_by"], "generations", f"{ranks} ranks")
            self.assertEqual(found["backend"], "cpu")


skip_without_mpi()
main()

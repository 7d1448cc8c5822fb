"""Islands on several processes, by a real mpirun: the same plan on any number of them."""

import json
import os
import signal

from program import INPUT, SUCCESS, USAGE, main
from ranks import ENVIRONMENT, RanksTest, skip_without_mpi

SEARCHES = (("genetic", "genetic.islands=4", "genetic.migration_interval=3"),
            ("hybrid", "genetic.islands=5", "swarm.islands=2", "genetic.island_plans=6"),
            ("genetic", "parts.count=3", "parts.generations=2"))


class Ranks(RanksTest):
    def test_the_plan_is_the_same_on_any_number_of_ranks(self):
        for search in SEARCHES:
            expected = self.alone(search)
            for ranks in (3,) if len(search) > 3 else (2, 4):
                code, _, errors = self.run_ranks(ranks, *self.command(search))
                self.assertEqual(code, SUCCESS, errors)
                self.assertIn(f"{ranks} ranks", errors)
                self.assertEqual(self.result(), expected, f"{search[0]}, {ranks} ranks")

    def test_ranks_without_an_island_are_named(self):
        code, _, errors = self.run_ranks(3, *self.command(SEARCHES[0], "--set",
                                                          "genetic.islands=2"))
        self.assertEqual(code, SUCCESS, errors)
        self.assertIn("1 of 3 ranks have nothing to do: raise genetic.islands", errors)

    def test_every_rank_holds_an_island_if_nobody_says_how_many(self):
        search = ("genetic",)
        code, _, errors = self.run_ranks(3, *self.command(search))
        self.assertEqual(code, SUCCESS, errors)
        self.assertIn("3 islands on 3 ranks", errors)

    def test_a_run_goes_on_from_its_checkpoint_on_another_number_of_ranks(self):
        for search, before, after in ((SEARCHES[1], 3, 1), (SEARCHES[2], 1, 2),
                                      (("genetic", "shares.count=3"), 2, 3)):
            expected = self.alone(search, generations=80)
            keep = ("--verbose", "--checkpoint", self.checkpoint, "--set", "checkpoint.period_s=0")
            process = self.start(before, *self.command(search, *keep, generations=80))
            self.read_until(process, "generation 3: population")
            # To mpirun, which hands it on; a single rank hears it itself.
            process.send_signal(signal.SIGUSR1)
            _, errors = process.communicate(timeout=60)
            self.assertEqual(process.returncode, SUCCESS, errors)
            self.assertTrue(self.checkpoint.exists(), errors)
            code, _, errors = self.run_ranks(
                after, *self.command(search, *keep, "--resume", generations=80))
            self.assertEqual(code, SUCCESS, errors)
            self.assertNotIn("generation 0: population", errors)
            self.assertEqual(self.result(), expected, f"{before} ranks, then {after}")

    def test_a_resumed_run_keeps_what_auto_meant(self):
        """Two ranks would have chosen two islands."""
        search = ("genetic",)
        expected = self.alone(search, generations=80)
        keep = ("--verbose", "--checkpoint", self.checkpoint, "--set", "checkpoint.period_s=0")
        process = self.start(1, *self.command(search, *keep, generations=80))
        self.read_until(process, "generation 3: population")
        process.send_signal(signal.SIGUSR1)
        process.communicate(timeout=60)
        self.assertTrue(self.checkpoint.exists())
        code, _, errors = self.run_ranks(
            2, *self.command(search, *keep, "--resume", generations=80))
        self.assertEqual(code, SUCCESS, errors)
        self.assertNotIn("generation 0: population", errors)
        self.assertEqual(self.result(), expected)

    def test_a_rank_that_dies_ends_the_run_and_leaves_the_last_checkpoint(self):
        search = SEARCHES[0]
        expected = self.alone(search, generations=40)
        keep = ("--verbose", "--checkpoint", self.checkpoint, "--set", "checkpoint.period_s=0")
        process = self.start(3, *self.command(search, *keep, generations=40))
        ranks = self.rank_ids(process, 3)
        self.read_until(process, "generation 3: population")
        os.kill(ranks[1], signal.SIGKILL)
        _, errors = process.communicate(timeout=60)
        self.assertNotEqual(process.returncode, SUCCESS)
        self.assertIn("rank 1", errors)
        self.assertFalse(self.plan.exists())
        code, _, errors = self.run_ranks(
            2, *self.command(search, *keep, "--resume", generations=40))
        self.assertEqual(code, SUCCESS, errors)
        self.assertNotIn("generation 0: population", errors)
        self.assertEqual(self.result(), expected)

    def test_the_doctor_looks_at_every_rank(self):
        code, output, errors = self.run_ranks(3, "doctor", "--json", "-")
        self.assertEqual(code, SUCCESS, errors)
        ranks = json.loads(output)["ranks"]
        self.assertEqual([rank["rank"] for rank in ranks], [0, 1, 2])
        self.assertTrue(all(rank["equal"] and rank["threads"] >= 1 for rank in ranks), ranks)

    def test_an_error_is_told_once_and_ends_all_ranks(self):
        code, output, errors = self.run_ranks(3, "validate", self.folder / "missing.h5")
        self.assertEqual(code, INPUT)
        self.assertEqual(output, "")
        self.assertEqual(errors.count("nightwatt: error: "), 1, errors)

    def test_processes_that_cannot_find_each_other_are_refused(self):
        # As srun starts them without an MPI plugin that both sides know.
        errors = self.fail_with(USAGE, *self.command(SEARCHES[0]),
                                env={**ENVIRONMENT, "PMI_SIZE": "4"})
        self.assertIn("4 processes were started together that cannot find each other", errors[0])
        self.assert_no_leftovers("night.h5")


skip_without_mpi()
main()

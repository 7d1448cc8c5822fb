"""Repeating a recorded run from its plan file."""

import signal
import subprocess
import sys

from program import INPUT, NIGHTWATT, USAGE, ProgramTest, main, settings

INTERNAL = 70
STOPPED = 75


class Replay(ProgramTest):
    def setUp(self):
        super().setUp()
        self.generate()
        self.again = self.folder / "again.h5"

    def record(self, *more):
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--seed", 5, *more)

    def replay(self, *more):
        return subprocess.run(
            [NIGHTWATT, "plan", "--instance", str(self.night), "--replay", str(self.plan), "-o",
             str(self.again), *map(str, more)], capture_output=True, text=True, timeout=300)

    def change(self, code):
        subprocess.run([sys.executable, "-c", "import h5py, sys; f = h5py.File(sys.argv[1], 'r+'); "
                        + code, str(self.plan)], check=True)

    def test_a_run_that_the_clock_ended_is_repeated_exactly(self):
        self.record("--time-limit", 1, *settings("genetic.islands=2", "genetic.island_plans=8"))
        done = self.replay("--threads", 1)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("the replay equals", done.stderr)

    def test_rules_alone_and_pins_are_repeated_too(self):
        self.record("--algorithm", "rules")
        done = self.replay()
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_walkers_without_a_place_are_refused_but_replayed(self):
        full = ("genetic.elites=2", "genetic.island_plans=5")
        self.assertIn("genetic.elites (2) and genetic.walkers (4) together must not exceed",
                      self.fail_with(USAGE, "plan", "--instance", self.night, "-o", self.plan,
                                     *settings(*full, "genetic.walkers=4"))[0])
        self.record("--generations", 3, *settings(*full, "genetic.walkers=3"))
        self.change("then = f.attrs['configuration'].decode() if isinstance(f.attrs['configuration'], bytes) "
                    "else f.attrs['configuration']; now = then.replace('walkers = 3', 'walkers = 4'); "
                    "assert now != then; f.attrs['configuration'] = now")
        done = self.replay()
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_first_generation_that_differs_is_named(self):
        self.record("--generations", 6)
        self.change("f['generations/population_hash'][3] += 1")
        done = self.replay()
        self.assertEqual(done.returncode, INTERNAL)
        self.assertIn("generation 3: population", done.stderr)
        self.assertTrue(self.again.exists())

    def test_a_replay_that_is_stopped_says_how_far_it_came(self):
        self.generate(tasks=200, servers=8)
        self.record("--time-limit", 4, "--threads", 1)
        for first_words, message in (("settings:", "before its first generation"),
                                     ("generation 0:", "until then were equal")):
            process = subprocess.Popen(
                [NIGHTWATT, "plan", "--instance", self.night, "--replay", self.plan, "-o",
                 self.again, "--threads", "1", "--verbose"], stderr=subprocess.PIPE, text=True)
            lines = []
            while not lines or first_words not in lines[-1]:
                lines.append(process.stderr.readline())
                self.assertTrue(lines[-1], "".join(lines))
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=60)
            self.assertEqual(process.returncode, STOPPED, errors)
            self.assertIn(message, errors)
            self.assertFalse(self.again.exists())

    def test_the_warm_start_must_be_given_again(self):
        start = self.folder / "start.h5"
        self.succeed("baseline", self.night, "--rule", "mct", "-o", start)
        self.record("--generations", 4, "--warm-start", start, "--change-penalty", 0.01)
        done = self.replay()
        self.assertEqual(done.returncode, USAGE)
        self.assertIn("--warm-start", done.stderr)
        done = self.replay("--warm-start", start)
        self.assertEqual(done.returncode, 0, done.stderr)
        other = self.folder / "other.h5"
        self.succeed("baseline", self.night, "--rule", "least-cost", "-o", other)
        self.assertEqual(self.replay("--warm-start", other).returncode, USAGE)

    def test_another_instance_is_refused(self):
        self.record("--generations", 2)
        self.succeed("generate", "night", "--tasks", 60, "--servers", 6, "--seed", 2, "-o",
                     self.night)
        done = self.replay()
        self.assertEqual(done.returncode, INPUT)
        self.assertIn("made for another instance", done.stderr)

    def test_settings_come_from_the_plan_alone(self):
        self.record("--generations", 2)
        self.assertEqual(self.replay("--generations", 3).returncode, USAGE)
        self.assertEqual(self.replay("--set", "genetic.moves=1").returncode, USAGE)

    def test_only_a_search_can_be_replayed(self):
        self.succeed("baseline", self.night, "--rule", "mct", "-o", self.plan)
        done = self.replay()
        self.assertEqual(done.returncode, INPUT)
        self.assertIn("baseline mct", done.stderr)


main()

"""Planning through the program: JSON, repeatability, signals, progress."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
import tomllib

import h5py

from program import INPUT, NIGHTWATT, SOURCE, SUCCESS, USAGE, ProgramTest, main, settings

JSON_KEYS = {"cost", "energy_kwh", "energy_cost", "carbon_kg", "tardiness_cost", "tardiness_h",
             "late_tasks", "makespan_s", "lower_bound", "gap", "backend", "seed", "generations",
             "evaluations", "seconds", "plan_hash"}


class Planning(ProgramTest):
    def setUp(self):
        super().setUp()
        self.generate()

    def planned(self, *more, generations=20, seed=1):
        done = self.succeed("plan", "--instance", self.night, "-o", self.plan, "--seed", seed,
                            "--generations", generations, "--json", "-", *more)
        return json.loads(done.stdout)

    def test_json_on_standard_output_is_pure_and_complete(self):
        result = self.planned()
        self.assertLessEqual(JSON_KEYS, set(result))
        self.assertEqual(result["seed"], 1)
        self.assertEqual(result["generations"], 20)
        self.assertEqual(result["backend"], "cpu")
        self.assertRegex(result["plan_hash"], r"\A[0-9a-f]{16}\Z")

    def test_json_file_says_what_standard_output_says(self):
        path = self.folder / "plan.json"
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--seed", 1,
                     "--generations", 20, "--json", path)
        written = json.loads(path.read_text())
        printed = self.planned()
        self.assertEqual(written["plan_hash"], printed["plan_hash"])
        self.assertEqual(written["cost"], printed["cost"])

    def test_shortest_run_ends_with_a_plan(self):
        planned = self.planned("--time-limit", "0.000001", generations=0)
        self.assertEqual(planned["generations"], 0)
        self.succeed("evaluate", self.night, self.plan)

    def test_only_settings_that_differ_are_listed(self):
        log = self.succeed("plan", "--instance", self.night, "-o", self.plan, "--generations", 2).stderr
        self.assertIn("settings: search.generations = 2; seed 1\n", log)

    def test_what_auto_became_is_said_in_a_line(self):
        def lines_of(*more):
            return self.succeed("plan", "--instance", self.night, "-o", self.plan, *more).stderr

        log = lines_of("--generations", 2, "-v")
        used = tomllib.loads("[search]" + log.partition("[search]")[2].partition("\n\n")[0])
        genetic, education = used["genetic"], used["education"]
        self.assertIn(
            f"search: genetic with {genetic['islands']} island of {genetic['island_plans']} plans, "
            f"{genetic['mutations']} mutations a child, {education['rounds']} rounds of "
            f"{education['moves']} moves a task, threshold {education['threshold']} falling "
            f"{education['cycles']} times; bound {used['bound']['steps']} steps, prices "
            f"{used['prices']['rounds']} rounds (all settings: -v)\n", log)
        quiet = lines_of("--algorithm", "rules")
        self.assertIn("search: constructive rules alone; no limit was set: 60 s (all settings: -v)", quiet)
        self.assertRegex(lines_of("--algorithm", "hybrid", "--time-limit", 0.2, *settings(
            "genetic.islands=3")), r"search: hybrid with 3 islands of \d+ plans \(1 swarm\), ")

    def test_same_seed_gives_the_same_plan(self):
        self.assertEqual(self.planned()["plan_hash"], self.planned()["plan_hash"])

    def test_a_run_of_so_many_generations_does_not_depend_on_the_clock(self):
        expected = self.planned(generations=6)
        found = self.planned("--time-limit", 1000, generations=6)
        self.assertEqual(found["plan_hash"], expected["plan_hash"])
        self.assertEqual(found["lower_bound"], expected["lower_bound"])
        self.assertEqual(found["stopped_by"], "generations")

    def test_stopped_without_a_feasible_plan_it_says_so(self):
        code = "import h5py, sys; h5py.File(sys.argv[1], 'r+')['series/hard_cap_w'][...] = 1"
        subprocess.run([sys.executable, "-c", code, str(self.night)], check=True)
        process = subprocess.Popen(
            [NIGHTWATT, "plan", "--instance", str(self.night), "-o", str(self.plan),
             "--generations", "10000000"], stderr=subprocess.PIPE, text=True)
        for line in process.stderr:
            if "generation" in line:
                break
        process.terminate()
        errors = process.communicate(timeout=60)[1]
        self.assertEqual(process.returncode, 75, errors)
        self.assertIn("stopped before there was a feasible plan", errors)

    def test_settings_without_effect_are_named(self):
        log = self.succeed("plan", "--instance", self.night, "-o", self.plan, "--generations", 1,
                           *settings("replan.change_penalty=5", "forecast.instance=x.h5",
                                     "forecast.calendar=2", "lp.penalty=1")).stderr
        self.assertIn("replan.change_penalty has no effect without --warm-start", log)
        self.assertIn("lp.penalty has no effect without search.algorithm = lp", log)
        self.assertIn("forecast.instance, forecast.calendar have no effect without forecast.history", log)
        for more in ((), ("--replay", self.plan), ("--set", "shares.count=2")):
            log = self.succeed("plan", "--instance", self.night, "-o", self.folder / "again.h5", *more,
                               *(() if more[:1] == ("--replay",) else ("--generations", 1))).stderr
            self.assertNotIn("no effect", log)
        log = self.succeed("plan", "--instance", self.night, "-o", self.plan, "--generations", 1,
                           *settings("shares.count=2", "parts.generations=2", "forecast.calendar=2")).stderr
        self.assertIn("parts.generations has no effect without parts", log)
        self.assertIn("forecast.calendar has no effect without forecast.history", log)

    def test_short_options_stand_beside_set(self):
        planned = self.planned(*settings("genetic.islands=2", "education.moves=1"), generations=2,
                               seed=3)
        self.assertEqual((planned["generations"], planned["seed"]), (2, 3))

    def test_linear_programme_is_a_row_beside_the_rules(self):
        self.generate(tasks=12, servers=3)
        done = self.run_program("plan", "--instance", self.night, "-o", self.plan, "--algorithm",
                                "lp", "--json", "-")
        if done.returncode == USAGE:
            self.assertIn("coinor-libclp-dev", done.stderr)
            self.skipTest("built without COIN Clp")
        self.assertEqual(done.returncode, SUCCESS, done.stderr)
        self.assertIn("not a bound", done.stderr)
        result = json.loads(done.stdout)
        rows = {row["rule"]: row for row in result["baselines"]}
        self.assertIn("lp", rows)
        self.assertEqual(result["generations"], 0)
        best = min(row["cost"] for row in rows.values() if row["feasible"])
        self.assertAlmostEqual(result["cost"], best, places=6)
        self.succeed("plan", "--instance", self.night, "-o", self.folder / "again.h5", "--replay",
                     self.plan)
        refused = self.fail_with(USAGE, "plan", "--instance", self.night, "-o", self.plan,
                                 "--algorithm", "lp", "--set", "lp.choices=10")
        self.assertIn("more than lp.choices = 10", refused[0])

    def test_a_changed_plan_is_noticed_by_its_hash(self):
        self.planned(generations=1)
        code = ("import h5py, sys; f = h5py.File(sys.argv[1], 'r+'); "
                "f.attrs['plan_hash'] = '0123456789abcdef'")
        subprocess.run([sys.executable, "-c", code, str(self.plan)], check=True)
        done = self.run_program("evaluate", self.night, self.plan)
        self.assertEqual(done.returncode, 3)
        self.assertIn("plan hash", done.stderr)

    def test_threads_do_not_change_the_plan(self):
        hashes = {self.planned("--threads", threads)["plan_hash"] for threads in (1, 2, 3)}
        self.assertEqual(len(hashes), 1)

    def test_plan_is_accepted_by_the_referee(self):
        planned = self.planned()
        judged = json.loads(self.succeed("evaluate", self.night, self.plan, "--json", "-").stdout)
        self.assertTrue(judged["feasible"])
        self.assertEqual(judged["plan_hash"], planned["plan_hash"])
        self.assertAlmostEqual(judged["cost"], planned["cost"], places=4)

    def test_plan_is_no_worse_than_any_rule(self):
        best = self.planned(generations=1)["cost"]
        rules = 0
        for rule in ("fifo", "mct", "round-robin", "edf", "least-energy", "min-min", "sufferage"):
            done = self.run_program("baseline", self.night, "--rule", rule, "-o", self.plan)
            if done.returncode != SUCCESS:
                continue
            rules += 1
            judged = json.loads(self.succeed("evaluate", self.night, self.plan, "--json", "-").stdout)
            self.assertLessEqual(best, judged["cost"] + 1e-6, rule)
        self.assertGreater(rules, 3)

    def test_warm_start_is_never_made_worse(self):
        long = self.planned(generations=40)
        kept = self.folder / "first.h5"
        self.plan.rename(kept)
        again = self.planned("--warm-start", kept, generations=1, seed=2)
        self.assertLessEqual(again["cost"], long["cost"])

    def test_exported_csv_is_the_same_instance(self):
        def instance_hash(path):
            return self.succeed("validate", path).stdout.splitlines()[0]

        self.succeed("export", "csv", self.night, "-o", self.folder / "csv")
        again = self.folder / "again.h5"
        self.succeed("import", "csv", *sorted((self.folder / "csv").glob("*.csv")), "-o", again)
        self.assertEqual(instance_hash(again), instance_hash(self.night))
        tables = [self.folder / "csv" / f"{name}.csv" for name in ("tasks", "servers", "tasks")]
        self.assertIn("was given already", self.fail_with(INPUT, "import", "csv", *tables, "-o", again)[0])

    def test_the_tables_of_the_import_page_are_a_night(self):
        page = (SOURCE / "io/import/README.md").read_text().split("## Tables in CSV\n", 1)[1]
        files = re.findall(r"^    (\w+\.csv):\n((?:    .+\n)+)", page, re.MULTILINE)
        for name, text in files:
            (self.folder / name).write_text(re.sub(r"^    ", "", text, flags=re.MULTILINE))
        self.succeed("import", "csv", *[self.folder / name for name, _ in files], "-o", self.night)
        with h5py.File(self.night) as night:
            self.assertEqual(list(night["runtimes/task"]), [0, 0, 1])  # the training fits one class
        # Every table and its required columns stand there.
        self.succeed("export", "csv", self.night, "-o", self.folder / "csv")
        for path in (self.folder / "csv").iterdir():
            self.assertIn(f"| {path.name} |", page)
        for row in re.findall(r"^\| `(\w+)` \|.*\| required \|",
                              (SOURCE / "io/README.md").read_text().split("## The instance file", 1)[1]
                              .split("\n## ", 1)[0], re.MULTILINE):
            column = {"class_index": "class"}.get(row, row)
            self.assertTrue(f"`{column}`" in page or column == "resources", column)

    def test_report_shows_plan_and_baselines(self):
        self.planned()
        text = self.succeed("report", self.night, self.plan).stdout
        for word in ("mct", "fifo", "kWh"):
            self.assertIn(word, text)

    def test_quiet_says_nothing_while_it_works(self):
        done = self.succeed("plan", "--instance", self.night, "-o", self.plan, "--seed", 1,
                            "--generations", 2, "--quiet")
        self.assertEqual(done.stderr, "")


class Signals(ProgramTest):
    def test_every_stop_signal_ends_the_search_and_writes_the_plan(self):
        self.generate()
        for name in ("SIGTERM", "SIGINT", "SIGUSR1", "SIGUSR2"):
            with self.subTest(name):
                process = self.start()
                process.send_signal(getattr(signal, name))
                process.send_signal(getattr(signal, name))
                out, log = process.communicate(timeout=60)
                self.assertEqual(process.returncode, SUCCESS, log)
                self.assertIn(name, log)
                self.assertTrue(json.loads(out)["plan_hash"])
                self.succeed("evaluate", self.night, self.plan)
                self.plan.unlink()
                self.assert_no_leftovers("night.h5")

    def start(self):
        """A search without end, once it has begun."""
        process = subprocess.Popen(
            [NIGHTWATT, "plan", "--instance", self.night, "-o", self.plan, "--seed", "1",
             "--time-limit", "600", "--json", "-"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        time.sleep(1)
        self.assertIsNone(process.poll())
        return process


class Progress(ProgramTest):
    def log_of_a_terminal(self, seconds, **environment):
        """What the program writes to a terminal while it plans."""
        master, slave = pty.openpty()
        process = subprocess.Popen(
            [NIGHTWATT, "plan", "--instance", self.night, "-o", self.plan, "--seed", "1",
             "--time-limit", str(seconds)],
            stdout=subprocess.DEVNULL, stderr=slave, env={**os.environ, **environment})
        os.close(slave)
        text = b""
        while True:
            try:
                text += os.read(master, 4096)
            except OSError:  # the program has closed its end
                break
        os.close(master)
        self.assertEqual(process.wait(timeout=60), SUCCESS)
        return text.decode()

    def test_terminal_gets_a_line_that_rewrites_itself(self):
        self.generate()
        text = self.log_of_a_terminal(2, TERM="xterm")
        self.assertGreater(text.count("\rgeneration "), 2)
        for word in ("cost", "kWh", "late", "plans/s", "left"):
            self.assertIn(word, text)

    def test_dumb_terminal_gets_plain_lines(self):
        self.generate()
        text = self.log_of_a_terminal(1, TERM="dumb", NO_COLOR="1")
        self.assertNotIn("\x1b", text)
        self.assertNotIn("\rgeneration", text)

    def test_file_gets_plain_lines(self):
        self.generate()
        log = self.succeed("plan", "--instance", self.night, "-o", self.plan, "--seed", 1,
                           "--time-limit", 6).stderr
        self.assertNotIn("\r", log)
        self.assertNotIn("\x1b", log)
        self.assertGreaterEqual(log.count("generation "), 2)


main()

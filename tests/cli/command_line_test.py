"""The command line: help, version, unknown commands and options, where output goes."""

import os
import re
import subprocess

from program import INPUT, NIGHTWATT, OUTPUT, SOURCE, USAGE, ProgramTest, main, settings


class CommandLine(ProgramTest):
    def commands(self, path=()):
        """The words of every command, as the help lists them; leaves only: "generate night"."""
        listed = self.succeed(*path, "--help").stdout.partition("\nSubcommands:")[2]
        children = re.findall(r"^  ([a-z-]+) {2,}", listed, re.M)
        return [leaf for child in children for leaf in self.commands((*path, child))] or [path]

    def test_every_command_shows_an_example_that_it_understands(self):
        seen = 0
        for path in self.commands():
            text = self.succeed(*path, "--help").stdout
            shown = [line for line in text.splitlines()
                     if re.search(f"nightwatt {' '.join(path)} ", line) and "Usage" not in line]
            self.assertTrue(shown, f"{path} shows no example")
            for line in shown:
                for option in re.findall(r"\s(-{1,2}[a-z][a-z-]*)", line.split(" > ")[0]):
                    self.assertRegex(text, rf"(^|[ ,]){option}\b", f"{line}: no such option")
                seen += 1
        self.assertGreater(seen, 20)

    def test_the_page_of_configs_names_every_file(self):
        page = (SOURCE / "configs/README.md").read_text()
        for path in (SOURCE / "configs").glob("*.toml"):
            name = "openb*.toml" if path.name.startswith("openb") else path.name
            self.assertIn(f"`{name}`", page)

    def test_init_writes_a_configuration_for_every_situation(self):
        text = self.succeed("init", "--help").stdout
        situations = re.findall(r"^ +([a-z]+): ", text, re.M)
        self.assertIn("slurm", situations)
        for situation in situations:
            path = self.folder / f"{situation}.toml"
            self.succeed("init", situation, "-o", path)
            self.assertEqual(path.read_text(), self.succeed("init", situation).stdout)
            self.assertEqual(path.read_text(),
                             (SOURCE / "configs" / f"{situation}.toml").read_text())
            self.assertTrue(path.read_text().startswith("#"))
            self.assertNotIn("--config configs/", path.read_text())  # that its reader may not have
        before = (self.folder / "csv.toml").read_text() + "# mine\n"
        (self.folder / "csv.toml").write_text(before)
        errors = self.fail_with(OUTPUT, "init", "csv", "-o", self.folder / "csv.toml")
        self.assertIn("there is such a file", errors[0])
        self.assertEqual((self.folder / "csv.toml").read_text(), before)
        self.fail_with(USAGE, "init", "slrum")

    def test_the_configuration_for_csv_is_one_that_plan_takes(self):
        self.generate(tasks=20, servers=3)
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--config",
                     SOURCE / "configs/csv.toml", "--time-limit", "1")

    def test_every_command_has_help(self):
        commands = self.commands()
        self.assertGreater(len(commands), 20)
        for path in commands:
            for end in range(1, len(path) + 1):
                words = path[:end]
                self.assertIn(f"Usage: nightwatt {' '.join(words)}",
                              self.succeed(*words, "--help").stdout)
        for generator in ("night", "etc"):
            self.assertIn("--seed", self.succeed("generate", generator, "--help").stdout)

    def test_version_is_one_line(self):
        self.assertRegex(self.succeed("--version").stdout, r"\Anightwatt \d+\.\d+\.\d+\n\Z")

    def test_no_command_is_an_error(self):
        self.assertIn("a command is missing, one of config, init, import", self.fail_with(USAGE)[0])
        self.assertIn("one of night, etc", self.fail_with(USAGE, "generate")[0])

    def test_unknown_command_gets_the_nearest_one(self):
        self.assertIn("did you mean plan?", self.fail_with(USAGE, "paln")[0])
        self.assertIn("did you mean import-plan?", self.fail_with(USAGE, "importplan")[0])
        self.assertIn("did you mean night?", self.fail_with(USAGE, "generate", "nigth")[0])

    def test_every_unknown_option_gets_the_nearest_one(self):
        errors = self.fail_with(USAGE, "plan", "--instanse", "x", "--time-limt=3", "--zzzzzz")
        self.assertEqual(len(errors), 3)
        self.assertIn("no option --instanse; did you mean --instance?", errors[0])
        self.assertIn("no option --time-limt; did you mean --time-limit?", errors[1])
        self.assertNotIn("did you mean", errors[2])

    def test_missing_and_malformed_values_are_usage_errors(self):
        self.fail_with(USAGE, "plan")
        self.fail_with(USAGE, "validate")
        self.fail_with(USAGE, "validate", "a", "b")
        self.fail_with(USAGE, "generate", "night", "--tasks", "many", "--servers", 1, "--seed", 1,
                       "-o", self.night)
        self.fail_with(USAGE, "config", "--quiet", "--verbose")
        self.assert_no_leftovers()

    def test_an_empty_value_is_not_the_same_as_none(self):
        """A script's variable that was never set must not lose what it asked for."""
        self.generate(tasks=10, servers=2)
        plan = ("plan", "--instance", self.night, "-o", self.plan, "--generations", 1)
        for option in ("--checkpoint", "--warm-start", "--replay", "--config", "--json", "--algorithm",
                       "--set"):
            self.assertIn(f"{option}: is empty: a value is needed",
                          self.fail_with(USAGE, *plan, option, "")[0])
        self.assertIn("--checkpoint: is empty",
                      self.fail_with(USAGE, *plan, "--checkpoint", "", "--resume")[0])
        self.succeed(*plan)
        for words, said in ((("bound", self.night, "--json", ""), "--json"),
                            (("bound", self.night, "--steps", ""), "--steps"),
                            (("pareto", self.night, "--csv", "", "-o", self.plan), "--csv"),
                            (("report", self.night, self.plan, "-o", ""), "--output"),
                            (("evaluate", self.night, self.plan, "--happened", ""), "--happened"),
                            (("validate", ""), "instance")):
            self.assertIn(f"{said}: is empty: a value is needed", self.fail_with(USAGE, *words)[0])
        self.assert_no_leftovers("night.h5", "plan.h5")

    def test_every_wrong_value_of_a_recipe_is_named(self):
        errors = self.fail_with(USAGE, "generate", "night", "--tasks", 0, "--servers", 0, "--seed", 1,
                                "--load", 2, "--classes", "gppu,cpu", "-o", self.night)
        self.assertEqual(len(errors), 4)
        self.assertIn("did you mean gpu?", errors[3])
        self.assertIn("did you mean dusk?",
                      self.fail_with(USAGE, "generate", "night", "--tasks", 1, "--servers", 1,
                                     "--seed", 1, "--arrivals", "dus", "-o", self.night)[0])
        self.assert_no_leftovers()

    def test_a_list_of_classes_may_hold_blanks(self):
        self.generate(more=("--classes", "cpu, gpu"))
        self.assertIn("of 2 classes", self.succeed("validate", self.night).stdout)

    def test_deadlines_without_weights_are_told(self):
        tasks, servers = self.folder / "tasks.csv", self.folder / "servers.csv"
        tasks.write_text("id,runtime_s,power_w,need_cpu,deadline_s,tardiness_weight_per_h\n"
                         "a,3600,100,1,7200,\nb,60,1,1,,\nc,60,1,1,9000,1\n")
        servers.write_text("id,idle_w,capacity_cpu\ns,50,1\nt,50,1\n")
        sentence = "1 deadline has no tardiness_weight_per_h: missing it costs nothing"
        done = self.succeed("import", "csv", tasks, servers, "-o", self.night)
        self.assertIn(sentence, done.stderr)
        self.assertIn(sentence, self.succeed("validate", self.night).stdout)
        for shares in (1, 2):
            done = self.succeed("plan", "--instance", self.night, "-o", self.plan, "--generations", 1,
                                *settings(f"shares.count={shares}"))
            self.assertEqual(done.stderr.count(sentence), 1, done.stderr)
        tasks.write_text(tasks.read_text().replace(",7200", ","))
        done = self.succeed("import", "csv", tasks, servers, "-o", self.night)
        self.assertNotIn("tardiness_weight_per_h", done.stderr)

    def test_an_option_leaves_the_files_behind_it_alone(self):
        """Options that can be repeated once took every word up to the next option."""
        self.generate(tasks=10, servers=2)
        front = self.folder / "front.h5"
        self.succeed("pareto", "--points", 1, *settings("search.generations=1", "search.seed=3"),
                     self.night, "-o", front)
        table = self.folder / "table.csv"
        table.write_text("time,price_per_kwh [EUR kW-1 h-1]\n" + "".join(
            f"2023-01-{1 + hour // 24:02} {hour % 24:02}:00,0.{hour % 7 + 1}\n" for hour in range(96)))
        history = self.folder / "history.h5"
        self.succeed("import-history", "csv", "--name", "here", table, "-o", history)
        self.succeed("backtest", "--horizon", 2, *settings("forecast.method=seasonal"), "--series",
                     "here/price_per_kwh", history)
        self.succeed("export", "csv", self.night, "-o", self.folder / "tables")
        self.succeed("import", "csv", *settings("forecast.threads=1"),
                     *sorted((self.folder / "tables").iterdir()), "-o", self.folder / "again.h5")
        self.assertIn("not expected: bound.steps=1", self.fail_with(
            USAGE, "plan", "--instance", self.night, "-o", self.plan, "--set", "search.seed=3",
            "bound.steps=1")[0])

    def test_config_prints_the_default_file(self):
        self.assertEqual(self.succeed("config").stdout, (SOURCE / "configs/default.toml").read_text())
        self.assertIn("\n## `[search]`\n", self.succeed("config", "--markdown").stdout)

    def test_full_disk_at_standard_output_is_an_output_error(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run([NIGHTWATT, "config"], stdout=full, stderr=subprocess.PIPE, text=True)
        self.assertEqual(done.returncode, OUTPUT)
        self.assertIn("No space left on device", done.stderr)

    def test_standard_streams_that_are_closed_or_full_crash_nothing(self):
        self.generate(tasks=10, servers=2)
        for streams, validated in (("<&- 2>&-", 0), (">&-", OUTPUT), (">&- 2>&-", OUTPUT),
                                   ("<&- >&- 2>&-", OUTPUT), ("2>/dev/full", 0)):
            for words, code in (("validate {1}", validated), ("validate {1}.absent", INPUT),
                                ("baseline {1} --rule mct -o {1}.plan", validated)):
                command = f"'{NIGHTWATT}' {words.format(0, self.night)} {streams}"
                done = subprocess.run(["bash", "-c", command], stdout=subprocess.DEVNULL,
                                      stderr=subprocess.DEVNULL)
                self.assertEqual(done.returncode, code, command)
            self.succeed("evaluate", self.night, f"{self.night}.plan")

    def test_reader_that_went_away_is_no_error(self):
        read_end, write_end = os.pipe()
        os.close(read_end)
        done = subprocess.run([NIGHTWATT, "config"], stdout=write_end, stderr=subprocess.PIPE,
                              text=True)
        os.close(write_end)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_options_that_are_no_settings_take_units_and_name_the_nearest_word(self):
        self.succeed("generate", "night", "--tasks", 10, "--servers", 2, "--seed", 1, "--hours", "720 min",
                     "--slot-minutes", "0.5 h", "-o", self.night)
        self.assertIn("12 h", self.succeed("validate", self.night).stdout)
        self.succeed("bound", self.night, "--time-limit", "20 ms")
        for words, said in (
                (("bound", self.night, "--time-limit", "1 W"), "a unit may follow: ms, s, min, h or d"),
                (("bound", self.night, "--time-limit", 0), "allowed is a number from 0.001 to 10000000"),
                (("bound", self.night, "--threads", 1.5), "allowed is a whole number from 1 to 4096"),
                (("generate", "night", "--tasks", "ten"), "--tasks: ten: must be a whole number"),
                (("bound", self.night, "--steps", "1e3"), "--steps: 1e3: must be a whole number"),
                (("bound", self.night, "--steps", 10**21), "--steps: 1000000000000000000000: is too great"),
                (("explain", self.night, self.plan, "--task", "a", "--top", "1e1"),
                 "--top: 1e1: must be a whole number"),
                (("pareto", self.night, "-o", self.plan, "--points", 1.5),
                 "--points: 1.5: allowed is a whole number from 1 to 1000000"),
                (("pareto", self.night, "-o", self.plan, "--points", 10**21), "is too great a number"),
                (("pareto", self.night, "-o", self.plan, "--points", 0), "allowed is a whole number"),
                (("generate", "night", "--tasks", 1, "--servers", 1, "--seed", 10**21, "-o", self.plan),
                 "--seed: 1000000000000000000000: is too great a number"),
                (("generate", "night", "--tasks", 1, "--servers", 1, "--seed", 1.5, "-o", self.plan),
                 "--seed: 1.5: must be a whole number"),
                (("generate", "night", "--tasks", 1, "--servers", 1, "--seed", 1, "--load", "x", "-o",
                  self.plan), "--load: x: must be a number"),
                (("bound", self.night, "--steps", 1, "--steps", 2), "--steps: is given 2 times: once is enough"),
                (("plan", "--instance", self.night, "-o", self.plan, "--generations", 1,
                  "--generations", 2), "--generations: is given 2 times: once is enough"),
                (("plan", "--instance", self.night, "-o"), "--output: a value is missing"),
                (("init", "slrum"), "did you mean slurm?"),
                (("baseline", self.night, "--rule", "mtc", "-o", self.plan), "did you mean mct?"),
                (("import", "opneb", "a", "b", "-o", self.plan), "did you mean openb?"),
                (("import-history", "carbn", "a", "-o", self.plan), "did you mean carbon?")):
            self.assertIn(said, self.fail_with(USAGE, *words)[0])


main()

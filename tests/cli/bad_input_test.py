"""Files that are missing, damaged or cannot be written: right exit code, clear words, no leftovers."""

import resource
import subprocess

import h5py
from program import INPUT, NIGHTWATT, OUTPUT, USAGE, ProgramTest, main


class BadInput(ProgramTest):
    def plan_command(self, *more, output=None):
        return ("plan", "--instance", self.night, "-o", output or self.plan, "--seed", 1,
                "--generations", 1, *more)

    def write_config(self, text):
        path = self.folder / "night.toml"
        path.write_text(text)
        return path

    def test_missing_instance_names_the_file(self):
        for command in (("validate", self.night), self.plan_command(),
                        ("report", self.night, self.plan),
                        ("baseline", self.night, "--rule", "mct", "-o", self.plan)):
            errors = self.fail_with(INPUT, *command)
            self.assertIn("night.h5", errors[0])
            self.assertIn("No such file or directory", errors[0])
        self.assert_no_leftovers()

    def test_every_missing_input_names_the_nearest_file(self):
        self.generate()
        self.succeed(*self.plan_command())
        config = self.write_config("[forecast]\nhistory = \"nigth.h5\"\ninstance = \"x.h5\"\n"
                                   "[[class]]\nname = \"c\"\ncount = 1\ncapacity = [\"cpu: 1\"]\n"
                                   "[[site]]\nprice_file = \"nigth.toml\"\n")
        trace = self.folder / "trace.swf"
        trace.write_text("; UnixStartTime: 0\n1 0 0 60 1 -1 -1 1 60 -1 1 1 1 1 1 1 -1 -1\n")
        wrong, right = self.folder / "nigth.h5", self.folder / "night.h5"
        for code, nearest, command in (
                (INPUT, right, ("validate", wrong)),
                (INPUT, right, ("explain", wrong, self.plan, "--task", "t1")),
                (INPUT, right, ("export", "csv", wrong, "-o", self.folder / "out")),
                (INPUT, self.plan, ("report", self.night, self.folder / "paln.h5")),
                (INPUT, self.plan, self.plan_command("--warm-start", self.folder / "plan",
                                                     output=self.folder / "p.h5")),
                (INPUT, trace, ("import", "swf", self.folder / "trcae.swf", "-o", self.folder / "s.h5")),
                (USAGE, config, self.plan_command("--config", self.folder / "nigth.toml",
                                                  output=self.folder / "p.h5")),
                (INPUT, right, self.plan_command("--config", config, output=self.folder / "p.h5")),
                (INPUT, config, ("import", "swf", trace, "--config", config, "-o",
                                 self.folder / "s.h5"))):
            errors = "\n".join(self.fail_with(code, *command))
            self.assertIn(f"No such file or directory; did you mean {nearest}?", errors)

    def test_what_a_trace_becomes_is_refused_with_the_traces_name(self):
        trace = self.folder / "trace.swf"
        trace.write_text("; UnixStartTime: 0\n1 0 0 5000000 1 -1 -1 1 5000000 -1 1 1 1 1 1 1 -1 -1\n")
        config = self.write_config("[night]\nhours = 2400\n[[class]]\nname = \"c\"\ncount = 1\ncapacity = [\"cpu: 1\"]\n")
        errors = self.fail_with(INPUT, "import", "swf", trace, "--config", config, "-o", self.night)
        self.assertIn(f"{trace}: /runtimes/runtime_s[0] of task '1': is 5000000 s", errors[0])

    def test_what_a_file_holds_does_not_steer_the_terminal(self):
        etc = self.folder / "etc"
        etc.write_bytes(b"1 1 0\n\x1b[31m\x07\xff\n")
        done = self.run_program("import", "hcsp", etc, "-o", self.night)
        self.assertEqual(done.returncode, INPUT)
        self.assertIn("'?[31m??' is not a number", done.stderr)
        self.assertTrue(done.stderr.rstrip("\n").isprintable())

    def test_money_in_another_currency_than_the_instance_is_refused(self):
        self.generate()  # in USD
        penalty = self.plan_command("--warm-start", self.plan, "--change-penalty")
        self.succeed(*self.plan_command())
        errors = self.fail_with(USAGE, *penalty, "0.5 EUR")
        self.assertEqual(len(errors), 1)
        self.assertIn("--change-penalty 0.5 EUR: is in EUR, but the instance's currency is USD",
                      errors[0])
        self.assertIn("a currency may follow", self.fail_with(USAGE, *penalty, "0.5 EUR/h")[0])
        self.succeed(*penalty, "0.5 USD")

    def test_file_that_is_no_instance_is_refused(self):
        for content in (b"", b"task,server\n1,2\n", b"\x89HDF\r\n\x1a\n" + bytes(500)):
            self.night.write_bytes(content)
            self.fail_with(INPUT, "validate", self.night)
            self.fail_with(INPUT, *self.plan_command())
        self.assert_no_leftovers("night.h5")

    def test_values_beyond_the_integers_of_the_planner_name_the_file(self):
        self.generate()
        with h5py.File(self.night, "r+") as night:
            night["series/price_per_kwh"][...] = 1e8
        for command in (("validate", self.night), self.plan_command(),
                        ("baseline", self.night, "--rule", "mct", "-o", self.plan)):
            errors = self.fail_with(INPUT, *command)
            self.assertTrue(errors[0].startswith(f"{self.night}: "), errors[0])
            self.assertIn("the planner holds at most", errors[0])

    def test_truncated_instance_is_refused(self):
        self.generate()
        whole = self.night.read_bytes()
        for share in (0.1, 0.5, 0.9):
            self.night.write_bytes(whole[:int(len(whole) * share)])
            self.fail_with(INPUT, "validate", self.night)

    def test_plan_of_another_instance_is_refused(self):
        self.generate()
        self.succeed(*self.plan_command())
        self.generate(tasks=61)
        self.fail_with(INPUT, "evaluate", self.night, self.plan)
        self.fail_with(INPUT, "report", self.night, self.plan)

    def test_folder_is_no_file(self):
        self.fail_with(INPUT, "validate", self.folder)
        self.generate()
        self.fail_with(OUTPUT, *self.plan_command(output=self.folder))
        self.fail_with(USAGE, *self.plan_command("--config", self.folder))

    def test_every_problem_of_a_configuration_is_named_with_its_line(self):
        self.generate()
        config = self.write_config("[search]\ntime_limt_s = 3\ngenerations = -1\nthreads = 1.5\n"
                                   "[serach]\nx = 1\n")
        errors = self.fail_with(USAGE, *self.plan_command("--config", config,
                                                          "--set", "search.sede=1",
                                                          "--set", "search.islands"))
        self.assertEqual(len(errors), 6)
        self.assertTrue(errors[0].startswith(f"{config}:2: "), errors[0])
        self.assertIn("did you mean search.time_limit_s?", errors[0])
        self.assertTrue(errors[1].startswith(f"{config}:3: search.generations = -1"), errors[1])
        self.assertTrue(errors[2].startswith(f"{config}:4: search.threads = 1.5"), errors[2])
        self.assertTrue(errors[3].startswith(f"{config}:5: unknown section [serach]"), errors[3])
        self.assertIn("did you mean search.seed?", errors[4])
        self.assertIn("write key=value", errors[5])
        self.assert_no_leftovers("night.h5", "night.toml")

    def test_configuration_that_is_no_toml_names_the_line(self):
        self.generate()
        errors = self.fail_with(USAGE, *self.plan_command("--config", self.write_config("[search\n")))
        self.assertIn("night.toml:1: not valid TOML", errors[0])
        errors = self.fail_with(USAGE, *self.plan_command("--config", self.folder / "absent.toml"))
        self.assertIn("absent.toml: the configuration cannot be read", errors[0])

    def test_unknown_rule_and_algorithm_name_what_there_is(self):
        self.generate()
        self.assertIn("mct", self.fail_with(USAGE, "baseline", self.night, "--rule", "mtc", "-o",
                                            self.plan)[0])
        self.assertIn("genetic", self.fail_with(USAGE, *self.plan_command("--algorithm", "genetc"))[0])
        self.assertIn("cpu", self.fail_with(USAGE, *self.plan_command("--backend", "gpu"))[0])

    def test_output_in_a_missing_folder_is_an_output_error(self):
        self.generate()
        errors = self.fail_with(OUTPUT, *self.plan_command(output=self.folder / "absent/plan.h5"))
        self.assertIn("absent/plan.h5", errors[0])
        (self.folder / "plans").mkdir()
        self.assertIn("did you mean", self.fail_with(
            OUTPUT, *self.plan_command(output=self.folder / "palns/plan.h5"))[0])
        (self.folder / "plans").rmdir()
        self.fail_with(OUTPUT, "generate", "night", "--tasks", 5, "--servers", 2, "--seed", 1, "-o",
                       self.folder / "absent/night.h5")
        self.assert_no_leftovers("night.h5")

    def test_output_that_may_not_be_written_is_an_output_error(self):
        self.generate()
        self.fail_with(OUTPUT, *self.plan_command(output="/proc/plan.h5"))

    def test_limit_on_the_size_of_files_is_an_output_error(self):
        self.generate()

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

        errors = self.fail_with(OUTPUT, *self.plan_command(), preexec_fn=limit)
        self.assertIn("plan.h5: cannot be written: File too large", errors[0])
        self.assert_no_leftovers("night.h5")

    def test_folder_that_is_gone_is_an_output_error(self):
        self.generate()
        gone = self.folder / "gone"
        gone.mkdir()
        command = f"cd '{gone}' && rmdir '{gone}' && exec '{NIGHTWATT}' baseline '{self.night}' --rule mct -o x.h5"
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
        self.assertEqual(done.returncode, OUTPUT, done.stderr)

    def test_full_disk_is_an_output_error(self):
        self.generate()
        self.fail_with(OUTPUT, *self.plan_command("--json", "/dev/full"))

    def test_failed_run_leaves_an_older_plan_alone(self):
        self.generate()
        self.plan.write_text("older")
        self.fail_with(USAGE, *self.plan_command("--set", "search.islands=0"))
        self.assertEqual(self.plan.read_text(), "older")


main()

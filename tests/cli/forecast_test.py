"""Histories, backtests and forecasts, through the executable."""

import datetime
import json
import math

import h5py
from program import INPUT, OUTPUT, USAGE, ProgramTest, main, settings


class Forecast(ProgramTest):
    def setUp(self):
        super().setUp()
        self.history = self.folder / "history.h5"

    def measure(self, hours=1200, name="here", more=()):
        """A history of a daily wave, its price and its temperature."""
        start = datetime.datetime(2023, 1, 1)
        lines = ["time,price_per_kwh [EUR kW-1 h-1],temperature_c [degC]"]
        for hour in range(hours):
            moment = start + datetime.timedelta(hours=hour)
            rough = (hour * 7919 % 1009) / 1009 - 0.5
            lines.append(f"{moment:%Y-%m-%d %H:%M},"
                         f"{0.2 + 0.1 * math.sin(hour * math.pi / 12) + 0.02 * rough:.6f},"
                         f"{10 + 5 * math.cos(hour * math.pi / 12) + rough:.4f}")
        table = self.folder / "measured.csv"
        table.write_text("\n".join(lines) + "\n")
        return self.succeed("import-history", "csv", table, "--name", name, "-o", self.history,
                            *more)

    def test_measurements_become_a_history_with_a_report(self):
        done = self.measure()
        self.assertIn("1200 rows, one every 3600 s", done.stdout)
        self.assertIn("here/price_per_kwh: 1200 steps from 2023-01-01T00:00:00Z, 0 missing",
                      done.stdout)
        self.assertIn("2 series written", done.stdout)

    def test_the_next_day_is_appended_though_it_overlaps(self):
        self.measure(hours=600)
        first = (self.folder / "measured.csv").read_text()
        done = self.measure(hours=1200, more=("--append",))
        self.assertIn("here/price_per_kwh: 1200 steps from 2023-01-01T00:00:00Z, 0 missing",
                      done.stdout)
        self.assertIn("here/price_per_kwh: 600 new, 600 known\n", done.stdout)
        self.assertNotIn("differ", done.stderr)
        # The day before again, where one value was corrected.
        table = self.folder / "measured.csv"
        again = ("import-history", "csv", table, "--name", "here", "--append", "-o", self.history)
        table.write_text(first.replace("2023-01-01 00:00,0.", "2023-01-01 00:00,7."))
        done = self.succeed(*again)
        self.assertIn("1 changed: as the new file has them", done.stdout)
        self.assertIn("here/price_per_kwh: 1 of 600 values that were there differ", done.stderr)
        before = self.history.read_bytes()
        table.write_text(first.replace("EUR kW-1", "USD kW-1"))
        self.assertIn("measured.csv: series 'here/price_per_kwh': is in 'EUR kW-1 h-1'",
                      self.fail_with(INPUT, *again)[0])
        table.write_text("time,x,x\n2023-01-01 00:00,1,2\n2023-01-01 01:00,1,2\n")
        self.assertIn("measured.csv: series 'here/x' stands twice",
                      self.fail_with(INPUT, *again)[0])
        self.assertEqual(self.history.read_bytes(), before)
        self.measure(name="there", more=("--append",))

    def test_a_file_that_ends_within_a_step_replaces_no_mean(self):
        table = self.folder / "power.csv"
        read = ("import-history", "csv", table, "--step-s", 3600, "--append", "-o", self.history)
        table.write_text("time,w\n2026-01-01 00:00,1\n2026-01-01 00:15,2\n")
        self.succeed(*[word for word in read if word != "--append"])
        table.write_text("time,w\n2026-01-01 00:30,3\n2026-01-01 00:45,4\n2026-01-01 01:00,5\n")
        done = self.succeed(*read)
        self.assertIn("power/w: 1 steps at the ends of the new file, which has a part of them only, keep", done.stderr)
        with h5py.File(self.history) as file:
            self.assertEqual(list(file["history/value"]), [1.5, 5])
        table.write_text("time,w\n" + "".join(f"2026-01-01 00:{15 * k:02},{k + 1}\n" for k in range(4)))
        self.assertIn("1 of 1 values that were there differ", self.succeed(*read).stderr)
        with h5py.File(self.history) as file:
            self.assertEqual(list(file["history/value"]), [2.5, 5])

    def test_an_accounting_is_appended_every_night(self):
        self.remember_jobs(300)
        self.assertIn("300 known", self.remember_jobs(300).stdout)
        done = self.remember_jobs(310)
        self.assertIn("10 new, 300 known\n310 jobs and 0 series written", done.stdout)
        table = self.folder / "jobs.csv"
        table.write_text(table.read_text() + table.read_text().splitlines()[-1] + "\n")
        self.assertIn("jobs.csv: job 'j309': stands twice",
                      self.fail_with(INPUT, "import-history", "jobs", table, "--append", "-o",
                                     self.history)[0])

    def test_a_history_with_another_epoch_is_appended_to(self):
        self.measure(hours=600)
        self.remember_jobs(300)
        with h5py.File(self.history, "r+") as file:
            file.attrs["epoch"] = "2022-12-31T00:00:00Z"
            for column in ("series/start_s", "jobs/submit_s", "jobs/end_s"):
                file[column][:] -= 1672444800
                file[column].attrs["units"] = "seconds since 2022-12-31T00:00:00Z"
        self.assertIn("300 known", self.remember_jobs(300).stdout)
        done = self.measure(hours=1200, more=("--append",))
        self.assertIn("here/price_per_kwh: 1200 steps from 2023-01-01T00:00:00Z, 0 missing",
                      done.stdout)
        self.assertIn("here/price_per_kwh: 600 new, 600 known\n", done.stdout)

    def test_wrong_use_of_import_history_is_told(self):
        self.measure()
        table = self.folder / "measured.csv"
        out = self.folder / "x.h5"
        self.fail_with(USAGE, "import-history", "xls", table, "-o", out)
        self.fail_with(USAGE, "import-history", "csv", table, "--name", "a", "--name", "b", "-o", out)
        self.fail_with(USAGE, "import-history", "csv", table, "--clock", "mars", "-o", out)
        self.fail_with(USAGE, "import-history", "price", table, "--clock", "utc", "-o", out)
        self.fail_with(INPUT, "import-history", "price", table, "-o", out)
        for option in (("--carbon-column", "direct"), ("--kind", "server")):
            self.assertIn(f"import-history ett: takes no {option[0]}",
                          self.fail_with(USAGE, "import-history", "ett", table, *option, "-o", out)[0])
        self.fail_with(INPUT, "import-history", "csv", self.folder / "none.csv", "-o", out)
        self.assertFalse(out.exists())

    def test_tiled_copies_are_flagged(self):
        lines = ["time,x"]
        for hour in range(400):
            moment = datetime.datetime(2023, 1, 1) + datetime.timedelta(hours=hour)
            lines.append(f"{moment:%Y-%m-%d %H:%M},{hour % 48 * 7 % 31}")
        table = self.folder / "tiled.csv"
        table.write_text("\n".join(lines) + "\n")
        done = self.succeed("import-history", "csv", table, "-o", self.history)
        self.assertIn("tiled/x repeats itself exactly after 48 steps", done.stderr)

    def test_backtest_is_the_same_with_any_number_of_threads(self):
        self.measure()
        results = [json.loads(self.succeed("backtest", self.history, "--json", "-", "--threads", n)
                              .stdout) for n in (1, 2)]
        self.assertEqual(results[0], results[1])
        series = results[0]["series"]
        self.assertEqual([row["id"] for row in series], ["here/price_per_kwh", "here/temperature_c"])
        for row in series:
            self.assertEqual(row["method"], "ridge")
            self.assertGreater(row["skill_to_seasonal"], 0.1)
            self.assertGreater(row["skill_to_persistence"], 0.5)
            self.assertEqual(len(row["steps"]), 24)
            self.assertGreater(row["adaptive_coverage"], 0.8)

    def test_backtest_writes_text_and_a_file(self):
        self.measure()
        out = self.folder / "backtest.h5"
        done = self.succeed("backtest", self.history, "--series", "here/price_per_kwh", "--horizon",
                            6, "--steps", "-o", out, "--lookback", 48)
        self.assertRegex(done.stdout, r"here/price_per_kwh +ridge")
        self.assertGreater(out.stat().st_size, 1000)

    def test_backtest_says_what_it_cannot_tell(self):
        lines = ["time,flat,short"]
        for hour in range(150):
            moment = datetime.datetime(2023, 1, 1) + datetime.timedelta(hours=hour)
            lines.append(f"{moment:%Y-%m-%d %H:%M},0.1,{hour * 7919 % 1009}")
        table = self.folder / "few.csv"
        table.write_text("\n".join(lines) + "\n")
        self.succeed("import-history", "csv", table, "-o", self.history)
        done = self.succeed("backtest", self.history)
        self.assertRegex(done.stdout, r"few/flat +persistence +7 +0 +0 +- +- +- +100.0 +100.0\n")
        self.assertIn("few/flat: no model, since the series is constant\n", done.stdout)
        self.assertIn("few/short: intervals are made of 7 errors, too few for 90.0 %\n", done.stdout)

    def test_wrong_use_of_backtest_is_told(self):
        self.measure(hours=60)
        self.assertIn("too few", self.fail_with(INPUT, "backtest", self.history)[0])
        self.measure(hours=300)
        self.assertIn("did you mean", self.fail_with(INPUT, "backtest", self.history, "--series",
                                                     "here/price_per_kw")[0])
        self.fail_with(USAGE, "backtest", self.history, "--ols")
        self.fail_with(USAGE, "backtest", self.history, "--protocol", "ltsf", "--steps")
        self.fail_with(INPUT, "backtest", self.history, "--protocol", "ltsf")
        self.fail_with(USAGE, "backtest", self.history, "--set", "forecast.coverage=2")
        self.fail_with(OUTPUT, "backtest", self.history, "-o", self.folder / "none" / "b.h5")
        self.fail_with(INPUT, "backtest", self.folder / "none.h5")

    def make_night(self, epoch="2023-02-19T18:00:00Z", price=0.3):
        """A night of two tasks at the site `here`, in slots of an hour."""
        files = {
            "tasks.csv": "id,runtime_s,power_w,need_cpu\na,3600,100,1\nb,7200,200,1\n",
            "servers.csv": "id,class,site,capacity_cpu,idle_w\ns,node,here,1,50\n",
            "series.csv": "site,start_s,price_per_kwh,temperature_c\n" +
                          "".join(f"here,{3600 * h},{price},15\n" for h in range(24)),
            "instance.csv": f"key,value\nepoch,{epoch}\nhorizon_s,86400\nslot_s,3600\n"
                            "currency,EUR\n",
        }
        for name, text in files.items():
            (self.folder / name).write_text(text)
        self.succeed("import", "csv", *(self.folder / name for name in files), "-o", self.night)

    def test_a_night_is_forecast_planned_and_priced_by_what_happened(self):
        self.measure()
        self.make_night()
        expected = self.folder / "expected.h5"
        done = self.succeed("forecast", "--history", self.history, "--instance", self.night,
                            "-o", expected)
        self.assertRegex(done.stdout, r"here +price_per_kwh +ridge")
        self.assertIn("left as they were: here/carbon_g_per_kwh", done.stdout)
        self.succeed("validate", expected)
        plans = [json.loads(self.succeed("plan", "--instance", expected, "--generations", 3, "-o",
                                         self.plan, "--json", "-", "--set",
                                         f"forecast.threads={n}").stdout) for n in (1, 2)]
        self.assertEqual(plans[0]["scenarios"], plans[1]["scenarios"])
        found = plans[0]["scenarios"]
        self.assertEqual(found["scenarios"], 200)
        self.assertLess(found["cost_low"], found["cost_mean"])
        self.assertLess(found["cost_mean"], found["cost_high"])
        self.assertLess(found["cost_low"], plans[0]["cost"])
        self.assertGreater(found["cost_high"], plans[0]["cost"])
        expected_cost = json.loads(self.succeed("evaluate", expected, self.plan, "--json", "-")
                                   .stdout)["cost"]
        happened = json.loads(self.succeed("evaluate", expected, self.plan, "--happened",
                                           self.night, "--json", "-").stdout)
        self.assertTrue(happened["feasible"])
        # 0.3 at every hour, where 0.1 to 0.3 was expected: (100 W * 1 h + 200 W * 2 h + idle) * 0.3
        self.assertAlmostEqual(happened["energy_cost"], 0.3 * happened["energy_kwh"], places=9)
        self.assertLess(expected_cost, 0.7 * happened["cost"])
        self.fail_with(INPUT, "evaluate", self.night, self.plan)  # not what it was made for

    def test_one_nightly_command_does_both(self):
        self.measure()
        self.make_night()
        config = self.folder / "night.toml"
        config.write_text('[forecast]\nhistory = "history.h5"\ninstance = "expected.h5"\n')
        self.succeed("plan", "--config", config, "--instance", self.night, "--generations", 3,
                     "-o", self.plan)
        self.succeed("evaluate", self.folder / "expected.h5", self.plan)
        done = self.succeed("plan", "--instance", self.folder / "expected.h5", "--generations", 1,
                            "--set", "forecast.scenarios=30", "-o", self.plan)
        self.assertIn("In 30 scenarios of what was forecast", done.stdout)
        done = self.succeed("plan", "--instance", self.night, "--generations", 1, "-o", self.plan)
        self.assertNotIn("scenarios", done.stdout)
        config.write_text('[forecast]\nhistory = "history.h5"\n')
        self.assertIn("forecast.instance",
                      self.fail_with(USAGE, "plan", "--config", config, "--instance",
                                     self.night, "-o", self.plan)[0])

    def remember_jobs(self, jobs=300):
        """Jobs of two users before 2023-02-19, who ask for more than they use."""
        lines = ["id,submit_s,end_s,runtime_s,requested_s,user,need_cpu"]
        evening = 1676829600
        for k in range(jobs):
            usual = 1200 if k % 2 == 0 else 5000
            runtime = usual * (0.7 + 0.6 * (k * 7919 % 1009) / 1009)
            start = evening - 30 * 86400 + k * 8000
            lines.append(f"j{k},{start - 60},{start + runtime},{runtime},9000,"
                         f"{('ann', 'bob')[k % 2]},1")
        table = self.folder / "jobs.csv"
        table.write_text("\n".join(lines) + "\n")
        more = ("--append",) if self.history.exists() else ()
        return self.succeed("import-history", "jobs", table, *more, "-o", self.history)

    def make_queue(self, servers=1):
        """The night with two tasks of Ann and Bob; all that is known is what they ask for."""
        self.make_night()
        files = [self.folder / f"{name}.csv" for name in ("servers", "series", "instance")]
        with open(files[0], "a", encoding="utf-8") as table:
            table.writelines(f"s{k},node,here,1,50\n" for k in range(1, servers))
        tasks = self.folder / "tasks.csv"
        tasks.write_text("id,runtime_s,power_w,need_cpu,deadline_s,tardiness_weight_per_h\n"
                         "a,9000,100,1,15000,3\nb,9000,100,1,15000,3\n")
        requests = self.folder / "requests.csv"
        requests.write_text("requested_s,user\n9000,ann\n9000,bob\n")
        self.succeed("import", "csv", tasks, *files, requests, "-o", self.night)

    def test_runtimes_are_predicted_planned_with_and_carried_out(self):
        self.measure()
        self.assertIn("300 jobs and 2 series written", self.remember_jobs().stdout)
        self.make_queue()
        expected = self.folder / "expected.h5"
        done = self.succeed("forecast", "--history", self.history, "--instance", self.night,
                            "-o", expected, "--json", self.folder / "said.json")
        self.assertRegex(done.stdout, r"runtime, h +300 +75")
        self.assertIn("runtimes: jobs alike", done.stdout)
        self.assertIn("powers stay: no energy was measured", done.stdout)
        said = json.loads((self.folder / "said.json").read_text())["runtimes"]
        self.assertEqual((said["filled"], said["kept"], said["jobs"]), (2, 0, 300))
        self.assertLess(said["log_error"], 0.25)
        self.assertGreater(said["request_error"], 5 * said["error"])
        plans = [json.loads(self.succeed("plan", "--instance", expected, "--generations", 3, "-o",
                                         self.plan, "--json", "-", "--set",
                                         f"forecast.threads={n}").stdout) for n in (1, 2)]
        self.assertEqual(plans[0]["scenarios"], plans[1]["scenarios"])
        self.assertEqual(plans[0]["late_tasks"], 0)
        self.assertEqual(plans[0]["scenarios"]["beyond_high"], 0)
        self.assertGreater(plans[0]["scenarios"]["cost_high"], plans[0]["scenarios"]["cost_low"])
        # What was asked for is what happens: the second task starts late.
        happened = json.loads(self.succeed("evaluate", expected, self.plan, "--happened",
                                           self.night, "--json", "-").stdout)
        self.assertTrue(happened["feasible"])
        self.assertEqual(happened["late_tasks"], 1)
        self.assertGreater(happened["cost"], plans[0]["cost"])

    def test_what_happened_has_the_sun_of_one_night(self):
        self.make_night()
        tables = [self.folder / f"{name}.csv" for name in ("tasks", "servers", "series", "instance")]
        first, *hours = tables[2].read_text().splitlines()
        tables[2].write_text("\n".join([first + ",renewable_w", *(hour + ",100" for hour in hours)]) + "\n")
        self.succeed("import", "csv", *tables, "-o", self.night)
        self.succeed("baseline", self.night, "--rule", "mct", "-o", self.plan)
        tasks = tables[0].read_text()
        happened = self.folder / "happened.h5"
        # A minute longer: within the night; then on into the next one.
        for runtime, available in ((7200, 2.4), (7260, 2.4), (86400, 2.5)):
            tables[0].write_text(tasks.replace("7200", str(runtime)))
            self.succeed("import", "csv", *tables, "-o", happened)
            found = json.loads(self.succeed("evaluate", self.night, self.plan, "--happened", happened,
                                            "--json", "-").stdout)
            self.assertAlmostEqual(found["renewable_available_kwh"], available, places=9)
            self.assertGreaterEqual(found["renewable_available_kwh"], found["renewable_kwh"])

    def test_what_happened_has_carbon_intensity_of_the_same_kind(self):
        self.make_night()
        self.succeed("baseline", self.night, "--rule", "mct", "-o", self.plan)
        tables = [self.folder / f"{name}.csv" for name in ("tasks", "servers", "series", "instance")]
        tables[3].write_text(tables[3].read_text() + "carbon_kind,marginal\n")
        happened = self.folder / "happened.h5"
        self.succeed("import", "csv", *tables, "-o", happened)
        told = self.fail_with(INPUT, "evaluate", self.night, self.plan, "--happened", happened)
        self.assertIn("happened.h5: has marginal carbon intensity", told[0])

    def test_the_page_shows_scenarios_where_runtimes_alone_were_forecast(self):
        self.remember_jobs_alone()
        self.make_queue()
        expected, page = self.folder / "expected.h5", self.folder / "page.html"
        self.succeed("forecast", "--history", self.history, "--instance", self.night, "-o", expected)
        told = self.succeed("plan", "--instance", expected, "--generations", 1, "-o", self.plan,
                            *settings("shares.count=1"))
        self.assertIn("In 200 scenarios", told.stdout)
        self.succeed("report", expected, self.plan, "-o", page)
        self.assertIn('"scenarios":{', page.read_text())
        # Plan, report and its JSON say the same.
        sentence = told.stdout[told.stdout.index("  In 200 scenarios"):].split("\n\n")[0]
        self.assertIn(sentence, self.succeed("report", expected, self.plan).stdout)
        found = json.loads(self.succeed("report", expected, self.plan, "--json", "-").stdout)
        self.assertEqual(found["scenarios"]["scenarios"], 200)
        self.succeed("plan", "--instance", self.night, "--generations", 1, "-o", self.plan)
        self.succeed("report", self.night, self.plan, "-o", page)
        self.assertIn('"scenarios":null', page.read_text())
        self.assertIn('"late":[{', page.read_text())
        self.succeed("report", self.night, self.plan, "-o", page, "--top", 0)
        self.assertIn('"late":[]', page.read_text())

    def test_a_run_by_shares_says_that_it_plays_no_scenarios(self):
        self.remember_jobs_alone()
        self.make_queue(servers=2)
        expected = self.folder / "expected.h5"
        self.succeed("forecast", "--history", self.history, "--instance", self.night, "-o", expected)
        by_shares = ("plan", "--generations", 1, "-o", self.plan, *settings("shares.count=2"))
        said = "no scenarios: this run never holds the whole night"
        self.assertIn(said, self.succeed(*by_shares, "--instance", expected).stderr)
        self.assertNotIn(said, self.succeed(*by_shares, "--instance", self.night).stderr)

    def test_a_share_of_runtimes_can_be_planned_with(self):
        self.remember_jobs_alone()
        self.make_queue()
        runtimes = []
        for quantile in (0.2, 0.5, 0.9):
            done = self.succeed("forecast", "--history", self.history, "--instance", self.night,
                                "-o", self.folder / "x.h5", "--set",
                                f"forecast.runtime_quantile={quantile}")
            self.assertIn("left as they were: all series", done.stdout)
            plan = json.loads(self.succeed("plan", "--instance", self.folder / "x.h5",
                                           "--generations", 1, "-o", self.plan, "--json",
                                           "-").stdout)
            runtimes.append(plan["dynamic_kwh"])
        self.assertLess(runtimes[0], runtimes[1])
        self.assertLess(runtimes[1], runtimes[2])

    def test_names_that_match_no_site_are_told(self):
        self.measure()
        self.measure(name="Here", more=("--append",))
        self.make_night()
        night = ("forecast", "--history", self.history, "--instance", self.night, "-o",
                 self.folder / "expected.h5")
        done = self.succeed(*night)
        self.assertIn("series of the history are of no site of the instance: 'Here'", done.stderr)
        self.assertNotIn("no series of the history", done.stderr)
        # A second site, which nothing was measured at.
        tables = [self.folder / f"{name}.csv" for name in ("tasks", "servers", "series", "instance")]
        with open(tables[2], "a", encoding="utf-8") as table:
            table.writelines(f"far,{3600 * h},0.3,15\n" for h in range(24))
        self.succeed("import", "csv", *tables, "-o", self.night)
        self.assertIn("no series of the history is of these sites: 'far'; what they have stays",
                      self.succeed(*night).stderr)

    def test_a_history_of_other_sites_is_refused_though_it_holds_jobs(self):
        self.measure(name="there")
        self.remember_jobs()
        self.make_queue()
        self.assertIn("the history has no series of the instance's sites",
                      self.fail_with(INPUT, "forecast", "--history", self.history, "--instance",
                                     self.night, "-o", self.folder / "expected.h5")[0])

    def remember_jobs_alone(self):
        table = self.folder / "none.csv"
        table.write_text("time,x\n2023-01-01 00:00,1\n2023-01-01 01:00,2\n")
        self.succeed("import-history", "csv", table, "-o", self.history)
        self.remember_jobs()

    def test_too_few_jobs_are_told_and_leave_the_tasks_alone(self):
        self.measure()
        self.remember_jobs(20)
        self.make_queue()
        done = self.succeed("forecast", "--history", self.history, "--instance", self.night, "-o",
                            self.folder / "x.h5")
        self.assertIn("runtimes of tasks stay as they are: 20 jobs are too few", done.stderr)
        self.fail_with(USAGE, "forecast", "--history", self.history, "--instance", self.night,
                       "-o", self.folder / "x.h5", "--set", "forecast.runtimes=oracle")

    def test_wrong_use_of_forecast_is_told(self):
        self.measure()
        self.make_night(epoch="2024-02-19T18:00:00Z")
        out = self.folder / "x.h5"
        self.fail_with(USAGE, "forecast", "--instance", self.night, "-o", out)
        self.assertIn("before the night", self.fail_with(
            INPUT, "forecast", "--history", self.history, "--instance", self.night, "-o",
            out)[0])
        self.assertFalse(out.exists())
        self.fail_with(USAGE, "forecast", "--history", self.history, "--instance", self.night,
                       "-o", self.history)


main()

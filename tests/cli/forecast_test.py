"""Forecasts, through the executable."""

import json

from measured import MeasuredTest
from program import INPUT, USAGE, main, settings


class Forecast(MeasuredTest):
    def make_night(self, epoch="2023-02-19T18:00:00Z", price=0.3, hours=24):
        """A night of two tasks at the site `here`, in slots of an hour."""
        files = {
            "tasks.csv": "id,runtime_s,power_w,need_cpu\na,3600,100,1\n"
                         f"b,{3600 * min(2, hours)},200,1\n",
            "servers.csv": "id,class,site,capacity_cpu,idle_w\ns,node,here,1,50\n",
            "series.csv": "site,start_s,price_per_kwh,temperature_c\n" +
                          "".join(f"here,{3600 * h},{price},15\n" for h in range(hours)),
            "instance.csv": f"key,value\nepoch,{epoch}\nhorizon_s,{3600 * hours}\nslot_s,3600\n"
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

    def test_a_history_is_not_ignored_by_commands_that_do_not_forecast(self):
        self.measure()
        self.make_night()
        history = settings("forecast.history=history.h5")
        expected = self.folder / "expected.h5"
        commands = (("pareto", "-o", self.folder / "front.h5", "--points", 1), ("ablate",))
        for command, *more in commands:
            self.assertEqual(self.fail_with(USAGE, command, self.night, *more, "--generations", 1, *history), [
                f"{command}: forecasts nothing, and forecast.history is set: take the night that nightwatt forecast "
                "writes; where it left series and runtimes as they were, set forecast.history = \"\""])
        self.succeed("forecast", "--history", self.history, "--instance", self.night, "-o", expected)
        for command, *more in commands:
            self.succeed(command, expected, *more, "--generations", 1, "--set", "bound.steps=2", *history)

    def test_a_night_that_forecast_left_alone_is_taken_without_a_history(self):
        self.remember_jobs_alone(asks_for=0)  # what is asked for is exact
        self.make_queue()
        expected = self.folder / "expected.h5"
        self.assertIn("what users asked for was the better guess", self.succeed(
            "forecast", "--history", self.history, "--instance", self.night, "-o", expected).stderr)
        ablate = ("ablate", expected, "--generations", 1,
                  *settings("bound.steps=2", "forecast.history=history.h5"))
        self.assertIn("where it left series and runtimes as they were, set forecast.history = \"\"",
                      self.fail_with(USAGE, *ablate)[0])
        self.succeed(*ablate, *settings('forecast.history=""'))

    def make_queue(self, servers=1, runtime=9000, hours=24):
        """The night with two tasks of Ann and Bob; all that is known is what they ask for."""
        self.make_night(hours=hours)
        files = [self.folder / f"{name}.csv" for name in ("servers", "series", "instance")]
        with open(files[0], "a", encoding="utf-8") as table:
            table.writelines(f"s{k},node,here,1,50\n" for k in range(1, servers))
        tasks = self.folder / "tasks.csv"
        tasks.write_text("id,runtime_s,power_w,need_cpu,deadline_s,tardiness_weight_per_h\n"
                         f"a,{runtime},100,1,15000,3\nb,{runtime},100,1,15000,3\n")
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

    def test_a_prediction_that_is_longer_than_the_night_does_not_cost_the_night(self):
        self.remember_jobs_alone()
        self.make_queue(hours=1, runtime=3000)
        expected = self.folder / "expected.h5"
        done = self.succeed("forecast", "--history", self.history, "--instance", self.night, "-o", expected)
        self.assertIn("runtimes: no server has time for what is predicted of these tasks; they are planned "
                      "with the longest that fits: 'b'", done.stderr)
        self.succeed("validate", expected)

    def test_of_many_shortened_tasks_five_are_named(self):
        self.remember_jobs_alone()
        self.make_queue(hours=1, runtime=3000)
        files = [self.folder / f"{name}.csv" for name in ("tasks", "requests", "servers", "series", "instance")]
        files[0].write_text("id,runtime_s,power_w,need_cpu\n" + "".join(f"b{k},3000,100,1\n" for k in range(7)))
        files[1].write_text("requested_s,user\n" + "9000,bob\n" * 7)
        self.succeed("import", "csv", *files, "-o", self.night)
        done = self.succeed("forecast", "--history", self.history, "--instance", self.night, "-o",
                            self.folder / "expected.h5")
        self.assertIn("the longest that fits: 'b0', 'b1', 'b2', 'b3', 'b4' and 2 more\n", done.stderr)

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

    def test_a_dead_series_does_not_cost_the_tasks_their_forecast(self):
        self.measure(hours=600)  # until three weeks before the night
        dead = "here/price_per_kwh: nothing was measured in the 7 days before the night; a forecast needs it"
        night = ("forecast", "--history", self.history, "--instance", self.night, "-o", self.folder / "expected.h5")
        self.make_queue()
        self.assertEqual(self.fail_with(INPUT, *night)[0], dead)
        self.remember_jobs()
        done = self.succeed(*night, "--json", "-")
        self.assertIn(dead + "; what the night has stays", done.stderr)
        said = json.loads(done.stdout)
        self.assertEqual((said["series"], said["given_up"][0], said["runtimes"]["filled"]), ([], dead, 2))
        self.assertIn(dead + "; what the night had stays",
                      self.succeed("validate", self.folder / "expected.h5").stdout)
        # Where jobs are not to be learnt from, or too few, nothing is left.
        self.assertEqual(self.fail_with(INPUT, *night, *settings("forecast.runtimes=keep"))[0], dead)

    def test_chosen_series_must_be_in_the_history(self):
        self.remember_jobs_alone()
        self.make_queue()
        self.assertEqual(self.fail_with(INPUT, "forecast", "--history", self.history, "--instance", self.night, "-o",
                                        self.folder / "x.h5", *settings('forecast.series=["nonsense"]')),
                         ["forecast.series: the history has no 'nonsense' of the instance's sites"])

    def remember_jobs_alone(self, **jobs):
        table = self.folder / "none.csv"
        table.write_text("time,x\n2023-01-01 00:00,1\n2023-01-01 01:00,2\n")
        self.succeed("import-history", "csv", table, "-o", self.history)
        self.remember_jobs(**jobs)

    def test_too_few_jobs_are_told_and_leave_the_tasks_alone(self):
        self.measure()
        self.remember_jobs(20)
        self.make_queue()
        done = self.succeed("forecast", "--history", self.history, "--instance", self.night, "-o",
                            self.folder / "x.h5")
        self.assertIn("runtimes of tasks stay as they are: 20 jobs are too few", done.stderr)
        self.fail_with(USAGE, "forecast", "--history", self.history, "--instance", self.night,
                       "-o", self.folder / "x.h5", "--set", "forecast.runtimes=oracle")

    def test_a_night_without_an_epoch_is_no_night_of_1970(self):
        self.measure()
        self.make_night()
        tables = [self.folder / f"{name}.csv" for name in ("tasks", "servers", "series", "instance")]
        tables[3].write_text("key,value\nhorizon_s,86400\nslot_s,3600\ncurrency,EUR\n")
        self.succeed("import", "csv", *tables, "-o", self.night)
        told = self.fail_with(INPUT, "forecast", "--history", self.history, "--instance", self.night,
                              "-o", self.folder / "x.h5")
        self.assertEqual(told, ["the instance says no epoch, the moment at which it begins: nobody knows which "
                                "night to forecast"])

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

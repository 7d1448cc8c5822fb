"""Histories and backtests, through the executable."""

import datetime
import json
import re
import textwrap

import h5py
from measured import MeasuredTest
from program import INPUT, OUTPUT, SOURCE, USAGE, main


class History(MeasuredTest):
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

    def test_a_single_new_row_has_the_step_of_the_series_that_it_is_added_to(self):
        table = self.folder / "days.csv"
        read = ("import-history", "csv", table, "--append", "-o", self.history)
        table.write_text("time,t\n2026-01-03 00:00,3\n")
        self.assertIn("two rows at least are needed to tell the step; else --step-s tells it",
                      self.fail_with(INPUT, *[word for word in read if word != "--append"])[0])
        table.write_text("time,t\n2026-01-01 00:00,1\n2026-01-02 00:00,2\n")
        self.succeed(*[word for word in read if word != "--append"])
        table.write_text("time,t\n2026-01-03 00:00,3\n")
        self.assertIn("3 steps from 2026-01-01T00:00:00Z", self.succeed(*read).stdout)
        with h5py.File(self.history) as file:
            self.assertEqual(list(file["history/value"]), [1, 2, 3])
        table.write_text("time,t\n2026-01-04 01:00,3\n")
        self.assertIn("lie beside them", self.fail_with(INPUT, *read)[0])

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

    def test_the_examples_of_the_page_are_read(self):
        page = (SOURCE / "io" / "import" / "history" / "README.md").read_text(encoding="utf-8")
        table = self.folder / "DE-LU.csv"
        for format_, first in (("csv", "time"), ("jobs", "id")):
            rows = re.search(rf"(?m)^    {first},.*\n(?:    .*\n)+", page)[0]
            table.write_text(textwrap.dedent(rows))
            self.succeed("import-history", format_, table, "--append" if self.history.exists() else "-q",
                         "-o", self.history)
        with h5py.File(self.history) as file:
            found = list(zip(file["series/id"][:], file["series/unit"][:]))
            self.assertEqual(found, [(b"DE-LU/price_per_kwh", b"EUR/kWh"), (b"CAL/temperature_c", b"degC"),
                                     (b"CAL/renewable_w", b"W")])
            self.assertEqual(list(file["jobs/id"]), [b"4711", b"4712"])
            self.assertEqual(list(file["jobs/runtime_s"]), [5400, 3600])
        self.assertIn("SITE/QUANTITY [UNIT]", re.sub(r"\s+", " ", self.succeed("import-history", "--help").stdout))

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
        self.assertEqual(self.fail_with(USAGE, "backtest", self.history, "--set", 'forecast.series=["price_per_kwh"]'),
                         ["backtest takes --series, and forecast.series is set: set it to []"])
        self.fail_with(OUTPUT, "backtest", self.history, "-o", self.folder / "none" / "b.h5")
        self.fail_with(INPUT, "backtest", self.folder / "none.h5")


main()

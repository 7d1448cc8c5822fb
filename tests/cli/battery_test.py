"""Batteries, from the instance to the report."""

import json

import h5py
from program import INPUT, USAGE, ProgramTest, main, settings

BATTERY = ("site,capacity_wh,charge_w,discharge_w,charge_efficiency,discharge_efficiency,"
           "start_wh,end_wh\n")


class Batteries(ProgramTest):
    def plan_night(self, *more):
        path = self.folder / "plan.json"
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--seed", 3, "--json", path,
                     "--generations", 15, *settings("genetic.islands=2", "bound.steps=150"), *more)
        return json.loads(path.read_text())

    def test_a_battery_saves_money_and_every_limit_is_kept(self):
        self.generate()
        without = self.plan_night()
        self.assertEqual(without["battery_charge_kwh"], 0)
        self.generate(more=("--battery-hours", 4))
        found = self.plan_night()
        self.assertLess(found["cost"], 0.97 * without["cost"])
        self.assertLessEqual(found["lower_bound"], found["cost"])
        self.assertGreater(found["battery_charge_kwh"], 1)
        # It ends as full as it began: what is missing was lost.
        missing = found["battery_charge_kwh"] - found["battery_discharge_kwh"]
        self.assertAlmostEqual(found["battery_loss_kwh"], missing, delta=0.01)
        self.assertIn("Every constraint is kept",
                      self.succeed("evaluate", self.night, self.plan).stdout)
        self.assertIn("Batteries took", self.succeed("report", self.night, self.plan).stdout)

    def test_a_battery_may_have_to_be_full_at_the_end(self):
        self.generate(more=("--battery-hours", 4))
        with h5py.File(self.night, "r+") as night:
            batteries = night["batteries"]
            batteries["end_wh"][...] = batteries["capacity_wh"][...]
            missing = (batteries["end_wh"][...] - batteries["start_wh"][...]).sum() / 1000
        self.assertGreater(missing, 1)
        found = self.plan_night()
        stored = found["battery_charge_kwh"] - found["battery_discharge_kwh"] - found["battery_loss_kwh"]
        self.assertAlmostEqual(stored, missing, delta=0.01)
        self.succeed("baseline", self.night, "--rule", "mct", "-o", self.plan)

    def test_threads_and_replays_change_nothing(self):
        self.generate(more=("--battery-hours", 4))
        found = self.plan_night("--threads", 1)
        self.assertEqual(self.plan_night("--threads", 3)["plan_hash"], found["plan_hash"])
        done = self.succeed("plan", "--instance", self.night, "--replay", self.plan, "-o",
                            self.folder / "again.h5")
        self.assertIn("the replay equals", done.stderr)

    def test_rules_and_schedules_have_batteries_too(self):
        self.generate(more=("--battery-hours", 4))
        self.succeed("baseline", self.night, "--rule", "mct", "-o", self.plan)
        self.assertIn("Batteries took", self.succeed("report", self.night, self.plan).stdout)

    def import_tables(self, rows):
        tables = {"tasks": "id,runtime_s,power_w,need_cpu\na,3600,500,1\n",
                  "servers": "id,site,capacity_cpu\nn,here,1\n",
                  "series": "site,start_s,price_per_kwh\nhere,0,0.1\nhere,3600,0.4\n",
                  "batteries": BATTERY + rows}
        paths = []
        for name, text in tables.items():
            paths.append(self.folder / f"{name}.csv")
            paths[-1].write_text(text)
        return ("import", "csv", *paths, "-o", self.night)

    def test_tables_may_name_batteries(self):
        self.succeed(*self.import_tables("here,1000,500,500,0.95,0.95,100,100\n"))
        self.assertIn("1 batter", self.succeed("validate", self.night).stdout)

    def test_what_a_battery_cannot_do_is_refused(self):
        for rows, words in (("here,1000,500,500,1.2,0.95,0,0\n", "charge_efficiency"),
                            ("here,1000,500,500,0,0.95,0,0\n", "must be from 0.01 to 1"),
                            ("here,1000,500,500,1,1,1100,0\n", "more than the capacity"),
                            ("here,1000,100,500,1,1,0,900\n", "cannot reach 900 Wh by the end"),
                            ("here,1000,500,500,1,1,0,0\n" * 2, "in an earlier row already"),
                            ("there,1000,500,500,1,1,0,0\n", "there")):
            with self.subTest(words):
                lines = self.fail_with(INPUT, *self.import_tables(rows))
                self.assertIn(words, "\n".join(lines))
        self.fail_with(USAGE, "generate", "night", "--tasks", 5, "--servers", 1, "--seed", 1, "-o",
                       self.night, "--battery-hours", -1)


main()

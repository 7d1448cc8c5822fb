"""Explanations of single tasks."""

import json

from program import INPUT, OUTPUT, USAGE, ProgramTest, main

BATTERY = ("site,capacity_wh,charge_w,discharge_w,charge_efficiency,discharge_efficiency,"
           "start_wh,end_wh\n")


class Explain(ProgramTest):
    def setUp(self):
        super().setUp()
        self.generate(tasks=120)
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--generations", 3)

    def explain(self, task, *more):
        return self.succeed("explain", self.night, self.plan, "--task", task, *more).stdout

    def task_id(self):
        import h5py
        with h5py.File(self.plan) as plan:
            return plan["tasks/id"][7].decode()

    def test_says_the_same_as_text_and_json(self):
        task = self.task_id()
        text = self.explain(task)
        found = json.loads(self.explain(task, "--json", "-"))
        self.assertIn(f"Task {task} runs on server {found['server']}", text)
        self.assertIn("another server", text)
        servers = [row for row in found["elsewhere"] if row["what"] == "another server"]
        self.assertEqual([row["cost_change"] for row in servers],
                         sorted(row["cost_change"] for row in servers))
        for row in servers:
            self.assertNotEqual(row["server"], found["server"])

    def test_top_limits_the_servers(self):
        found = json.loads(self.explain(self.task_id(), "--json", "-", "--top", 1))
        servers = [row for row in found["elsewhere"] if row["what"] == "another server"]
        self.assertEqual(len(servers), 1)
        self.assertGreater(found["end_s"], found["start_s"])
        self.assertGreater(found["energy_kwh"], 0)

    def make_night(self, tasks, series, capacity=1, **more):
        """Tasks of 1 kW on one server."""
        tables = {"tasks": tasks, "series": series,
                  "servers": f"id,site,capacity_cpu\nn,here,{capacity}\n", **more}
        for name, text in tables.items():
            (self.folder / f"{name}.csv").write_text(text)
        self.succeed("import", "csv", *(self.folder / f"{name}.csv" for name in tables), "-o", self.night)

    def make_rules_plan(self):
        self.succeed("baseline", self.night, "--rule", "mct", "-o", self.plan)

    def test_a_late_task_could_be_on_time(self):
        self.make_night("id,runtime_s,power_w,need_cpu,deadline_s,tardiness_weight_per_h\n"
                        "a,3600,1000,1,,0\nb,3600,1000,1,3600,2\nc,3600,1000,1,10800,2\n",
                        "site,start_s,price_per_kwh\nhere,0,1\nhere,3600,1\nhere,7200,1\n")
        self.make_rules_plan()
        found = {task: json.loads(self.explain(task, "--json", "-")) for task in "abc"}
        self.assertEqual([found[task]["start_s"] for task in "abc"], [0, 3600, 7200])
        self.assertEqual(found["b"]["on_time"]["end_s"], 3600)
        self.assertAlmostEqual(found["b"]["on_time"]["cost_change"], -2, places=6)
        self.assertIsNone(found["c"]["on_time"])

    def test_a_task_that_leaves_its_published_place_pays_for_it(self):
        self.make_night("id,runtime_s,power_w,need_cpu\na,3600,1000,1\n",
                        "site,start_s,price_per_kwh\nhere,0,0\nhere,3600,1\n")
        self.make_rules_plan()
        published = self.plan.rename(self.folder / "published.h5")
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--warm-start", published,
                     "--change-penalty", 100, "--generations", 1, "--set", "replan.tolerance_s=0")
        row, = json.loads(self.explain("a", "--json", "-"))["elsewhere"]
        self.assertEqual(row["start_s"], 3600)
        self.assertAlmostEqual(row["cost_change"], 101, places=6)

    def test_alternatives_keep_a_cap_beside_the_batteries_of_the_plan(self):
        """In the first hour a battery takes all that a cap leaves, for task b in the dear second one."""
        self.make_night("id,runtime_s,power_w,need_cpu,pin_start_s\na,3600,1000,1,\nb,3600,1000,1,3600\n",
                        "site,start_s,price_per_kwh,hard_cap_w\nhere,0,0,1000\nhere,3600,1,\nhere,7200,0.5,\n",
                        capacity=2, batteries=BATTERY + "here,2000,1000,1000,1,1,0,0\n")
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--generations", 20)
        found = json.loads(self.explain("a", "--json", "-"))
        self.assertEqual(found["start_s"], 7200)
        row, = found["elsewhere"]
        self.assertEqual(row["start_s"], 3600)
        self.assertAlmostEqual(row["cost_change"], 0.5, places=4)

    def test_batteries_adapt_to_what_is_shown(self):
        """An hour later energy costs 1 a kWh, but for what a battery holds of the hour before."""
        self.make_night("id,runtime_s,power_w,need_cpu\na,3600,1000,1\n",
                        "site,start_s,price_per_kwh\nhere,0,0\nhere,3600,1\n",
                        batteries=BATTERY + "here,400,1000,1000,1,1,0,0\n")
        self.make_rules_plan()
        found = json.loads(self.explain("a", "--json", "-"))
        self.assertEqual(found["start_s"], 0)
        row, = found["elsewhere"]
        self.assertEqual(row["start_s"], 3600)
        self.assertAlmostEqual(row["cost_change"], 0.6, places=6)

    def test_wrong_use_is_told(self):
        problem = self.fail_with(USAGE, "explain", self.night, self.plan, "--task", "tsk-1")[0]
        self.assertIn("no task 'tsk-1'", problem)
        self.fail_with(USAGE, "explain", self.night, self.plan)
        self.fail_with(INPUT, "explain", self.night, self.night, "--task", "x")
        self.fail_with(OUTPUT, "explain", self.night, self.plan, "--task", self.task_id(),
                       "--json", self.folder / "no" / "x.json")


main()

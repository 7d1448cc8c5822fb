"""Explanations of single tasks."""

import json

from program import INPUT, OUTPUT, USAGE, ProgramTest, main


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

    def test_batteries_adapt_to_what_is_shown(self):
        """An hour later energy costs 1 a kWh, but for what a battery holds of the hour before."""
        tables = {"tasks": "id,runtime_s,power_w,need_cpu\na,3600,1000,1\n",
                  "servers": "id,site,capacity_cpu\nn,here,1\n",
                  "series": "site,start_s,price_per_kwh\nhere,0,0\nhere,3600,1\n",
                  "batteries": "site,capacity_wh,charge_w,discharge_w,charge_efficiency,discharge_efficiency,"
                               "start_wh,end_wh\nhere,400,1000,1000,1,1,0,0\n"}
        for name, text in tables.items():
            (self.folder / f"{name}.csv").write_text(text)
        self.succeed("import", "csv", *(self.folder / f"{name}.csv" for name in tables), "-o", self.night)
        self.succeed("baseline", self.night, "--rule", "mct", "-o", self.plan)
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

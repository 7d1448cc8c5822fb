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

    def test_wrong_use_is_told(self):
        problem = self.fail_with(USAGE, "explain", self.night, self.plan, "--task", "tsk-1")[0]
        self.assertIn("no task 'tsk-1'", problem)
        self.fail_with(USAGE, "explain", self.night, self.plan)
        self.fail_with(INPUT, "explain", self.night, self.night, "--task", "x")
        self.fail_with(OUTPUT, "explain", self.night, self.plan, "--task", self.task_id(),
                       "--json", self.folder / "no" / "x.json")


main()

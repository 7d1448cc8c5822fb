"""What each lever is worth."""

import json

import h5py
from program import INFEASIBLE, INPUT, USAGE, ProgramTest, main

QUICK = ("--generations", 2, "--seed", 1, "--set", "bound.steps=10", "--set", "prices.rounds=1")


class Ablate(ProgramTest):
    def setUp(self):
        super().setUp()
        self.generate(tasks=40, servers=10, more=("--battery-hours", 2))
        self.json = self.folder / "levers.json"

    def weigh(self, *more):
        self.text = self.succeed("ablate", self.night, "--json", self.json, *QUICK, *more).stdout
        return json.loads(self.json.read_text())

    def test_more_levers_never_cost_more_on_any_number_of_threads(self):
        found = self.weigh()
        self.assertEqual([lever["name"] for lever in found["levers"]],
                         ["sites", "placement", "consolidation", "frequency", "time", "sleep", "renewable",
                          "battery"])
        mct, everything = found["dispatcher"]["cost"], found["all"]["cost"]
        for lever in found["levers"]:
            with self.subTest(lever["name"]):
                self.assertLessEqual(lever["alone"]["cost"], lever["before"]["cost"])
                self.assertEqual(lever["alone" if lever["asset"] else "before"]["cost"], mct)
                self.assertLessEqual(everything, lever["left_out"]["cost"])
                self.assertLessEqual(lever["left_out"]["lower_bound"], lever["left_out"]["cost"])
        self.assertLess(everything, mct)
        self.assertEqual(found, self.weigh("--threads", 1))
        self.succeed("baseline", self.night, "--rule", "mct", "-o", self.plan)
        baseline = json.loads(self.succeed("report", self.night, self.plan, "--json", "-").stdout)
        for lever in found["levers"]:
            self.assertIn(f"\n  {lever['name']} ", self.text)
        self.assertTrue(all(len(line) <= 100 for line in self.text.splitlines()), self.text)
        for key in ("cost", "energy_kwh", "carbon_kg", "late_tasks"):
            self.assertAlmostEqual(found["dispatcher"][key], baseline[key], places=6)

    def test_a_battery_may_be_what_keeps_a_cap(self):
        self.succeed("baseline", self.night, "--rule", "mct", "-o", self.plan)
        with h5py.File(self.night, "r+") as night, h5py.File(self.plan) as plan:
            slots = plan["site_slots"]
            peak_w = max(slots["power_w"][:])
            night["series/hard_cap_w"][...] = 0.95 * peak_w
        self.succeed("baseline", self.night, "--rule", "mct", "-o", self.plan)
        found = self.weigh()
        battery = found["levers"][-1]
        self.assertIn("above a cap", battery["before"]["note"])
        self.assertIn("battery: without it mct's plan is above a cap", self.text)

    def test_another_rule_stands_in_where_mct_breaks_a_cap(self):
        self.generate(tasks=40, servers=10)
        peaks = []
        for rule in ("mct", "least-energy"):
            self.succeed("baseline", self.night, "--rule", rule, "-o", self.plan)
            with h5py.File(self.plan) as plan:
                peaks.append(max(plan["site_slots/power_w"][:]))
        self.assertLess(peaks[1], 0.95 * peaks[0])
        with h5py.File(self.night, "r+") as night:
            night["series/hard_cap_w"][...] = 0.99 * peaks[0]
        found = self.weigh()
        self.assertNotEqual(found["rule"], "mct")
        self.assertIn(f"Saved: against {found['rule']}, the cheapest rule that keeps every limit", self.text)
        self.succeed("baseline", self.night, "--rule", found["rule"], "-o", self.plan)
        baseline = json.loads(self.succeed("report", self.night, self.plan, "--json", "-").stdout)
        self.assertAlmostEqual(found["dispatcher"]["cost"], baseline["cost"], places=5)
        self.assertLessEqual(found["all"]["cost"], baseline["cost"])

    def test_the_page_takes_only_levers_that_ablate_wrote(self):
        self.generate(tasks=10, servers=2)
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--algorithm", "rules")
        foreign = self.folder / "foreign.json"
        begun = b'{"format":"nightwatt ablation"'
        named = begun + b',"instance_hash":"x","currency":"EUR","seed":1,"generations":2'
        for content, key in ((b"[1]", ""), (b"\x89HDF\r\n", ""), (b"{}", ""), (b'{"format":3}', ""),
                             (begun + b"}", "instance_hash"), (begun + b',"instance_hash":1}', "instance_hash"),
                             (named + b"}", "rule"), (named + b',"rule":"mct","dispatcher":7}', "lower_bound")):
            foreign.write_bytes(content)
            errors = self.fail_with(INPUT, "report", self.night, self.plan, "--ablation", foreign,
                                    "-o", self.folder / "page.html")
            self.assertTrue(errors[0].endswith(
                "is not what nightwatt ablate --json writes"
                + (f": key '{key}' is missing or of another type" if key else "")), errors)

    def test_wrong_use_is_told(self):
        self.fail_with(USAGE, "ablate", self.night, "--generations", "x")
        self.fail_with(INPUT, "ablate", self.folder / "none.h5")
        import h5py
        with h5py.File(self.night, "r+") as night:
            night["series/hard_cap_w"][:] = 1.0
        self.fail_with(INFEASIBLE, "ablate", self.night, *QUICK)


main()

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
        mct, everything = found["mct"]["cost"], found["all"]["cost"]
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
            self.assertAlmostEqual(found["mct"][key], baseline[key], places=6)

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

    def test_the_page_takes_only_levers_that_ablate_wrote(self):
        self.generate(tasks=10, servers=2)
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--algorithm", "rules")
        foreign = self.folder / "foreign.json"
        for content in (b"[1]", b"\x89HDF\r\n", b"{}"):
            foreign.write_bytes(content)
            errors = self.fail_with(INPUT, "report", self.night, self.plan, "--ablation", foreign,
                                    "-o", self.folder / "page.html")
            self.assertIn("is not what nightwatt ablate --json writes", errors[0])

    def test_wrong_use_is_told(self):
        self.fail_with(USAGE, "ablate", self.night, "--generations", "x")
        self.fail_with(INPUT, "ablate", self.folder / "none.h5")
        import h5py
        with h5py.File(self.night, "r+") as night:
            night["series/hard_cap_w"][:] = 1.0
        self.fail_with(INFEASIBLE, "ablate", self.night, *QUICK)


main()

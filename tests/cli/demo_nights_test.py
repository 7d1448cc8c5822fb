"""The demo nights of configs/demo: they can be made, and are what their paragraphs say."""

import sys

from program import NIGHTWATT, SOURCE, ProgramTest, main

sys.path.insert(0, str(SOURCE / "scripts"))
import demo_nights  # noqa: E402


class DemoNights(ProgramTest):
    def make(self, name):
        demo_nights.generate(NIGHTWATT, demo_nights.recipe_of(name)["generate"], self.night)
        self.succeed("validate", self.night)
        return demo_nights.mct_of(NIGHTWATT, self.folder, self.night)

    def test_mct_keeps_every_limit_of_every_night(self):
        self.assertEqual(sorted(f"{name}.toml" for name in demo_nights.NIGHTS),
                         sorted(path.name for path in (SOURCE / "configs" / "demo").glob("*.toml")))
        for name in demo_nights.NIGHTS:
            with self.subTest(name):
                totals = self.make(name)
                self.assertTrue(totals["feasible"])
                if name == "modular_centre":
                    self.assertAlmostEqual(totals["energy_kwh"], 5000, delta=500)

    def test_where_only_energy_counts_a_kwh_costs_the_same_everywhere(self):
        self.make("edge")
        flat = self.folder / "flat.h5"
        demo_nights.at_one_price(self.night, flat)
        totals = demo_nights.mct_of(NIGHTWATT, self.folder, flat)
        grid_kwh = totals["energy_kwh"] - totals["renewable_kwh"]
        self.assertAlmostEqual(totals["energy_cost"], 0.1 * grid_kwh, places=3)


main()

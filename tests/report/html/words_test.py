"""What the page's scripts say of given figures, in headless Chromium."""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "cli"))
from program import SOURCE  # noqa: E402

from browser import Browser  # noqa: E402
from night_page import main_in_browser  # noqa: E402


class Words(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()

    def words(self, expression, totals=None, rows=(), allowed=0, scripts=("text.js", "totals.js"), more=None, stubs=""):
        """What the page's scripts say of these totals; each row of `rows` is a baseline."""
        plan = {"rule": "this plan", "note": "", "feasible": True, "cost": 1, "energy_kwh": 2, "carbon_kg": 3,
                "late_tasks": 0, "renewable_share": 0, "renewable_kwh": 0, "renewable_available_kwh": 0}
        night = {"epoch": "2023-06-20T22:00:00Z", "horizon_s": 3600, "currency": "EUR", "violations": [],
                 "run": {"allowed_difference": allowed}, **(more or {}),
                 "totals": {"rows": [plan | (totals or {}).get("plan", {}), *(plan | row for row in rows)],
                            "lower_bound": None, "gap": None, "scenarios": None, "benchmark": None}
                           | (totals or {}).get("all", {})}
        folder = SOURCE / "io" / "report" / "html" / "scripts"
        code = "".join((folder / name).read_text(encoding="utf-8") for name in scripts)
        return self.browser.value(
            f"(() => {{ const night = {json.dumps(night)};"
            "const element = (tag, _, ...parts) => parts.join(' ');"
            "const table = (caption, heads, rows) => [caption, heads, ...rows];"
            "const column = (table, name) => table[name];"
            "const largestOf = (values) => Math.max(0, ...values);"
            "const sumOf = (values) => values.reduce((sum, value) => sum + value, 0);"
            "const anyAbove = (values, least) => values.some((value) => value > least);"
            "const slotEdges = [0, 3600];"
            "let planned, rowServers, figure, section;"
            f"{stubs}{code}; return {expression}; }})()")

    def test_lasting_times_never_have_sixty_seconds(self):
        self.assertEqual(self.words("[59, 3599.4, 3599.7, 90, 7260].map(lasting)"),
                         ["59 s", "59 min 59 s", "1 h 0 min", "1 min 30 s", "2 h 1 min"])

    def test_a_bound_without_a_share_is_shown_as_money(self):
        said = "gapCard()"
        self.assertEqual(self.words(said), "Proven gap none no bound was computed")
        self.assertEqual(self.words(said, {"all": {"lower_bound": 0.75, "gap": 0.25}}),
                         "Proven gap 25 % no plan costs less than 0.75 EUR")
        self.assertEqual(self.words(said, {"plan": {"cost": 0}, "all": {"lower_bound": -0.5}}),
                         "Proven gap 0.5 EUR no plan costs less than -0.5 EUR")
        self.assertEqual(self.words(said, {"all": {"lower_bound": -0.5, "gap": 1.5}}),
                         "Proven gap 1.5 EUR no plan costs less than -0.5 EUR")

    def test_a_bound_is_never_rounded_up_nor_a_gap_down(self):
        said = "gapCard()"
        self.assertEqual(self.words(said, {"plan": {"cost": 8}, "all": {"lower_bound": 7.99996, "gap": 5e-6}}, (), 1e-9),
                         "Proven gap 0.0005 % no plan costs less than 7.999 EUR")
        self.assertEqual(self.words(said, {"plan": {"cost": 3}, "all": {"lower_bound": 2.1, "gap": 0.30004}}),
                         "Proven gap 30.1 % no plan costs less than 2.1 EUR")
        close = {"plan": {"cost": 3}, "all": {"lower_bound": 3 - 1e-9, "gap": 3e-10}}
        self.assertEqual(self.words(said, close, allowed=1e-8),
                         "Proven gap 0 % no plan costs less than 2.999 EUR")
        self.assertEqual(self.words(said, {"plan": {"cost": 3}, "all": {"lower_bound": 4, "gap": -0.25}}),
                         "Proven gap none no plan that keeps the limits costs less than 4 EUR")
        said = "[moneyFrom(-0.12344), moneyUpTo(0.12341), moneyFrom(1234567.9), percentUpTo(0.25)]"
        self.assertEqual(self.words(said),
                         ["-0.1235 EUR", "0.1235 EUR", "1,234,567 EUR", "25 %"])

    def test_moments_of_another_day_stand_with_their_day(self):
        moments = "[0, 7200, 86399, 86400, 90000, -60].map((one) => clock(one))"
        self.assertEqual(self.words(moments), ["22:00", "00:00", "21:59", "06-21 22:00", "06-21 23:00", "06-20 21:59"])
        self.assertEqual(self.words(moments, more={"horizon_s": 86400})[:2], ["22:00", "00:00"])
        self.assertEqual(self.words(moments, more={"horizon_s": 90000})[:2], ["06-20 22:00", "06-21 00:00"])

    def test_what_ends_after_the_night_shows_no_energy(self):
        row = {"energy_cost": 0.5, "tardiness_cost": 0.5, "tardiness_h": 1, "pue": 1.2, "beyond": False}
        shown = self.words("[comparisonTable(), comparable()]", {"plan": row},
                           [row | {"rule": "olb", "feasible": False, "cost": 1.5, "beyond": True},
                            row | {"rule": "edf", "cost": 9}])
        caption, _, plan, olb, _ = shown[0]
        self.assertIn("what runs then is not counted", caption)
        self.assertEqual(plan[2], "0.50000")
        self.assertEqual(olb, ["olb *", "1.5000", "–", "0.50000", "–", "–", "0", "1.0000", "–", "–"])
        self.assertEqual([one["rule"] for one in shown[1]["drawn"]], ["this plan"])
        self.assertEqual(shown[1]["note"], "Too dear to be drawn: edf. Not drawn, as they end after the night: olb.")

    def test_scenarios_say_what_the_text_says(self):
        found = {"scenarios": 40, "cost_low": 1, "cost_high": 2, "cost_mean": 1.5, "late_low": 3, "late_high": 5,
                 "beyond_low": 0, "beyond_high": 2, "infeasible": 4}
        said = self.words("headline()", {"all": {"scenarios": found}})[-1]
        self.assertIn("1.5 EUR on average, with 3 to 5 late tasks. 0 to 2 tasks end after the night or their "
                      "server’s window. In 4 of them it breaks a limit of power or energy.", said)
        found |= {"beyond_high": 0, "infeasible": 0, "late_high": 3}
        self.assertTrue(self.words("headline()", {"all": {"scenarios": found}})[-1].endswith("with 3 late tasks."))

    def test_what_ends_after_the_night_is_no_total(self):
        cards = self.words("headline()", {"plan": {"beyond": True}})[0]
        for card in ("Cost 1 EUR until", "Energy 2 kWh until", "Carbon 3 kg CO₂ until", "of what came in until"):
            self.assertIn(card + " the night’s end", cards)
        self.assertNotIn("until", self.words("headline()")[0])
        self.assertEqual(self.words("comparable().note", {"plan": {"beyond": True}}),
                         "Counted until the night’s end: this plan.")

    def test_violations_that_are_not_shown_are_counted(self):
        limits = [f"limit {i}" for i in range(25)]
        shown = self.words("headline()", more={"violations": limits})[-1]
        self.assertIn("limit 19", shown)
        self.assertNotIn("limit 20", shown)
        self.assertTrue(shown.endswith("5 more; nightwatt evaluate names them."), shown)
        self.assertNotIn("more;", self.words("headline()", more={"violations": limits[:20]})[-1])

    def test_says_what_moved_and_where_it_runs(self):
        plan = {"servers_used": 5, "makespan_s": 7500, "peak_kw": 3.25, "changed_tasks": 79}
        published = {"hash": "00ff", "change_penalty": 0.05}
        found = self.words("headline()", {"plan": plan, "all": {"published": published}},
                           more={"servers": 8, "tasks": 120})
        self.assertEqual(found[-2:], ["On 5 of 8 servers; the last task ends after 2 h 5 min. "
                                      "The highest slots of the sites add up to 3.25 kW from the grid.",
                                      "79 of 120 tasks moved from the published plan 00ff, 0.05 EUR each."])

    def test_a_plan_that_breaks_limits_saves_nothing(self):
        said = "[againstMct('cost', 'EUR'), tone('cost')]"
        rule = {"rule": "mct", "cost": 2, "feasible": True}
        self.assertEqual(self.words(said, {"plan": {"feasible": False}}, [rule]), ["", ""])

    def test_sites_say_what_is_billed(self):
        used = {"power_w": [100, 300], "renewable_w": [0, 250], "battery_charge_w": [0, 20],
                "battery_discharge_w": [0, 0], "pue": [1, 1], "cost": [1, 2], "carbon_kg": [0, 0], "late_h": [0, 0]}
        site = {"id": "north", "used": used, "late_tasks": 0}
        paid = {"tardiness_cost": 1, "transfer_cost": 0, "peak_cost": 2, "makespan_cost": 0, "change_cost": 0}
        said = "[siteSummary(night.sites), besideSites()]"
        scripts = ("text.js", "totals.js", "power.js", "sites.js")
        more = {"sites": [site], "slot_s": 3600}
        table, beside = self.words(said, {"plan": paid}, scripts=scripts, more=more)
        row = dict(zip(table[1], table[2], strict=True))
        self.assertEqual(row["highest power at the meter, W"], "320.00")
        self.assertEqual(row["highest from the grid, W"], "100.00")
        self.assertEqual(beside, ["Not among the costs of sites: missed deadlines, peak charge."])
        beside = self.words(said, {"plan": paid | {"beyond": True}}, scripts=scripts, more=more)[1]
        self.assertEqual(beside[1], "What runs after the night is not counted.")

    def test_caps_stand_beside_what_comes_in_at_the_meter(self):
        """The need is above the cap, and what is drawn is not: a battery gives the rest."""
        site = {"given": {"hard_cap_w": [1800, 1800], "soft_cap_w": [None, None], "renewable_w": [0, 200]},
                "used": {"power_w": [1000, 1900], "renewable_w": [0, 200], "battery_charge_w": [500, 0],
                         "battery_discharge_w": [0, 700]}}
        stubs = ("const valueAxis = () => {}, slotOptions = () => {}, colour = () => {};"
                 "const steps = (values) => values, slotTable = (columns) => columns;"
                 "const stepLine = (label, points, colour, more) => [label, points, more.stack];")
        said = ("(() => { let made; figure = (one) => { made = one; return {}; }; powerFigure(night.site);"
                " return [made.configure().data.datasets, made.tableOf, made.says]; })()")
        drawn, columns, says = self.words(said, scripts=("text.js", "power.js"), more={"site": site}, stubs=stubs)
        self.assertEqual(drawn, [["hard cap", [1800, 1800], "hard_cap_w"],
                                 ["renewable at hand", [0, 200], "renewable_w"],
                                 ["need (servers and cooling)", [1000, 1900], "need"],
                                 ["renewable", [0, 200], "sources"], ["grid", [1500, 1000], "sources"]])
        self.assertIn(["at the meter, W", [1500, 1200]], columns)
        self.assertEqual(says, "Between 1,200 and 1,500 W at the meter, up to 1,500 W from the grid.")

    def test_a_server_is_held_as_much_as_its_resource_that_is_held_most(self):
        """Half the cores and a tenth of the memory, beside a tenth of the cores and half the memory."""
        stubs = "let tasksOf;"
        said = ("(() => { planned = {start: [0, 0], end: [96, 96], shares: [[0.5, 0.1], [0.1, 0.5]]};"
                " rowServers = Array.from({length: SERVERS}, (_, i) => i); tasksOf = (server) => (server % 2 ? [] : [0, 1]);"
                " const view = {from: 0, to: 96, firstRow: 0, lastRow: SERVERS};"
                " return shareBars(view).bars.map((bars) => bars.length); })()")
        # One server; 80 of which every other is free, two a row.
        for servers, steps in ((1, [0, 0, 0, 1, 0]), (80, [0, 40, 0, 0, 0])):
            found = self.words(said.replace("SERVERS", str(servers)), scripts=("schedule.js",), stubs=stubs)
            self.assertEqual(found, steps)

    def test_a_part_of_a_name_finds_tasks(self):
        stubs = "const taskData = {id: ['t1', 't00005', 'T000051', ' t2', 't10', 't2']};"
        said = ("['t1', 't00005', 'T00005', ' t2', 't2 ', '0005', 't3', '', ' '].map(tasksNamed)")
        self.assertEqual(self.words(said, scripts=("find.js",), stubs=stubs),
                         [[0, 4], [1, 2], [1, 2], [3, 5], [5, 3], [1, 2], [], [], []])

    def test_levers_have_shares_only_of_what_is_above_zero(self):
        for cost, bound, share, gap in ((-1, -3, "none", "none"), (0, 1, "none", "50 %"), (4, 1, "50 %", "50 %")):
            plan = {"cost": 2, "lower_bound": bound, "gap": 0.5}
            levers = {"levers": [{"name": "time", "help": "", "asset": False, "alone": plan, "before": plan,
                                  "left_out": plan}], "rule": "mct", "dispatcher": plan | {"cost": cost}, "all": plan}
            rows = self.words("(() => { let made; figure = (one) => { made = one; return {}; }; section = () => {};"
                              " addLevers(); return made.tableOf().rows; })()",
                              scripts=("text.js", "totals.js", "levers.js"), more={"ablation": levers})
            self.assertEqual([rows[0][3], rows[0][5], rows[0][6]], [gap, share, gap])

    def test_the_schedule_goes_on_after_the_night_where_tasks_do(self):
        said = ("(() => { planned = {end: [100, 5000]}; rowServers = [0, 1];"
                " return [wholeNight().to, within({from: 4000, to: 9000, firstRow: 0, lastRow: 2}).to]; })()")
        scripts = ("text.js", "window.js")
        self.assertEqual(self.words(said, scripts=scripts), [5000, 5000])
        self.assertEqual(self.words(said.replace("5000", "3000"), scripts=scripts), [3600, 3600])
        self.assertEqual(self.words(said.replace("5000", "1000"), scripts=scripts), [1050, 3600])

    def test_what_rounding_explains_is_no_difference(self):
        said = "[againstMct('cost', 'EUR'), tone('cost')]"
        for cost, words, tone in ((1 - 1e-9, "as much as mct", ""), (0.5, "100 %, 0.5 EUR more than mct", "bad"),
                                  (2, "50 %, 1 EUR less than mct", "good")):
            self.assertEqual(self.words(said, rows=[{"rule": "mct", "cost": cost}], allowed=1e-8), [words, tone])


main_in_browser()

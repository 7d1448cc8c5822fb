"""The report as a page, in headless Chromium: quiet, alone, drawn, zoomed, readable."""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "cli"))
from program import INPUT, SOURCE, SUCCESS, ProgramTest, main  # noqa: E402

from browser import Browser, chromium  # noqa: E402

NAMES = ["</script><b>bold</b>", "<!--<script>", "{{text}}", "\"'&lt;&", "</style><i>"]

DRAWN = """
[...document.querySelectorAll('canvas')].map((canvas) => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set();
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] > 0) colours.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
  }
  return colours.size;
})
"""


class Page(ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.made = None
        cls.browser = Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()

    def setUp(self):
        super().setUp()
        if Page.made is None:
            Page.made = self.make()
        self.page = self.folder / "night.html"
        self.page.write_bytes(Page.made)

    def make(self):
        """A page of a night whose names would break out of a page that let them."""
        import h5py
        self.succeed("generate", "night", "--tasks", 1600, "--servers", 12, "--seed", 1,
                     "--battery-hours", 2, "-o", self.night)
        with h5py.File(self.night, "r+") as night:
            for table, names in (("tasks", NAMES), ("servers", NAMES[:2]), ("sites", NAMES[:1])):
                ids = [one.decode() for one in night[table]["id"][:]]
                ids[:len(names)] = names
                night[table]["id"][:] = ids
            # Due when they are released: these are late at any site.
            night["tasks/deadline_s"][:9] = night["tasks/release_s"][:9]
            # A night as it is forecast: prices err by 0.02 either way.
            night["spreads/price_per_kwh_spread"] = [0.02] * len(night["series/price_per_kwh"])
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--generations", 2,
                     "--set", "bound.steps=40", "--set", "prices.rounds=1")
        front = self.folder / "front.h5"
        self.succeed("pareto", self.night, "-o", front, "--algorithm", "rules", "--time-limit", 1)
        levers = self.folder / "levers.json"
        levers.write_text(json.dumps(self.ablation()))
        page = self.folder / "made.html"
        done = self.run_program("report", self.night, self.plan, "-o", page, "--front", front,
                                "--ablation", levers)
        if "built without Chart.js" in done.stderr:
            self.skipTest("built without Chart.js (libjs-chart.js)")
        self.assertEqual(done.returncode, SUCCESS, done.stderr)
        self.assertEqual(done.stdout, f"report written to {page}\n")
        return page.read_bytes()

    def ablation(self):
        """What ablate might write for the night."""
        found = json.loads(self.succeed("report", self.night, self.plan, "--json", "-").stdout)
        Page.sites = found["sites"]
        plan = {"cost": 20.0, "lower_bound": 15.0, "gap": 0.25, "energy_kwh": 9.0, "carbon_kg": 3.0,
                "late_tasks": 0}
        none = {"note": "there is one site"}
        levers = [{"name": name, "help": "What it is.", "asset": asset, "alone": plan,
                   "before": plan | {"cost": 30.0}, "left_out": plan | {"cost": 25.0, "gap": None,
                                                                        "lower_bound": None}}
                  for name, asset in (("time", False), ("sleep", True))]
        levers.append({"name": "sites", "help": "", "asset": False, "alone": none, "before": none,
                       "left_out": none})
        return {"format": "nightwatt ablation", "instance_hash": found["instance_hash"], "currency": "USD",
                "seed": 1, "generations": 2, "mct": plan | {"cost": 30.0}, "all": plan, "levers": levers}

    def open(self, width=1280, height=900, scheme="light", phone=False):
        browser = self.browser
        browser.resize(width, height)
        browser.media(scheme=scheme)
        browser.open(self.page)
        # As high as the page: every chart is in sight, so every chart is drawn.
        browser.resize(width, browser.value("document.documentElement.scrollHeight"), phone)
        browser.wait_for("[...document.querySelectorAll('canvas')].every((one) => one.dataset.drawn)")
        browser.settle()
        return browser

    def check_quiet(self, browser):
        self.assertEqual(browser.complaints, [])
        self.assertEqual([url for url in browser.requests if not url.startswith("data:")],
                         [self.page.resolve().as_uri()])

    def test_every_chart_is_drawn_in_light_dark_and_on_a_phone(self):
        for width, scheme, phone in ((1280, "light", False), (1280, "dark", False), (390, "dark", True)):
            with self.subTest(width=width, scheme=scheme):
                browser = self.open(width, scheme=scheme, phone=phone)
                colours = browser.value(DRAWN)
                # Two of costs, five a site and one where tasks are late, schedule, deadlines, levers,
                # front, search.
                late = [site for site in Page.sites if site["late_tasks"] > 0]
                self.assertEqual(len(colours), 2 + 2 * 5 + len(late) + 5)
                for found in colours:
                    self.assertGreater(found, 5)
                self.assertEqual(browser.value("document.documentElement.dataset.theme"), scheme)
                self.assertLessEqual(browser.value("document.documentElement.scrollWidth"), width)
                self.check_quiet(browser)

    def test_a_table_stands_behind_every_chart(self):
        browser = self.open()
        browser.value("for (const one of document.querySelectorAll('details.data')) one.open = true")
        browser.settle()
        rows = browser.value("[...document.querySelectorAll('details.data')]"
                             ".map((one) => one.querySelectorAll('tbody tr').length)")
        charts = browser.value("document.querySelectorAll('canvas').length")
        self.assertEqual(len(rows), charts)
        self.assertGreater(min(rows), 0)
        self.assertEqual(browser.value("[...document.querySelectorAll('canvas')]"
                                       ".every((one) => one.getAttribute('aria-label').length > 10)"), True)
        self.check_quiet(browser)

    def test_late_hours_stand_by_site(self):
        browser = self.open()
        self.assertGreater(sum(site["late_tasks"] for site in Page.sites), 0)
        shown = browser.value(
            "[...[...document.querySelectorAll('table')].find((one) => one.caption"
            " && one.caption.textContent === 'The sites over the night').rows]"
            ".map((row) => [...row.cells].map((cell) => cell.textContent))")
        at = shown[0].index("late tasks")
        rounding = 1e-4 * sum(site["tardiness_h"] for site in Page.sites)
        for site, row in zip(Page.sites, shown[1:], strict=True):
            self.assertAlmostEqual(float(row[at - 1].replace(",", "")), site["tardiness_h"],
                                   delta=rounding)
            self.assertEqual(int(row[at].replace(",", "")), site["late_tasks"])
        self.assertIn("Late hours", browser.value("document.body.innerText"))

    def test_names_stay_names(self):
        browser = self.open()
        self.assertEqual(browser.value("document.querySelectorAll('b, i').length"), 0)
        self.assertIn(f"Site {NAMES[0]}", browser.value("document.body.innerText"))
        browser.value(f"document.querySelector('input').value = {json.dumps(NAMES[0])};"
                      "document.querySelector('form').requestSubmit()")
        browser.wait_for(f"document.getElementById('view').textContent.startsWith({json.dumps(NAMES[0])})")
        self.check_quiet(browser)

    def view(self, browser):
        browser.settle()
        return browser.value("document.getElementById('view').textContent")

    def test_the_schedule_zooms_by_button_key_and_rectangle(self):
        browser = self.open()
        whole = self.view(browser)
        browser.value("document.querySelector('[aria-label=\"Shorter time\"]').click()")
        half = self.view(browser)
        self.assertIn("22:00 to 06-22 10:00", half)
        browser.value("document.getElementById('schedule-view').focus()")
        browser.key("ArrowRight")
        self.assertIn("01:00 to 06-22 13:00", self.view(browser))
        browser.key("Home")
        self.assertEqual(self.view(browser), whole)
        self.assertIn("1,600 tasks, too many to tell apart", whole)
        box = browser.value("(({ x, y, width, height }) => [x, y, width, height])"
                            "(document.querySelector('#schedule-view canvas').getBoundingClientRect())")
        left, top, width, height = box
        browser.mouse("mousePressed", left + 0.5 * width, top + 0.3 * height)
        browser.mouse("mouseMoved", left + 0.6 * width, top + 0.5 * height)
        browser.mouse("mouseReleased", left + 0.7 * width, top + 0.6 * height)
        drawn = self.view(browser)
        self.assertNotIn(drawn, (whole, half))
        self.assertIn("each of them drawn", drawn)
        self.assertGreater(browser.value(DRAWN)[-5], 5)
        self.check_quiet(browser)

    def test_prints_in_light_colours_and_comes_back(self):
        browser = self.open(scheme="dark")
        paper = self.folder / "night.pdf"
        browser.paper(paper)
        self.assertEqual(paper.read_bytes()[:5], b"%PDF-")
        browser.wait_for("document.documentElement.dataset.theme === 'dark'")
        self.check_quiet(browser)

    def test_shows_what_forecasts_leave_open(self):
        browser = self.open()
        text = browser.value("document.body.innerText")
        self.assertIn("the band holds 90 % of the true values", text)
        self.assertIn("scenarios of the errors of its forecasts", text)
        self.assertIn("Energy against missed deadlines", text)

    def test_shows_what_levers_are_worth(self):
        browser = self.open()
        text = browser.value("document.body.innerText")
        self.assertIn("What each lever is worth", text)
        self.assertIn("sites: there is one site", text)

    def test_levers_of_another_night_are_refused(self):
        self.generate(tasks=40)
        self.succeed("baseline", self.night, "--rule", "mct", "-o", self.plan)
        levers, page = self.folder / "levers.json", self.folder / "other.html"
        found = self.ablation()
        for content, words in ((found | {"instance_hash": "0" * 16}, "belongs to another instance"),
                               (found | {"levers": [{}]}, "levers.json"), ({}, "is not what")):
            levers.write_text(json.dumps(content))
            problem = self.fail_with(INPUT, "report", self.night, self.plan, "-o", page,
                                     "--ablation", levers)[0]
            self.assertIn(words, problem)
        levers.write_text("{")
        self.fail_with(INPUT, "report", self.night, self.plan, "-o", page, "--ablation", levers)

    def test_a_front_of_another_night_is_refused(self):
        self.generate(tasks=40)
        self.succeed("baseline", self.night, "--rule", "mct", "-o", self.plan)
        other, front = self.folder / "other.h5", self.folder / "front.h5"
        self.succeed("generate", "night", "--tasks", 30, "--servers", 4, "--seed", 2, "-o", other)
        self.succeed("pareto", other, "-o", front, "--algorithm", "rules", "--time-limit", 1)
        page = self.folder / "other.html"
        problem = self.fail_with(INPUT, "report", self.night, self.plan, "-o", page, "--front", front)[0]
        self.assertIn("the front belongs to another instance", problem)
        self.assertFalse(page.exists())

    def words(self, expression, totals=None, rows=(), allowed=0, scripts=("text.js", "totals.js"), more=None):
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
            f"{code}; return {expression}; }})()")

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
        self.assertIn("1.5 EUR on average, with 3 to 5 late tasks. 0 to 2 tasks end after the night. "
                      "In 4 of them it breaks a limit of power or energy.", said)
        found |= {"beyond_high": 0, "infeasible": 0, "late_high": 3}
        self.assertTrue(self.words("headline()", {"all": {"scenarios": found}})[-1].endswith("with 3 late tasks."))

    def test_a_plan_that_breaks_limits_saves_nothing(self):
        said = "[againstMct('cost', 'EUR'), tone('cost')]"
        rule = {"rule": "mct", "cost": 2, "feasible": True}
        self.assertEqual(self.words(said, {"plan": {"feasible": False}}, [rule]), ["", ""])

    def test_sites_say_what_is_billed(self):
        used = {"power_w": [100, 300], "renewable_w": [0, 250], "battery_charge_w": [0, 20],
                "battery_discharge_w": [0, 0], "pue": [1, 1], "cost": [1, 2], "carbon_kg": [0, 0], "late_h": [0, 0]}
        site = {"id": "north", "used": used, "late_tasks": 0}
        paid = {"tardiness_cost": 1, "transfer_cost": 0, "peak_cost": 2, "makespan_cost": 0, "change_cost": 0}
        table, beside = self.words("[siteSummary(night.sites), besideSites()]", {"plan": paid},
                                   scripts=("text.js", "totals.js", "sites.js"), more={"sites": [site], "slot_s": 3600})
        row = dict(zip(table[1], table[2], strict=True))
        self.assertEqual(row["highest power at the meter, W"], "300.00")
        self.assertEqual(row["highest from the grid, W"], "100.00")
        self.assertEqual(beside, ["Not among the costs of sites: missed deadlines, peak charge."])

    def test_levers_have_shares_only_of_what_is_above_zero(self):
        for cost, bound, share, gap in ((-1, -3, "none", "none"), (0, 1, "none", "50 %"), (4, 1, "50 %", "50 %")):
            plan = {"cost": 2, "lower_bound": bound, "gap": 0.5}
            levers = {"levers": [{"name": "time", "help": "", "asset": False, "alone": plan, "before": plan,
                                  "left_out": plan}], "mct": plan | {"cost": cost}, "all": plan}
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

    def test_is_one_small_file_that_may_not_load_anything(self):
        text = self.page.read_text(encoding="utf-8")
        self.assertLess(len(text), 600_000)
        self.assertIn("default-src 'none'", text)
        self.assertNotIn("</script><b>", text)
        self.assertIn("Chart.js Contributors", text)
        self.assertIn("WITHOUT WARRANTY OF ANY KIND", text)
        self.assertIn("The plan against the baselines", text)


if chromium() is None:
    print("chromium is not installed: pages are not tested")
    sys.exit(77)
main()

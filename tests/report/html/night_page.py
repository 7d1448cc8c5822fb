"""What the tests of the page share: a night whose page has everything, opened in headless Chromium."""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "cli"))
from program import SUCCESS, ProgramTest, main  # noqa: E402

from browser import Browser, chromium  # noqa: E402

NAMES = ["</script><b>bold</b>", "<!--<script>", "{{text}}", "\"'&lt;&", "</style><i>"]
LONG = "airflow-production-nightly-batch-" * 4


class NightPage(ProgramTest):
    """The page of a night with all that a page can show, made once for all tests of a file."""

    @classmethod
    def setUpClass(cls):
        cls.made = None
        cls.browser = Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()

    def setUp(self):
        super().setUp()
        if self.made is None:
            type(self).made = self.make()
        self.page = self.folder / "night.html"
        self.page.write_bytes(self.made)

    def make(self):
        """A page of a night whose names would break out of a page that let them."""
        import h5py
        self.succeed("generate", "night", "--tasks", 1600, "--servers", 12, "--seed", 1,
                     "--battery-hours", 2, "-o", self.night)
        with h5py.File(self.night, "r+") as night:
            for table, names in (("tasks", NAMES), ("servers", NAMES[:2]), ("sites", NAMES[:1])):
                ids = [one.decode() for one in night[table]["id"][:]]
                ids[:len(names)] = names
                if table == "tasks":
                    ids[5] = LONG
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
        type(self).sites = found["sites"]
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
                "seed": 1, "generations": 2, "rule": "mct", "dispatcher": plan | {"cost": 30.0},
                "all": plan, "levers": levers}

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


def main_in_browser():
    if chromium() is None:
        print("chromium is not installed: pages are not tested")
        sys.exit(77)
    main()

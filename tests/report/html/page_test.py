"""The report as a page, in headless Chromium: quiet, alone, drawn, zoomed, readable."""

import json

from night_page import NAMES, NightPage, main_in_browser
from program import INPUT

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


class Page(NightPage):
    def test_every_chart_is_drawn_in_light_dark_and_on_a_phone(self):
        for width, scheme, phone in ((1280, "light", False), (1280, "dark", False), (390, "dark", True)):
            with self.subTest(width=width, scheme=scheme):
                browser = self.open(width, scheme=scheme, phone=phone)
                colours = browser.value(DRAWN)
                # Two of costs, five a site and one where tasks are late, schedule, deadlines, levers,
                # front, search.
                late = [site for site in self.sites if site["late_tasks"] > 0]
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
        self.assertGreater(sum(site["late_tasks"] for site in self.sites), 0)
        shown = browser.value(
            "[...[...document.querySelectorAll('table')].find((one) => one.caption"
            " && one.caption.textContent === 'The sites over the night').rows]"
            ".map((row) => [...row.cells].map((cell) => cell.textContent))")
        at = shown[0].index("late tasks")
        rounding = 1e-4 * sum(site["tardiness_h"] for site in self.sites)
        for site, row in zip(self.sites, shown[1:], strict=True):
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

    def test_is_one_small_file_that_may_not_load_anything(self):
        text = self.page.read_text(encoding="utf-8")
        self.assertLess(len(text), 600_000)
        self.assertIn("default-src 'none'", text)
        self.assertNotIn("</script><b>", text)
        self.assertIn("Chart.js Contributors", text)
        self.assertIn("WITHOUT WARRANTY OF ANY KIND", text)
        self.assertIn("The plan against the baselines", text)


main_in_browser()

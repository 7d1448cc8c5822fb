"""The charts of the page under the pointer, on a phone and on paper, in headless Chromium."""

import json

from night_page import LONG, NightPage, main_in_browser


class Charts(NightPage):
    def chart(self, title):
        """JavaScript for the chart of the first figure of that title."""
        return ("Chart.getChart([...document.querySelectorAll('figure')].find((one) => "
                f"one.querySelector('figcaption').firstChild.data === {json.dumps(title)}).querySelector('canvas'))")

    def point_at(self, browser, chart, place):
        """Moves the pointer to a place of a chart, given as JavaScript for its pixels [x, y]."""
        x, y = browser.value(f"(() => {{ const chart = {chart}; const edges = chart.canvas.getBoundingClientRect();"
                             f"const [x, y] = {place}; return [edges.left + x, edges.top + y]; }})()")
        browser.mouse("mouseMoved", x, y)
        browser.settle()
        browser.settle()

    def find(self, browser, name):
        browser.value(f"document.querySelector('input').value = {json.dumps(name)};"
                      "document.querySelector('form').requestSubmit()")
        browser.settle()

    def test_a_tooltip_shows_the_slot_under_the_pointer(self):
        browser = self.open()
        price = self.chart("Price")
        slot_s = browser.value(f"{price}.data.datasets[0].data[1].x")
        for share in (0.9, 0.1):
            self.point_at(browser, price, f"[chart.scales.x.getPixelForValue((3 + {share}) * {slot_s}),"
                                          " chart.chartArea.top + 30]")
            title, found, expected = browser.value(
                f"(() => {{ const {{ tooltip, data }} = {price}; return [tooltip.title, tooltip.dataPoints"
                ".map((one) => one.parsed.y), data.datasets.map((one) => one.data[3].y)]; })()")
            self.assertEqual(found, expected)
            self.assertRegex(title[0], r"^\S+ to \S+ UTC$")
        # The last slot ends with the axis.
        self.point_at(browser, price, "[chart.chartArea.right - 0.5, chart.chartArea.top + 30]")
        last = browser.value(f"[{price}.tooltip.dataPoints[0].dataIndex, {price}.data.datasets[0].data.length]")
        self.assertEqual(last[0], last[1] - 2)

    def test_bands_have_names_and_lines_their_dashes(self):
        browser = self.open()
        price = self.chart("Price")
        self.point_at(browser, price, "[chart.chartArea.left + 50, chart.chartArea.top + 30]")
        said = " ".join(browser.value(f"{price}.tooltip.body.map((one) => one.lines.join())"))
        self.assertRegex(said, r"5 % lie below: .* 5 % lie above: ")
        self.assertNotIn("_low", said)
        legend = browser.value(f"{price}.legend.legendItems.map((one) => [one.text, one.lineDash || []])")
        self.assertEqual(legend, [["Price", []], ["rate", [6, 4]]])

    def test_ticks_are_times_of_the_clock_after_a_zoom(self):
        browser = self.open()
        self.find(browser, "t000100")
        ticks = browser.value(f"{self.chart('Schedule')}.scales.x.ticks.map((one) => one.value)")
        self.assertGreater(len(ticks), 3)
        # The night begins at a full hour.
        step = ticks[1] - ticks[0]
        self.assertEqual([tick % step for tick in ticks], [0] * len(ticks))

    def test_a_tooltip_of_a_task_fits_a_phone(self):
        browser = self.open(390, phone=True)
        self.find(browser, "t000100")
        schedule = self.chart("Schedule")
        self.point_at(browser, schedule, "(() => { for (let set = 0; ; ++set) { const bars = chart.getDatasetMeta(set).data;"
                      " const bar = bars.find((one) => one.x < chart.chartArea.right && one.base > chart.chartArea.left);"
                      " if (bar) return [(bar.x + bar.base) / 2, bar.y]; } })()")
        lines, left, width, room = browser.value(
            f"(() => {{ const {{ tooltip, width }} = {schedule}; return [tooltip.body[0].lines, tooltip.x,"
            " tooltip.width, width]; })()")
        self.assertIn("due ", " ".join(lines))
        self.assertGreaterEqual(left, 0)
        self.assertLessEqual(left + width, room)

    def test_find_goes_on_to_the_next_name(self):
        browser = self.open()
        said = []
        for _ in range(2):
            self.find(browser, "T0000")
            said.append(browser.value("document.getElementById('view').textContent"))
        self.assertIn("1 of ", said[0])
        self.assertIn("2 of ", said[1])
        self.assertNotEqual(said[0].split(":")[0], said[1].split(":")[0])
        self.check_quiet(browser)

    def test_long_names_leave_room_for_the_rest(self):
        browser = self.open()
        late = ("[...document.querySelectorAll('.table')]"
                ".find((one) => /^(Late tasks|The dearest)/.test(one.getAttribute('aria-label')))")
        self.assertIn(LONG, browser.value(f"{late}.textContent"))
        width, room, name = browser.value(f"[{late}.scrollWidth, {late}.clientWidth,"
                                          f" {late}.querySelector('tbody th').offsetWidth]")
        self.assertLessEqual(width, room)
        self.assertLessEqual(name, 330)
        browser.value("dispatchEvent(new Event('beforeprint'))")
        browser.settle()
        self.assertLessEqual(*browser.value(f"[{late}.scrollWidth, document.body.clientWidth]"))

    def test_an_opened_table_has_the_width_of_the_paper(self):
        browser = self.open()
        browser.media(kind="print")
        browser.value("for (const one of document.querySelectorAll('.charts details')) one.open = true")
        browser.settle()
        browser.value("dispatchEvent(new Event('beforeprint'))")
        browser.settle()
        cut = browser.value("[...document.querySelectorAll('.charts table')]"
                            ".filter((one) => one.getBoundingClientRect().right"
                            " > document.body.getBoundingClientRect().right + 1).map((one) => one.caption.textContent)")
        self.assertEqual(cut, [])
        # Nobody zooms on paper.
        self.assertNotIn("Zoom with", browser.value("document.getElementById('content').innerText"))

    def test_one_bar_has_room_beside_its_legend(self):
        self.generate(tasks=40)
        self.succeed("baseline", self.night, "--rule", "fifo", "-o", self.plan)
        self.succeed("report", self.night, self.plan, "-o", self.page)
        for width, phone in ((1280, False), (390, True)):
            browser = self.open(width, phone=phone)
            for title in ("Where the money goes", "Where the energy goes"):
                height = browser.value(f"{self.chart(title)}.getDatasetMeta(0).data[0].height")
                self.assertGreater(height, 12, f"{title} at {width}")

    def test_the_title_says_which_night(self):
        browser = self.open()
        self.assertRegex(browser.value("document.title"), r"^nightwatt: the night of \d{4}-\d\d-\d\d$")


main_in_browser()

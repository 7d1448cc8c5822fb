"""How long a page stalls while it is opened and its schedule is zoomed, in headless Chromium.

report_bench.py PAGE.html [ROUNDS]: prints the longest task of the browser's main thread (s), of those over
50 ms, while the page opens, and while every button of the schedule is pressed.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "report" / "html"))
from browser import Browser  # noqa: E402

WATCH = """
window.stalls = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.stalls.push(Math.round(entry.duration));
}).observe({ type: 'longtask', buffered: true });
"""

PRESS = """
(async () => {
  const presses = ['Zoom in', 'Later', 'Zoom in', 'Servers below', 'Zoom in', 'Earlier', 'Zoom in', 'Zoom in',
                   'Servers above', 'Zoom in', 'Zoom out', 'Zoom out', 'Zoom out', 'Show the whole night',
                   'Fewer servers', 'Shorter time', 'Longer time', 'More servers', 'Show the whole night'];
  for (const name of presses) {
    document.querySelector(`[aria-label="${name}"]`).click();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }
})()
"""


def stalls(page, width):
    with Browser(width, 900) as browser:
        browser.call("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
        browser.open(page)
        browser.value("document.getElementById('schedule').scrollIntoView()")
        browser.wait_for("document.querySelector('#schedule-view canvas').dataset.drawn === 'yes'")
        browser.settle()
        opening = browser.value("window.stalls.splice(0)")
        browser.value(PRESS)
        browser.settle()
        return opening, browser.value("window.stalls")


def main():
    page = pathlib.Path(sys.argv[1])
    for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 5):
        opening, zooming = stalls(page, 1280)
        print(f"opened: longest {max(opening, default=0)} ms of {len(opening)} over 50 ms; "
              f"zoomed: longest {max(zooming, default=0)} ms of {len(zooming)} over 50 ms")


main()

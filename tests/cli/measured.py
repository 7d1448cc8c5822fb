"""A history of a daily wave, for tests of forecasts."""

import datetime
import math

from program import ProgramTest


class MeasuredTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.history = self.folder / "history.h5"

    def measure(self, hours=1200, name="here", more=()):
        """A history of a daily wave, its price and its temperature."""
        start = datetime.datetime(2023, 1, 1)
        lines = ["time,price_per_kwh [EUR kW-1 h-1],temperature_c [degC]"]
        for hour in range(hours):
            moment = start + datetime.timedelta(hours=hour)
            rough = (hour * 7919 % 1009) / 1009 - 0.5
            lines.append(f"{moment:%Y-%m-%d %H:%M},"
                         f"{0.2 + 0.1 * math.sin(hour * math.pi / 12) + 0.02 * rough:.6f},"
                         f"{10 + 5 * math.cos(hour * math.pi / 12) + rough:.4f}")
        table = self.folder / "measured.csv"
        table.write_text("\n".join(lines) + "\n")
        return self.succeed("import-history", "csv", table, "--name", name, "-o", self.history,
                            *more)

    def remember_jobs(self, jobs=300, asks_for=9000):
        """Jobs of two users before 2023-02-19, who ask for more than they use."""
        lines = ["id,submit_s,end_s,runtime_s,requested_s,user,need_cpu"]
        evening = 1676829600
        for k in range(jobs):
            usual = 1200 if k % 2 == 0 else 5000
            runtime = usual * (0.7 + 0.6 * (k * 7919 % 1009) / 1009)
            start = evening - 30 * 86400 + k * 8000
            lines.append(f"j{k},{start - 60},{start + runtime},{runtime},{asks_for or runtime},"
                         f"{('ann', 'bob')[k % 2]},1")
        table = self.folder / "jobs.csv"
        table.write_text("\n".join(lines) + "\n")
        more = ("--append",) if self.history.exists() else ()
        return self.succeed("import-history", "jobs", table, *more, "-o", self.history)

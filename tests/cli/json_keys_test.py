"""Every key that --json writes stands in io/README.md, and no other."""

import datetime
import json
import math
import re

from program import SOURCE, ProgramTest, main

# What no small run writes: rules that take too long, several processes, devices that fail; nor is a year of
# data at hand for `backtest --protocol ltsf`.
UNSEEN = re.compile(r"baselines\[\]\.note|ranks(_failed|\b.*)|(parity\[\]\.traces|rates)\[\]\.failed")


def documented():
    """By command: [(key, meaning)] of its table."""
    commands, tables = [], {}
    for line in (SOURCE / "io" / "README.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            commands = re.findall(r"`([^`]+)`", line) if line.startswith("### JSON: ") else []
        if commands and line.startswith("| `"):
            key, unit, meaning = [cell.strip() for cell in line.strip("|").split("|")]
            for command in commands:
                tables.setdefault(command, []).append((key.strip("`"), unit, meaning))
    return tables


TABLES = documented()


def like_others(rows):
    """{place: keys below it} of the rows whose meaning is "As" other keys."""
    keys = [key for key, _, _ in rows]
    found = {}
    for key, _, meaning in rows:
        one = re.match(r"As `([^`]+)`(?: to `([^`]+)`)?", meaning)
        if one and one[2]:
            names = keys[keys.index(one[1]):keys.index(one[2]) + 1]
            found[key] = {name.rsplit(".", 1)[-1] for name in names}
        elif one:
            found[key] = {name.removeprefix(one[1] + ".") for name in keys if name.startswith(one[1] + ".")}
    return found


def keys_of(value, place=""):
    """Every key in it, as the page writes them."""
    if isinstance(value, dict):
        for name, part in value.items():
            key = f"{place}.{name}" if place else name
            yield key
            yield from keys_of(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from keys_of(part, place + "[]")


class JsonKeys(ProgramTest):
    def check(self, command, *results):
        """Together these results of the command have every key of its table, and no other."""
        rows = TABLES[command]
        others = like_others(rows)
        found = {key for result in results for key in keys_of(result)}
        written = {key for key, _, _ in rows if not key.endswith("[]")}
        allowed = {f"{place}.{key}" for place, keys in others.items() for key in keys}
        self.assertEqual(found - allowed - written, set(), f"{command}: not in io/README.md")
        missing = {key for key in written - found if not UNSEEN.fullmatch(key)}
        self.assertEqual(missing, set(), f"{command}: only in io/README.md")
        for place, keys in others.items():
            self.assertTrue(any(f"{place}.{key}" in found for key in keys), f"{command}: {place}")

    def result(self, *arguments):
        return json.loads(self.succeed(*arguments, "--json", "-").stdout)

    def test_totals_mean_what_the_plan_file_says(self):
        text = (SOURCE / "io" / "README.md").read_text(encoding="utf-8")
        rows = re.findall(r"^\| `(\w+)` \|.*$", text.split("### Plan: `/totals`")[1].split("\n### ")[0], re.M)
        self.assertEqual([key for key, _, _ in TABLES["plan"]][:len(rows) - 3], rows[3:])

    def test_plan_report_evaluate_and_explain(self):
        import h5py
        self.generate(tasks=60, servers=2)
        with h5py.File(self.night, "r+") as night:
            night["spreads/price_per_kwh_spread"] = [0.02] * len(night["series/price_per_kwh"])
        made = self.result("plan", "--instance", self.night, "-o", self.plan, "--generations", 1)
        report = self.result("report", self.night, self.plan)
        # A benchmark has a value of its own.
        trace = self.folder / "weighted.txt"
        trace.write_text("2 3\n5 2 3\n4 5 6\n7 8 9\n")
        bench, plan = self.folder / "bench.h5", self.folder / "bench_plan.h5"
        self.succeed("import", "twct", trace, "-o", bench)
        self.succeed("baseline", bench, "--rule", "mct", "-o", plan)
        for command, results in (("plan", [made]), ("report", [report]),
                                 ("evaluate", [self.result("evaluate", self.night, self.plan), report])):
            self.check(command, *results, self.result("evaluate", bench, plan))

        # Every task is late by a minute; something would help one of them.
        rule = ("baseline", self.night, "--rule", "round-robin", "-o", self.plan)
        self.succeed(*rule)
        with h5py.File(self.plan) as plan, h5py.File(self.night, "r+") as night:
            night["tasks/deadline_s"][:] = plan["tasks/end_s"][:] - 60
            tasks = [task.decode() for task in plan["tasks/id"][:]]
        self.succeed(*rule)
        found = (self.result("explain", self.night, self.plan, "--task", task) for task in tasks)
        self.check("explain", next(one for one in found if one["on_time"] is not None))

    def test_bound_ablate_and_doctor(self):
        self.generate(tasks=30, servers=2, more=("--sites", 1))
        self.check("bound", self.result("bound", self.night, "--time-limit", 0.1))
        self.check("ablate", self.result("ablate", self.night, "--generations", 1, "--set", "bound.steps=2"))
        self.check("doctor", self.result("doctor"))

    def test_forecast_and_backtest(self):
        history = self.folder / "history.h5"
        start = datetime.datetime(2023, 1, 1)
        series, jobs = self.folder / "here.csv", self.folder / "jobs.csv"
        series.write_text("time,price_per_kwh [EUR kW-1 h-1]\n" + "".join(
            f"{start + datetime.timedelta(hours=h):%Y-%m-%d %H:%M},"
            f"{0.2 + 0.1 * math.sin(h * math.pi / 12) + 0.02 * (h * 7919 % 1009) / 1009:.6f}\n"
            for h in range(1200)))
        evening = 1676829600
        rows = [(k, evening - 30 * 86400 + k * 8000, 1200 + 4000 * (k % 2)) for k in range(300)]
        jobs.write_text("id,submit_s,end_s,runtime_s,requested_s,user,need_cpu\n" + "".join(
            f"j{k},{begin - 60},{begin + run},{run},9000,{'ab'[k % 2]},1\n" for k, begin, run in rows))
        self.succeed("import-history", "csv", series, "--name", "here", "-o", history)
        self.succeed("import-history", "jobs", jobs, "--append", "-o", history)
        files = {"tasks.csv": "id,runtime_s,power_w,need_cpu\na,9000,100,1\n",
                 "requests.csv": "requested_s,user\n9000,a\n",
                 "servers.csv": "id,class,site,capacity_cpu,idle_w\ns,node,here,1,50\n",
                 "series.csv": "site,start_s,price_per_kwh\n" + "".join(f"here,{3600 * h},0.3\n" for h in range(24)),
                 "instance.csv": "key,value\nepoch,2023-02-19T18:00:00Z\nhorizon_s,86400\nslot_s,3600\n"
                                 "currency,EUR\n"}
        for name, text in files.items():
            (self.folder / name).write_text(text)
        self.succeed("import", "csv", *(self.folder / name for name in files), "-o", self.night)
        self.check("forecast", self.result("forecast", "--history", history, "--instance", self.night,
                                           "-o", self.folder / "expected.h5"))
        self.check("backtest", self.result("backtest", history, "--lookback", 48))


main()

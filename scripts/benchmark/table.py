"""The results as Markdown tables: one row a case and solver, then one row a set and solver."""

import statistics

HEAD = ["set", "case", "solver", "lower bound", "published best", "median", "best", "worst",
        "gap to bound %", "to published %", "seconds", "MiB", "note"]
BRIEF_HEAD = ["set", "solver", "cases", "mean gap to bound %", "worst", "mean to published %",
              "worst", "as good as published", "seconds", "MiB"]
AS_GOOD = 1e-6  # of the value: published numbers are rounded


def _number(x):
    return "-" if x is None else f"{x:.6g}" if abs(x) < 1e4 else f"{x:.2f}"


def _percent(x):
    return "-" if x is None else f"{x:.3f}"


def _mib(x):
    return "-" if x is None else f"{x:.0f}"


def _above(value, reference):
    """By how many per cent; None: nothing to compare with."""
    if value is None or reference is None:
        return None
    if reference == 0:
        return 0.0 if value == 0 else None
    return 100 * (value - reference) / abs(reference)


def _floats(rows, column):
    return [float(row[column]) for row in rows if row[column]]


def _mean(values):
    return statistics.mean(values) if values else None


class Line:
    """All runs of a solver on a case."""

    def __init__(self, case, solver, rows, bound):
        self.case = case
        self.solver = solver
        self.bound = bound
        self.values = sorted(_floats(rows, "value"))
        self.median = statistics.median(self.values) if self.values else None
        self.seconds = _mean(_floats(rows, "seconds"))
        self.mib = max(_floats(rows, "mib"), default=None)
        self.notes = sorted({row["note"] for row in rows if row["note"]})
        self.to_bound = _above(self.median, bound)
        self.to_published = _above(self.median, case.known_best)

    def as_good(self):
        best = self.case.known_best
        return self.median is not None and best is not None and self.median <= best + AS_GOOD * abs(
            best)

    def cells(self):
        values = self.values or [None]
        return [self.case.set, self.case.name, self.solver, _number(self.bound),
                _number(self.case.known_best), _number(self.median), _number(values[0]),
                _number(values[-1]), _percent(self.to_bound), _percent(self.to_published),
                "-" if self.seconds is None else f"{self.seconds:.1f}",
                _mib(self.mib), "; ".join(self.notes)]


def _lines(cases, rows, options):
    for case in cases:
        own = [r for r in rows if r["set"] == case.set and r["case"] == case.name
               and float(r["limit_s"]) == case.seconds(options.seconds)
               and int(r["threads"]) == options.threads and int(r["seed"]) in options.seeds]
        # What is published or proven holds for every solver's plan.
        bounds = _floats(own, "bound") + ([] if case.known_bound is None else [case.known_bound])
        for solver in sorted({r["solver"] for r in own}, key=lambda s: (s != "nightwatt", s)):
            yield Line(case, solver, [r for r in own if r["solver"] == solver],
                       max(bounds, default=None))


def _brief(lines):
    groups = {}
    for line in lines:
        groups.setdefault((line.case.set, line.solver), []).append(line)
    for (name, solver), group in groups.items():
        gaps = [g for g in (line.to_bound for line in group) if g is not None]
        published = [g for g in (line.to_published for line in group) if g is not None]
        known = sum(line.case.known_best is not None for line in group)
        seconds = _mean([line.seconds for line in group if line.seconds is not None])
        yield [name, solver, str(len(group)), _percent(_mean(gaps)),
               _percent(max(gaps, default=None)), _percent(_mean(published)),
               _percent(max(published, default=None)),
               f"{sum(line.as_good() for line in group)} of {known}" if known else "-",
               "-" if seconds is None else f"{seconds:.1f}",
               _mib(max((line.mib for line in group if line.mib is not None), default=None))]


def _table(head, rows):
    return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)] + [
        "| " + " | ".join(row) + " |" for row in rows]


def markdown(cases, rows, options):
    lines = list(_lines(cases, rows, options))
    text = [] if options.brief else _table(HEAD, [line.cells() for line in lines]) + [""]
    return "\n".join(text + _table(BRIEF_HEAD, _brief(lines)))

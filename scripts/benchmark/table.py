"""The results as a Markdown table: one row a case and solver."""

import statistics

HEAD = ["set", "case", "solver", "bound", "published best", "median", "best", "worst",
        "gap to bound %", "to published %", "seconds", "note"]


def _number(x):
    return "-" if x is None else f"{x:.6g}" if abs(x) < 1e4 else f"{x:.2f}"


def _percent(value, reference):
    return "-" if not reference or value is None else f"{100 * (value - reference) / reference:.3f}"


def _row(case, solver, rows):
    values = sorted(float(r["value"]) for r in rows if r["value"])
    bounds = [float(r["bound"]) for r in rows if r["bound"]]
    if case.known_bound is not None:
        bounds.append(case.known_bound)
    bound = max(bounds, default=None)
    seconds = [float(r["seconds"]) for r in rows if r["seconds"]]
    median = statistics.median(values) if values else None
    return [case.set, case.name, solver, _number(bound), _number(case.known_best), _number(median),
            _number(values[0] if values else None), _number(values[-1] if values else None),
            _percent(median, bound), _percent(median, case.known_best),
            f"{statistics.mean(seconds):.1f}" if seconds else "-",
            "; ".join(sorted({r["note"] for r in rows if r["note"]}))]


def markdown(cases, rows, limit_s, threads):
    lines = ["| " + " | ".join(HEAD) + " |", "|" + "---|" * len(HEAD)]
    means = {}
    for case in cases:
        own = [r for r in rows if r["set"] == case.set and r["case"] == case.name
               and float(r["limit_s"]) == limit_s and int(r["threads"]) == threads]
        best_bound = max((float(r["bound"]) for r in own if r["bound"]), default=None)
        for solver in sorted({r["solver"] for r in own}, key=lambda s: (s != "nightwatt", s)):
            mine = [dict(r) for r in own if r["solver"] == solver]
            if best_bound is not None:  # what nightwatt proved holds for every solver's plan
                mine[0]["bound"] = str(best_bound)
            cells = _row(case, solver, mine)
            lines.append("| " + " | ".join(cells) + " |")
            if cells[8] != "-":
                means.setdefault((case.set, solver), []).append(float(cells[8]))
    lines.append("")
    for (name, solver), gaps in means.items():
        lines.append(f"{name}, {solver}: mean gap to the bound {statistics.mean(gaps):.3f} %, "
                     f"worst {max(gaps):.3f} %, at the bound {sum(g <= 5e-4 for g in gaps)} of "
                     f"{len(gaps)}")
    return "\n".join(lines)

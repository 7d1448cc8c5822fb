"""The night as CP-SAT sees it.

Time is cut into steps, the slots of the night, and every run lasts whole steps: tables of shorter
ones keep the solver from searching at all. A task has a start, one of the levels of one of the
classes and sites, and a server of that kind; on every server a cumulative for each resource over
optional intervals. Energy is power times the integral of the site's rate, read at start and end
from a table with one entry a step; idle power from a server's first start to its last end; wake
energy once, at the mean rate; tardiness. Sleeping in gaps and what couples the servers of a site
are left out. nightwatt evaluates the schedule, with exact runtimes and sleep.

The solver starts from a schedule by arrival and earliest completion.
"""

import first_schedule
import numpy
from ortools.sat.python import cp_model

UNIT = 1e-6  # of the currency: an integer of cost
INTEGRAL = 1e-10  # money * s / J: an integer of a rate's integral
LARGE = 10 ** 11  # no cost is more


class NightModel:
    def __init__(self, night):
        self.night = night
        self.model = cp_model.CpModel()
        self.step_s = night.slot_s
        self.steps = int(night.horizon_s // self.step_s)
        self.rate = [night.rate(s) for s in range(len(night.sites["pue_overhead"]))]
        moments = numpy.arange(self.steps + 1) * self.step_s
        slots = numpy.arange(len(self.rate[0]) + 1) * night.slot_s
        self.integral = [numpy.round(numpy.interp(
            moments, slots, numpy.concatenate([[0], numpy.cumsum(r * night.slot_s)]))
            / INTEGRAL).astype(int).tolist() for r in self.rate]
        self.cost = []
        self.intervals = {}  # server -> [(interval, task, start, end, literal)]
        self.starts = []
        self.servers = []  # task -> {server: literal}
        self.levels = []  # task -> {(class, site, level): literal}
        options = []
        for task, modes in enumerate(night.modes()):
            options.append(self.add_task(task, modes))
        for server, uses in self.intervals.items():
            self.add_server(server, uses)
        self.model.Minimize(sum(self.cost))
        self.add_hints(first_schedule.by_arrival(night, self.steps, options))

    def kind(self, server):
        """Class and site."""
        return int(self.night.servers["class_index"][server]), int(
            self.night.servers["site"][server])

    def at(self, site, moment):
        """The integral of a site's rate up to a moment."""
        value = self.model.NewIntVar(min(self.integral[site]), max(self.integral[site]), "")
        self.model.AddElement(moment, self.integral[site], value)
        return value

    def owe(self, cost, power_w, integral, literal):
        """cost >= power times a difference of integrals, where the literal holds."""
        scale = 10 ** 6
        factor = int(round(power_w * INTEGRAL / UNIT * scale))
        self.model.Add(cost * scale >= integral * factor).OnlyEnforceIf(literal)

    def add_task(self, task, modes):
        night, model = self.night, self.model
        start = model.NewIntVar(0, self.steps, "")
        end = model.NewIntVar(0, self.steps, "")
        length = model.NewIntVar(1, self.steps, "")
        options, servers, levels = [], {}, {}
        for mode in modes:
            kind = self.kind(mode.server)
            moved = night.transfer(task, kind[1])
            if moved is None:
                continue
            opens = night.servers["open_s"][mode.server] + night.servers["wake_s"][mode.server]
            ready = max(night.tasks["release_s"][task] + moved[0], opens)
            steps = int(numpy.ceil(mode.run_s / self.step_s))
            first = int(numpy.ceil(ready / self.step_s))
            if first + steps > self.steps:
                continue
            options.append((mode.server, mode.level, first, steps))
            if mode.server not in servers:
                literal = model.NewBoolVar("")
                servers[mode.server] = literal
                model.Add(start >= first).OnlyEnforceIf(literal)
                interval = model.NewOptionalIntervalVar(start, length, end, literal, "")
                self.intervals.setdefault(mode.server, []).append(
                    (interval, task, start, end, literal))
            if (*kind, mode.level) not in levels:
                levels[(*kind, mode.level)] = (model.NewBoolVar(""), mode, steps, moved[1])
        model.AddExactlyOne(servers.values())
        model.AddExactlyOne(literal for literal, _, _, _ in levels.values())
        for kind in {key[:2] for key in levels}:
            model.Add(sum(s for i, s in servers.items() if self.kind(i) == kind) ==
                      sum(v[0] for key, v in levels.items() if key[:2] == kind))
        cost = model.NewIntVar(-LARGE, LARGE, "")
        self.cost.append(cost)
        spans = {}
        for (_, site, _), (literal, mode, steps, joules) in levels.items():
            if site not in spans:
                spans[site] = self.at(site, end) - self.at(site, start)
            model.Add(length == steps).OnlyEnforceIf(literal)
            self.owe(cost, mode.power_w, spans[site], literal)
            slot = int(night.tasks["release_s"][task] // night.slot_s)
            self.cost.append(literal * int(round(joules * self.rate[site][slot] / UNIT)))
        self.starts.append(start)
        self.servers.append(servers)
        self.levels.append({key: v[0] for key, v in levels.items()})
        deadline = night.tasks["deadline_s"][task]
        weight = night.tasks["tardiness_weight_per_h"][task]
        if numpy.isfinite(deadline) and weight > 0:
            late = model.NewIntVar(0, self.steps, "")
            model.Add(late >= end - int(deadline // self.step_s))
            self.cost.append(late * int(round(weight / 3600 * self.step_s / UNIT)))
        return options

    def add_server(self, server, uses):
        night, model = self.night, self.model
        for r in night.resources:
            needs = [int(night.tasks[f"need_{r}"][task]) for _, task, _, _, _ in uses]
            if any(needs):
                model.AddCumulative([u[0] for u in uses], needs,
                                    int(night.servers[f"capacity_{r}"][server]))
        site = int(night.servers["site"][server])
        on = model.NewBoolVar("")
        first = model.NewIntVar(0, self.steps, "")
        last = model.NewIntVar(0, self.steps, "")
        for _, _, start, end, literal in uses:
            model.AddImplication(literal, on)
            model.Add(first <= start).OnlyEnforceIf(literal)
            model.Add(last >= end).OnlyEnforceIf(literal)
        idle = model.NewIntVar(-LARGE, LARGE, "")
        model.Add(idle == 0).OnlyEnforceIf(on.Not())
        self.owe(idle, float(night.servers["idle_w"][server]),
                 self.at(site, last) - self.at(site, first), on)
        wake = float(night.servers["wake_j"][server]) * float(numpy.mean(self.rate[site]))
        self.cost += [idle, on * int(round(wake / UNIT))]

    def add_hints(self, chosen):
        for task, place in enumerate(chosen):
            if place is None:
                continue
            server, level, start = place
            self.model.AddHint(self.starts[task], start)
            for i, literal in self.servers[task].items():
                self.model.AddHint(literal, i == server)
            for key, literal in self.levels[task].items():
                self.model.AddHint(literal, key == (*self.kind(server), level))

    def rows(self, value):
        """(task, server, order, level, hold_s) of a solution."""
        placed = []
        for task, servers in enumerate(self.servers):
            server = next(i for i, literal in servers.items() if value(literal))
            level = next(key[2] for key, literal in self.levels[task].items() if value(literal))
            placed.append((value(self.starts[task]), task, server, level))
        return [(task, server, order, level, start * self.step_s)
                for order, (start, task, server, level) in enumerate(sorted(placed))]

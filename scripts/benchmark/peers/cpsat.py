"""OR-Tools CP-SAT: makespan of an assignment, and the whole model of a small night.

The night: optional intervals by task, server and level; a cumulative for every server and resource;
energy by the integral of the site's rate, read at start and end from a table with one entry a step
of time; idle power from a server's first start to its last end; wake energy once; tardiness. Only
sleeping in gaps and renewable power are left out. The schedule is then evaluated by nightwatt, where
sleeping can only make it cheaper.
"""

import arguments
import instance
import numpy
from ortools.sat.python import cp_model

STEP_S = 60.0
MONEY = 1e6  # a unit is a millionth of the currency
RATE_DIGITS = 1e12


def solver_for(seconds, threads, seed):
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = threads
    solver.parameters.random_seed = seed
    return solver


def makespan(path, schedule, seconds, threads, seed):
    runs = instance.matrix(path)
    tasks, servers = runs.shape
    scale = 1e7 / runs[numpy.isfinite(runs)].max()
    model = cp_model.CpModel()
    uses = [[model.NewBoolVar("") for _ in range(servers)] for _ in range(tasks)]
    longest = model.NewIntVar(0, int(runs.min(axis=1).sum() * scale) + 1, "")
    for row in uses:
        model.AddExactlyOne(row)
    for i in range(servers):
        model.Add(sum(uses[j][i] * int(round(runs[j, i] * scale)) for j in range(tasks))
                  <= longest)
    model.Minimize(longest)
    solver = solver_for(seconds, threads, seed)
    if solver.Solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        instance.write_assignment(schedule, [next(i for i in range(servers)
                                                  if solver.Value(uses[j][i]))
                                             for j in range(tasks)])


class NightModel:
    def __init__(self, night):
        self.night = night
        self.model = cp_model.CpModel()
        self.steps = int(night.horizon_s // STEP_S)
        sites = len(night.sites["pue_overhead"])
        rates = [night.rate(s) for s in range(sites)]
        moments = numpy.arange(self.steps + 1) * STEP_S
        slots = numpy.arange(len(rates[0]) + 1) * night.slot_s
        # Integral of the rate from 0 to each step, in RATE_DIGITS-ths of money * s / J.
        self.integral = [numpy.round(numpy.interp(
            moments, slots, numpy.concatenate([[0], numpy.cumsum(r * night.slot_s)]))
            * RATE_DIGITS).astype(int).tolist() for r in rates]
        self.rate = rates
        self.cost = []
        self.intervals = {}  # server -> [(interval, task, start, end, literal)]
        self.choice = []  # task -> [(literal, mode, start)]
        for task, modes in enumerate(night.modes()):
            self.add_task(task, modes)
        for server, uses in self.intervals.items():
            self.add_server(server, uses)
        self.model.Minimize(sum(self.cost))

    def at(self, site, moment):
        """The integral of a site's rate up to a moment."""
        low, high = min(self.integral[site]), max(self.integral[site])
        value = self.model.NewIntVar(low, high, "")
        self.model.AddElement(moment, self.integral[site], value)
        return value

    def money(self, power_w, integral, literal):
        """Power times a difference of integrals, owed where the literal holds."""
        cost = self.model.NewIntVar(-10 ** 12, 10 ** 12, "")
        factor = int(round(power_w * MONEY / RATE_DIGITS * 1e6))  # in millionths
        self.model.Add(cost * 10 ** 6 >= integral * factor).OnlyEnforceIf(literal)
        self.model.Add(cost == 0).OnlyEnforceIf(literal.Not())
        self.cost.append(cost)

    def add_task(self, task, modes):
        night, model = self.night, self.model
        start = model.NewIntVar(0, self.steps, "")
        end = model.NewIntVar(0, self.steps, "")
        chosen = []
        sites = {}
        for mode in modes:
            site = int(night.servers["site"][mode.server])
            moved = night.transfer(task, site)
            if moved is None:
                continue
            seconds, joules = moved
            opens = night.servers["open_s"][mode.server] + night.servers["wake_s"][mode.server]
            ready = max(night.tasks["release_s"][task] + seconds, opens)
            steps = int(numpy.ceil(mode.run_s / STEP_S))
            first = int(numpy.ceil(ready / STEP_S))
            if first + steps > self.steps:
                continue
            literal = model.NewBoolVar("")
            model.Add(start >= first).OnlyEnforceIf(literal)
            interval = model.NewOptionalIntervalVar(start, steps, end, literal, "")
            self.intervals.setdefault(mode.server, []).append((interval, task, start, end, literal))
            sites.setdefault(site, []).append((literal, mode))
            chosen.append((literal, mode, start))
            if joules > 0:
                slot = int(night.tasks["release_s"][task] // night.slot_s)
                self.cost.append(literal * int(joules * self.rate[site][slot] * MONEY))
        model.AddExactlyOne(literal for literal, _, _ in chosen)
        for site, uses in sites.items():
            integral = model.NewIntVar(-10 ** 13, 10 ** 13, "")
            model.Add(integral == self.at(site, end) - self.at(site, start))
            for power in {mode.power_w for _, mode in uses}:
                literals = [literal for literal, mode in uses if mode.power_w == power]
                here = model.NewBoolVar("")
                model.Add(sum(literals) == here)
                self.money(power, integral, here)
        self.choice.append(chosen)
        deadline = night.tasks["deadline_s"][task]
        weight = night.tasks["tardiness_weight_per_h"][task]
        if numpy.isfinite(deadline) and weight > 0:
            late = model.NewIntVar(0, self.steps, "")
            model.Add(late >= end - int(deadline // STEP_S))
            self.cost.append(late * int(round(weight / 3600 * STEP_S * MONEY)))

    def add_server(self, server, uses):
        night, model = self.night, self.model
        for r in night.resources:
            needs = [int(night.tasks[f"need_{r}"][task]) for _, task, _, _, _ in uses]
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
        integral = model.NewIntVar(-10 ** 13, 10 ** 13, "")
        model.Add(integral == self.at(site, last) - self.at(site, first))
        self.money(float(night.servers["idle_w"][server]), integral, on)
        wake = float(night.servers["wake_j"][server]) * float(numpy.mean(self.rate[site]))
        self.cost.append(on * int(round(wake * MONEY)))


def plan_night(path, schedule, seconds, threads, seed):
    built = NightModel(instance.Night(path))
    solver = solver_for(seconds, threads, seed)
    if solver.Solve(built.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return
    rows = []
    for task, chosen in enumerate(built.choice):
        mode, start = next((m, solver.Value(s)) for literal, m, s in chosen
                           if solver.Value(literal))
        rows.append((start, task, mode))
    rows.sort(key=lambda row: (row[0], row[1]))
    instance.write_schedule(schedule, [(task, mode.server, order, mode.level, start * STEP_S)
                                       for order, (start, task, mode) in enumerate(rows)])


def main():
    family, *rest = arguments.read()
    (makespan if family == "makespan" else plan_night)(*rest)


main()

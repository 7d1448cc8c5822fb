"""OR-Tools CP-SAT: makespan of an assignment, and the whole model of a small night."""

import arguments
import instance
import night_model
import numpy
from ortools.sat.python import cp_model


def solver_for(seconds, threads, seed):
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = threads
    solver.parameters.random_seed = seed
    return solver


def solved(solver, model):
    status = solver.Solve(model)
    if status == cp_model.MODEL_INVALID:
        raise SystemExit(model.Validate())
    return status in (cp_model.OPTIMAL, cp_model.FEASIBLE)


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
    if solved(solver, model):
        instance.write_assignment(schedule, [next(i for i in range(servers)
                                                  if solver.Value(uses[j][i]))
                                             for j in range(tasks)])


def complete_hints(model, seconds, threads, seed):
    """Makes the hints of some variables hints of all, so that the solver starts from a solution;
    returns the solver that holds it, or None."""
    solver = solver_for(seconds, threads, seed)
    solver.parameters.fix_variables_to_their_hinted_value = True
    if not solved(solver, model):
        return None
    values = list(solver.ResponseProto().solution)
    model.ClearHints()
    for index, value in enumerate(values):
        model.AddHint(model.GetIntVarFromProtoIndex(index), value)
    return solver


def plan_night(path, schedule, seconds, threads, seed):
    """Building the model counts as well: the solver gets what is left of the time."""
    began = arguments.now()
    built = night_model.NightModel(instance.Night(path))
    best = complete_hints(built.model, seconds, threads, seed)
    left = seconds - (arguments.now() - began)
    solver = solver_for(max(left, 1), threads, seed)
    # With these it begins to search earlier, and finds more.
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.linearization_level = 0
    if solved(solver, built.model):
        best = solver
    if best is not None:
        instance.write_schedule(schedule, built.rows(best.Value))


def main():
    family, *rest = arguments.read()
    (makespan if family == "makespan" else plan_night)(*rest)


main()

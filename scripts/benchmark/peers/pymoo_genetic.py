"""pymoo's genetic algorithm on the makespan of an assignment, with its own integer operators."""

import arguments
import instance
import makespan
import numpy
from pymoo.algorithms.soo.nonconvex.ga import GA
from pymoo.core.problem import Problem
from pymoo.operators.crossover.ux import UniformCrossover
from pymoo.operators.mutation.pm import PM
from pymoo.operators.repair.rounding import RoundingRepair
from pymoo.operators.sampling.rnd import IntegerRandomSampling
from pymoo.optimize import minimize
from pymoo.termination.max_time import TimeBasedTermination


class Assignment(Problem):
    def __init__(self, runs):
        super().__init__(n_var=runs.shape[0], n_obj=1, xl=0, xu=runs.shape[1] - 1, vtype=int)
        self.runs = runs

    def _evaluate(self, x, out, *_args, **_kwargs):
        out["F"] = makespan.makespans(self.runs, numpy.asarray(x, dtype=numpy.int64))


def main():
    _family, path, schedule, seconds, _threads, seed = arguments.read()
    runs = instance.matrix(path)
    algorithm = GA(pop_size=100, sampling=IntegerRandomSampling(), crossover=UniformCrossover(),
                   mutation=PM(vtype=float, repair=RoundingRepair()), eliminate_duplicates=True)
    result = minimize(Assignment(runs), algorithm, TimeBasedTermination(seconds), seed=seed)
    instance.write_assignment(schedule, result.X)


main()

"""pagmo2's simple genetic algorithm on the makespan of an assignment, one island a thread."""

import time

import arguments
import instance
import numpy
import pygmo


class Assignment:
    """Integer programme: the server of every task."""

    def __init__(self, runs):
        self.runs = runs

    def fitness(self, x):
        loads = numpy.zeros(self.runs.shape[1])
        servers = x.astype(numpy.int64)
        numpy.add.at(loads, servers, self.runs[numpy.arange(len(servers)), servers])
        return [loads.max()]

    def get_bounds(self):
        tasks, servers = self.runs.shape
        return [0] * tasks, [servers - 1] * tasks

    def get_nix(self):
        return self.runs.shape[0]


def main():
    _family, path, schedule, seconds, threads, seed = arguments.read()
    begin = time.monotonic()
    algorithm = pygmo.algorithm(pygmo.sga(gen=20, cr=0.9, m=0.005, mutation="uniform", seed=seed))
    archipelago = pygmo.archipelago(n=threads, algo=algorithm,
                                    prob=pygmo.problem(Assignment(instance.matrix(path))),
                                    pop_size=100, seed=seed, udi=pygmo.mp_island())
    while time.monotonic() - begin < seconds:
        archipelago.evolve()
        archipelago.wait_check()
    champions = archipelago.get_champions_f()
    best = min(range(len(champions)), key=lambda k: champions[k][0])
    instance.write_assignment(schedule, archipelago.get_champions_x()[best])
    pygmo.mp_island.shutdown_pool()


if __name__ == "__main__":  # the processes of the islands read this file again
    main()

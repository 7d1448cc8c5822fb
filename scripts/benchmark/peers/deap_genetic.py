"""DEAP's simple genetic algorithm on the makespan of an assignment."""

import random
import time

import arguments
import instance
import makespan
import numpy
from deap import base, creator, tools

POPULATION = 200
CROSSOVER = 0.7
MUTATION = 0.3
GENE_MUTATION = 0.005


def main():
    _family, path, schedule, seconds, _threads, seed = arguments.read()
    begin = time.monotonic()
    random.seed(seed)
    runs = instance.matrix(path)
    tasks, servers = runs.shape
    creator.create("Fitness", base.Fitness, weights=(-1.0,))
    creator.create("Individual", list, fitness=creator.Fitness)
    box = base.Toolbox()
    box.register("gene", random.randrange, servers)
    box.register("individual", tools.initRepeat, creator.Individual, box.gene, n=tasks)
    box.register("mate", tools.cxUniform, indpb=0.5)
    box.register("mutate", tools.mutUniformInt, low=0, up=servers - 1, indpb=GENE_MUTATION)
    box.register("select", tools.selTournament, tournsize=3)

    def evaluate(plans):
        for plan, value in zip(plans, makespan.makespans(runs, numpy.array(plans))):
            plan.fitness.values = (value,)

    population = [box.individual() for _ in range(POPULATION)]
    evaluate(population)
    best = tools.HallOfFame(1)
    best.update(population)
    while time.monotonic() - begin < seconds:
        children = [box.clone(plan) for plan in box.select(population, POPULATION - 1)]
        for a, b in zip(children[::2], children[1::2]):
            if random.random() < CROSSOVER:
                box.mate(a, b)
        for child in children:
            if random.random() < MUTATION:
                box.mutate(child)
        evaluate(children)
        population = children + [box.clone(best[0])]
        best.update(population)
    instance.write_assignment(schedule, best[0])


main()

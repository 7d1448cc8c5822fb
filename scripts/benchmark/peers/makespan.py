"""Makespan of whole populations of assignments at once."""

import numpy


def makespans(runs, population):
    """runs [task, server], population [plan, task] of servers; returns [plan]."""
    plans, tasks = population.shape
    servers = runs.shape[1]
    flat = population + servers * numpy.arange(plans)[:, None]
    loads = numpy.bincount(flat.ravel(), weights=runs[numpy.arange(tasks), population].ravel(),
                           minlength=plans * servers)
    return loads.reshape(plans, servers).max(axis=1)

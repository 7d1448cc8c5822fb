"""A first schedule of a night on a grid of steps: what a solver of constraints starts from."""

import numpy


class Room:
    """What is free on every server, step by step."""

    def __init__(self, night, steps):
        self.free = numpy.array([[numpy.full(steps, night.servers[f"capacity_{r}"][i], numpy.int64)
                                  for r in night.resources]
                                 for i in range(len(night.servers["site"]))])

    def earliest(self, server, need, first, length):
        """First start at which `length` steps in a row have room; None: there is none."""
        fits = numpy.all(self.free[server, :, first:] >= need[:, None], axis=0)
        blocked = numpy.concatenate([[0], numpy.cumsum(~fits)])
        starts = numpy.flatnonzero(blocked[length:] == blocked[:-length]) if length <= len(
            fits) else []
        return first + int(starts[0]) if len(starts) else None

    def take(self, server, need, start, length):
        self.free[server, :, start:start + length] -= need[:, None]


def by_arrival(night, steps, options):
    """In order of arrival, each task where it completes first. options: for every task its
    (server, level, first start, length). Returns (server, level, start) or None of each task."""
    room = Room(night, steps)
    chosen = [None] * len(options)
    for task in numpy.argsort(night.tasks["release_s"], kind="stable"):
        need = numpy.array([int(night.tasks[f"need_{r}"][task]) for r in night.resources])
        best = None
        for server, level, first, length in options[task]:
            if best is not None and first + length >= best[0]:
                continue
            start = room.earliest(server, need, first, length)
            if start is not None and (best is None or start + length < best[0]):
                best = (start + length, server, level, start, length)
        if best is not None:
            _end, server, level, start, length = best
            room.take(server, need, start, length)
            chosen[task] = (server, level, start)
    return chosen

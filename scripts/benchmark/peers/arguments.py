"""The command line that all peers share."""

import sys
import time


def read():
    """family, instance, schedule to write, seconds, threads, seed"""
    family, instance, schedule, seconds, threads, seed = sys.argv[1:]
    return family, instance, schedule, float(seconds), int(threads), int(seed)


def now():
    """Seconds on a clock that never goes back."""
    return time.monotonic()

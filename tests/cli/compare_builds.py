#!/usr/bin/env python3
"""Do builds of different compilers and settings make the same nights and plans, bit for bit?

Usage: compare_builds.py NIGHTWATT NIGHTWATT...
"""

import json
import pathlib
import subprocess
import sys
import tempfile

# Options of `generate night` and of `plan`.
CASES = [
    (["--tasks", "60", "--servers", "6"], ["--generations", "40"]),
    (["--tasks", "400", "--servers", "12", "--deadlines", "tight"], ["--generations", "15"]),
    (["--tasks", "150", "--servers", "3", "--arrivals", "night", "--classes", "gpu"],
     ["--generations", "20", "--threads", "1"]),
]


def plan_hash(nightwatt, folder, recipe, settings):
    """Hash of the plan that a build makes of a night that it made itself."""
    night, plan = folder / "night.h5", folder / "plan.h5"
    subprocess.run([nightwatt, "generate", "night", *recipe, "--seed", "1", "-o", night],
                   check=True, stdout=subprocess.DEVNULL)
    done = subprocess.run([nightwatt, "plan", "--instance", night, "--seed", "1", *settings,
                           "--json", "-", "-o", plan],
                          check=True, capture_output=True, text=True)
    return json.loads(done.stdout)["plan_hash"]


def main(builds):
    different = 0
    with tempfile.TemporaryDirectory() as name:
        for recipe, settings in CASES:
            hashes = [plan_hash(build, pathlib.Path(name), recipe, settings) for build in builds]
            same = len(set(hashes)) == 1
            different += not same
            print("same     " if same else "DIFFERENT", *hashes, *recipe)
    sys.exit(1 if different else 0)


main(sys.argv[1:])

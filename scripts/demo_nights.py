#!/usr/bin/env python3
"""Plans the demo nights of configs/demo, weighs their levers, and prints the table of configs/demo/README.md.

demo_nights.py NIGHTWATT [NAME...] [-o FOLDER] [--threads N]

NIGHTWATT is the program. Writes instance, plan, levers and report of each night to FOLDER (build/demo_nights).
All searches end by their work, so the table is the same on every machine. "Energy alone" is the same night where
every kWh costs the same and carbon nothing: published claims are about energy, and a plan that follows prices is not.
Needs h5py, Debian's python3-h5py.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tomllib

SOURCE = pathlib.Path(__file__).resolve().parent.parent
NIGHTS = ("image_recognition", "modular_centre", "bank", "edge")


def recipe_of(name):
    return tomllib.loads((SOURCE / "configs" / "demo" / f"{name}.toml").read_text())


def generate(program, settings, path):
    options = []
    for name, value in settings.items():
        options += [f"--{name}"] if value is True else [f"--{name}", str(value)]
    subprocess.run([program, "generate", "night", *options, "-o", path], check=True, stdout=subprocess.DEVNULL)


def threads_of(arguments):
    return ["--threads", str(arguments.threads)] if arguments.threads else []


def plan_of(arguments, generations, night, plan, found):
    """Totals of a plan of the night, and those of mct."""
    subprocess.run([arguments.program, "plan", "--instance", night, "-o", plan, "--seed", "1", "--generations",
                    str(generations), "--json", found, "--quiet", *threads_of(arguments)],
                   check=True, stdout=subprocess.DEVNULL)
    totals = json.loads(found.read_text())
    return totals, next(one for one in totals["baselines"] if one["rule"] == "mct")


def at_one_price(night, path):
    """The same night where only energy counts."""
    import h5py
    shutil.copyfile(night, path)
    with h5py.File(path, "r+") as file:
        file["series/price_per_kwh"][:] = 0.1
        file.attrs["carbon_price_per_kg"] = 0.0


def mct_of(program, folder, night):
    """Totals of the rule mct."""
    plan, found = folder / "mct.h5", folder / "mct.json"
    subprocess.run([program, "baseline", night, "--rule", "mct", "-o", plan], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([program, "report", night, plan, "--json", found], check=True, stdout=subprocess.DEVNULL)
    return json.loads(found.read_text())


def cooling(totals):
    return totals["energy_kwh"] - totals["it_energy_kwh"]


def saved(before, after):
    return f"{100 * (before - after) / before:.1f}"


def best_rule(totals):
    rules = [one for one in totals["baselines"] if "note" not in one and one["feasible"] and one["rule"] != "mct"]
    if not rules:
        return "none keeps all limits"
    best = min(rules, key=lambda one: one["cost"])
    return f"{best['rule']} {best['cost']:.2f}"


def levers_of(ablation):
    """The three whose loss costs most, in per cent of what mct costs."""
    lost = [(one["left_out"]["cost"] - ablation["all"]["cost"], one["name"]) for one in ablation["levers"]
            if "note" not in one["left_out"]]
    lost.sort(reverse=True)
    return ", ".join(f"{name} {100 * cost / abs(ablation['dispatcher']['cost']):.1f}" for cost, name in lost[:3])


def weigh(arguments, name):
    program, folder = arguments.program, arguments.output / name
    folder.mkdir(parents=True, exist_ok=True)
    recipe = recipe_of(name)
    night, plan, levers = folder / "night.h5", folder / "plan.h5", folder / "levers.json"
    generate(program, recipe["generate"], night)
    work = recipe["work"]
    found, mct = plan_of(arguments, work["generations"], night, plan, folder / "plan.json")
    at_one_price(night, folder / "energy.h5")
    energy, energy_mct = plan_of(arguments, work["generations"], folder / "energy.h5", folder / "energy_plan.h5",
                                 folder / "energy.json")
    subprocess.run([program, "ablate", night, "--seed", "1", "--generations", str(work["ablate-generations"]),
                    "--json", levers, "--quiet", *threads_of(arguments)], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([program, "report", night, plan, "--ablation", levers, "-o", folder / "report.html"], check=True,
                   stdout=subprocess.DEVNULL)
    compared = ""
    if "compare" in recipe:
        other = folder / "compare.h5"
        generate(program, recipe["generate"] | recipe["compare"], other)
        chilled = mct_of(program, folder, other)
        compared = f" (against mct with {' '.join(map(str, recipe['compare'].values()))} air: {{}}, cooling {{}})".format(
            saved(chilled["energy_kwh"], energy["energy_kwh"]), saved(cooling(chilled), cooling(energy)))
    return (f"| {name} | {mct['cost']:.2f} {found['currency']}, {mct['energy_kwh']:.0f} kWh, {mct['late_tasks']} late "
            f"| {best_rule(found)} | {found['cost']:.2f}, {found['energy_kwh']:.0f} kWh, {found['late_tasks']} late "
            f"| {saved(mct['cost'], found['cost'])} | {saved(mct['energy_kwh'], found['energy_kwh'])} "
            f"| {saved(cooling(mct), cooling(found))} | {saved(energy_mct['energy_kwh'], energy['energy_kwh'])}, "
            f"cooling {saved(cooling(energy_mct), cooling(energy))}{compared} | {100 * found['gap']:.1f} "
            f"| {levers_of(json.loads(levers.read_text()))} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("names", nargs="*", default=NIGHTS)
    parser.add_argument("-o", "--output", type=pathlib.Path, default=SOURCE / "build" / "demo_nights")
    parser.add_argument("--threads", type=int, default=0)
    arguments = parser.parse_args()
    print("| night | mct | best other rule | this plan | cost saved % | energy saved % | cooling saved % | energy alone: saved % | gap % "
          "| levers: lost without, % of mct's cost |\n|---|---|---|---|---|---|---|---|---|---|")
    for name in arguments.names:
        print(weigh(arguments, name), flush=True)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""What a forecast is worth: nights planned on forecasts, then priced by what really happened.

    forecast_nights.py NIGHTWATT DATA [SITE [EVERY_DAYS]]

The 70 tasks and 5 servers of configs/solar, without the sun, at a site with the prices, carbon intensity
(0.1 a kilogram) and weather of 2023 in DATA/energy. Each night begins at 18:00 UTC, lasts 24 hours and is
planned four times: knowing it, by regression, as yesterday, and as the last hour before it.
Standard library only.
"""

import csv
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile

SOLAR = pathlib.Path(__file__).resolve().parent.parent.parent / "configs" / "solar"
METHODS = ("ridge", "seasonal", "persistence")
HOURS = 24


def call(*words):
    done = subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True)
    return done.stdout


def column(path, moment, value):
    """Values of a CSV file by the hour, in UTC."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        name = next(field for field in rows.fieldnames if value in field)
        return {row[moment][:13].replace("T", " "): float(row[name]) for row in rows}


def measured(data, site):
    energy = data / "energy"
    weather = json.loads((energy / f"{site}_weather_2023.json").read_text())
    offset = datetime.timedelta(seconds=weather["utc_offset_seconds"])
    temperature = {
        (datetime.datetime.fromisoformat(time) - offset).strftime("%Y-%m-%d %H"): value
        for time, value in zip(weather["hourly"]["time"], weather["hourly"]["temperature_2m"])}
    return (column(energy / f"{site}_price_2023.csv", "Datetime (UTC)", "Price"),
            column(energy / f"{site}_carbon_2023.csv", "Datetime (UTC)", "(LCA)"), temperature)


def write_night(folder, site, start, prices, carbon, temperature):
    """The night as it was, as CSV files."""
    lines = ["site,start_s,price_per_kwh,carbon_g_per_kwh,temperature_c"]
    for hour in range(HOURS):
        at = (start + datetime.timedelta(hours=hour)).strftime("%Y-%m-%d %H")
        lines.append(f"{site},{3600 * hour},{prices[at] / 1000},{carbon[at]},{temperature[at]}")
    (folder / "series.csv").write_text("\n".join(lines) + "\n")
    (folder / "instance.csv").write_text(
        f"key,value\nhorizon_s,{3600 * HOURS}\nslot_s,3600\nepoch,{start:%Y-%m-%dT%H:%M:%SZ}\n"
        "currency,USD\ncarbon_price_per_kg,0.1\n")
    (folder / "cop.csv").write_text(f"site,temperature_c,cop\n{site},0,9\n{site},35,4\n")
    (folder / "servers.csv").write_text((SOLAR / "servers.csv").read_text().replace("roof", site))
    (folder / "tasks.csv").write_text((SOLAR / "tasks.csv").read_text())
    return [folder / f"{name}.csv" for name in ("tasks", "servers", "series", "instance", "cop")]


def main():
    program, data = sys.argv[1], pathlib.Path(sys.argv[2])
    site = sys.argv[3] if len(sys.argv) > 3 else "DE-LU"
    every = int(sys.argv[4]) if len(sys.argv) > 4 else 7
    prices, carbon, temperature = measured(data, site)
    totals = dict.fromkeys(("known",) + METHODS, 0.0)
    wins = dict.fromkeys(METHODS, 0)
    nights = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        history = folder / "history.h5"
        for kind, ending in (("price", "csv"), ("carbon", "csv"), ("weather", "json")):
            call(program, "import-history", kind, data / "energy" / f"{site}_{kind}_2023.{ending}",
                 "--name", site, *(["--append"] if history.exists() else []), "-o", history)
        start = datetime.datetime(2023, 3, 1, 18)
        while start < datetime.datetime(2023, 12, 29):
            known = folder / "known.h5"
            call(program, "import", "csv",
                 *write_night(folder, site, start, prices, carbon, temperature), "-o", known)
            costs = {}
            for method in ("known",) + METHODS:
                night, plan = folder / f"{method}.h5", folder / "plan.h5"
                if method != "known":
                    call(program, "forecast", "--history", history, "--instance", known, "--set",
                         f"forecast.method={method}", "-o", night)
                call(program, "plan", "--instance", night, "--seed", 1, "--generations", 20, "-o",
                     plan)
                found = call(program, "evaluate", night, plan, "--happened", known, "--json", "-")
                costs[method] = json.loads(found)["cost"]
                totals[method] += costs[method]
            for method in METHODS:
                wins[method] += costs[method] == min(costs[other] for other in METHODS)
            nights += 1
            print(f"{start:%Y-%m-%d}", *(f"{method} {costs[method]:.4f}" for method in costs),
                  flush=True)
            start += datetime.timedelta(days=every)
    for method, total in totals.items():
        loss = f", {100 * (total / totals['known'] - 1):.1f} % above knowing" if method in wins else ""
        print(f"{site}, {nights} nights, {method}: {total:.3f} USD{loss}")
    print("cheapest of the three:", wins)


main()

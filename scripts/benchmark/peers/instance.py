"""A nightwatt instance as plain arrays, and schedules as import-plan reads them."""

import csv
import dataclasses

import h5py
import numpy


@dataclasses.dataclass
class Mode:
    """A task on a server at a level: seconds and watts."""
    server: int
    level: int
    run_s: float
    power_w: float


def matrix(path):
    """Runtimes [task, server] of an instance with one class a server; inf: not allowed."""
    with h5py.File(path) as file:
        runs = numpy.full((len(file["tasks/id"]), len(file["servers/id"])), numpy.inf)
        server_of = {int(k): i for i, k in enumerate(file["servers/class_index"][:])}
        servers = [server_of[int(k)] for k in file["runtimes/class_index"][:]]
        runs[file["runtimes/task"][:], servers] = file["runtimes/runtime_s"][:]
    return runs


class Night:
    """What a night holds, by row numbers; times in seconds, series as [site][slot]."""

    def __init__(self, path):
        with h5py.File(path) as file:
            self.horizon_s = float(file.attrs["horizon_s"])
            self.slot_s = float(file.attrs["slot_s"])
            self.tasks = {name: file["tasks"][name][:] for name in file["tasks"] if name != "id"}
            self.servers = {n: file["servers"][n][:] for n in file["servers"] if n != "id"}
            self.resources = [str(r) for r in numpy.atleast_1d(file.attrs["resources"])]
            self.sites = {n: file["sites"][n][:] for n in file["sites"] if n != "id"}
            self.series = {n: file["series"][n][:] for n in file["series"]}
            self.links = {n: file["links"][n][:] for n in file["links"]} if "links" in file else {}
            self.cop = {n: file["cop"][n][:] for n in file["cop"]} if "cop" in file else {}
            self.levels = {n: file["levels"][n][:] for n in file["levels"]}
            self.runtimes = {n: file["runtimes"][n][:] for n in file["runtimes"]}
            self.carbon_price = float(file.attrs.get("carbon_price_per_kg", 0))

    def rate(self, site):
        """Money per joule of IT load, by slot: PUE * (price + carbon price * intensity)."""
        rows = self.series["site"] == site
        cop_rows = self.cop["site"] == site if self.cop else numpy.array([], bool)
        pue = numpy.full(int(rows.sum()), self.sites["pue_overhead"][site])
        if cop_rows.any():
            pue = pue + 1 / numpy.interp(self.series["temperature_c"][rows],
                                         self.cop["temperature_c"][cop_rows],
                                         self.cop["cop"][cop_rows])
        money_per_kwh = (self.series["price_per_kwh"][rows] +
                         self.carbon_price * self.series["carbon_g_per_kwh"][rows] / 1000)
        return pue * money_per_kwh / 3.6e6

    def modes(self):
        """For every task its modes on every server that has room for it."""
        by_class = {}
        for i, k in enumerate(self.servers["class_index"]):
            by_class.setdefault(int(k), []).append(i)
        tables = {}
        for k, frequency, power in zip(self.levels["class_index"],
                                       self.levels["relative_frequency"],
                                       self.levels["relative_power"]):
            tables.setdefault(int(k), []).append((float(frequency), float(power)))
        modes = [[] for _ in self.tasks["release_s"]]
        for task, k, run_s, power_w in zip(self.runtimes["task"], self.runtimes["class_index"],
                                           self.runtimes["runtime_s"], self.runtimes["power_w"]):
            b = float(self.tasks["frequency_sensitivity"][task])
            for i in by_class.get(int(k), []):
                if any(self.tasks[f"need_{r}"][task] > self.servers[f"capacity_{r}"][i]
                       for r in self.resources):
                    continue
                for level, (frequency, power) in enumerate(tables.get(int(k), [(1.0, 1.0)])):
                    modes[task].append(Mode(i, level, float(run_s) * (b / frequency + 1 - b),
                                            float(power_w) * power))
        return modes

    def transfer(self, task, site):
        """Seconds and joules to bring a task's input to a site; None: no link."""
        origin, size = int(self.tasks["input_site"][task]), float(self.tasks["input_bytes"][task])
        if size == 0 or origin < 0 or origin == site:
            return 0.0, 0.0
        for a, b, speed, energy in zip(self.links["from_site"], self.links["to_site"],
                                       self.links["bandwidth_bytes_per_s"],
                                       self.links["energy_j_per_byte"]):
            if int(a) == origin and int(b) == site:
                return size / float(speed), size * float(energy)
        return None


def write_schedule(path, rows):
    """rows: (task, server, order, level, hold_s), by row numbers."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["task", "server", "order", "level", "hold"])
        writer.writerows(rows)


def write_assignment(path, servers):
    write_schedule(path, [(j, int(i), j, 0, 0) for j, i in enumerate(servers)])

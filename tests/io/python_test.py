"""Instance and plan files open with h5py and xarray; what h5py writes, the program reads.

Usage: python_test.py SAMPLE_FILES README
"""

import pathlib
import subprocess
import sys
import tempfile
import unittest
import warnings

import h5py
import numpy as np
import xarray as xr

SAMPLE_FILES, README = sys.argv[1], pathlib.Path(sys.argv[2])


def moment(seconds):
    """Seconds of the sample's clock as a time stamp."""
    return np.datetime64("2023-11-21T17:00:00", "ns") + np.timedelta64(round(seconds * 1e3), "ms")


def to_milliseconds(values):
    """Nanoseconds of a decoded double, rounded: xarray multiplies and truncates."""
    return (values + np.timedelta64(500, "us")).astype("datetime64[ms]")


class Files(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.folder = pathlib.Path(self.scratch.name)
        subprocess.run([SAMPLE_FILES, "write", self.folder], check=True)
        warnings.simplefilter("ignore", RuntimeWarning)  # xarray casts NaN moments to NaT

    def table(self, file, group):
        with xr.open_dataset(self.folder / file, group=group, engine="h5netcdf") as dataset:
            return dataset.load()

    def test_instance_tasks_in_xarray(self):
        tasks = self.table("night.h5", "tasks")
        self.assertEqual(list(tasks["id"].values), ["alpha", "beta", "gamma", "délta"])
        self.assertEqual(tasks["release_s"].dims, ("id",))
        self.assertEqual(to_milliseconds(tasks["release_s"].values)[1], moment(0.001))
        self.assertEqual(to_milliseconds(tasks["release_s"].values)[2], moment(1800.125))
        self.assertTrue(np.isnat(tasks["deadline_s"].values[1]))
        self.assertEqual(tasks["tardiness_weight_per_h"].attrs["units"], "h-1")
        self.assertEqual(tasks["tardiness_weight_per_h"].attrs["currency"], "USD")
        self.assertEqual(tasks["input_bytes"].attrs["units"], "byte")
        self.assertEqual(list(tasks["need_cpu"].values), [4, 8, 1, 2])
        self.assertEqual(float(tasks["work"].sel(id="délta")), 4.5)

    def test_instance_series_and_attributes_in_xarray(self):
        series = self.table("night.h5", "series")
        self.assertEqual(series["price_per_kwh"].attrs["units"], "kW-1 h-1")
        self.assertEqual(series.sizes, {"row": 8})
        self.assertEqual(to_milliseconds(series["start_s"].values)[3], moment(3 * 3600))
        runtimes = self.table("night.h5", "runtimes")
        self.assertEqual(runtimes["runtime_s"].dtype, np.float64)  # not decoded as a timedelta
        self.assertEqual(runtimes["runtime_s"].values[1], 300.5)
        with xr.open_dataset(self.folder / "night.h5", engine="h5netcdf") as root:
            self.assertEqual(root.attrs["format"], "nightwatt instance")
            self.assertEqual(list(root.attrs["resources"]), ["cpu", "gpu"])

    def test_every_table_opens_in_xarray(self):
        for file in ("night.h5", "plan.h5"):
            with h5py.File(self.folder / file, "r") as raw:
                groups = list(raw)
                columns = {group: {name for name in raw[group] if name != "row"} for group in groups}
            for group in groups:
                names = set(self.table(file, group).variables) - {"row"}
                self.assertEqual(names, columns[group], f"{file}: /{group}")

    def test_plan_in_xarray(self):
        tasks = self.table("plan.h5", "tasks")
        self.assertEqual(list(tasks["server"].values), [0, 1, 0, 2])
        self.assertEqual(to_milliseconds(tasks["start_s"].values)[1], moment(630.123))
        self.assertEqual(tasks["energy_kwh"].attrs["units"], "kW h")
        totals = self.table("plan.h5", "totals")
        self.assertEqual(list(totals["rule"].values), ["plan", "fifo", "sufferage"])
        self.assertEqual(totals["cost"].attrs["currency"], "USD")
        self.assertEqual(int(totals["feasible"].sel(rule="fifo")), 0)
        hashes = self.table("plan.h5", "generations")["population_hash"].values
        self.assertEqual(int(hashes[0]), 2**64 - 1)

    def test_plan_joins_its_instance_by_id(self):
        joined = xr.merge([self.table("night.h5", "tasks")[["deadline_s"]],
                           self.table("plan.h5", "tasks")[["end_s"]]])
        self.assertEqual(joined.sizes, {"id": 4})

    def test_plan_in_h5py(self):
        with h5py.File(self.folder / "plan.h5", "r") as plan:
            self.assertEqual(plan.attrs["format"], "nightwatt plan")
            self.assertEqual(plan.attrs["seed"], -7)
            self.assertEqual(len(plan.attrs["instance_hash"]), 16)
            self.assertIn("seed = 7", plan.attrs["configuration"])
            start = plan["tasks/start_s"]
            self.assertEqual(start.attrs["units"], "seconds since 2023-11-21T17:00:00Z")
            self.assertEqual(list(start[:]), [30.001, 630.123, 1800.125, 4000.25])
            self.assertEqual(start.compression, "gzip")
            self.assertTrue(start.shuffle)
            self.assertEqual(plan["tasks/id"].asstr()[3], "délta")
            with h5py.File(self.folder / "night.h5", "r") as night:
                for name in ("servers/id", "servers/site", "sites/id"):
                    self.assertEqual(list(plan[name]), list(night[name]), name)

    def test_the_readme_example_is_an_instance(self):
        text = README.read_text()
        lines = text.split("A small instance with h5py:\n", 1)[1].split("\n## ", 1)[0].splitlines()
        path = self.folder / "byhand.h5"
        code = "\n".join(line[4:] for line in lines).replace("night.h5", str(path))
        scope = {"h5py": h5py}
        exec(compile(code, str(README), "exec"), scope)  # pylint: disable=exec-used
        scope["f"].close()
        result = subprocess.run([SAMPLE_FILES, "read", path], capture_output=True, text=True)
        self.assertEqual(result.stderr, "")
        self.assertEqual(result.stdout, "2 tasks\n")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])

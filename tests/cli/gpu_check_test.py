"""scripts/gpu_check.sh without a GPU: what it makes of programs that play their parts. Called as
gpu_check_test.py NIGHTWATT; the programs are small scripts, and the doctor of a machine without a GPU is real."""

import os
import re
import subprocess
import sys
import tarfile
import tempfile
import unittest
from pathlib import Path

NIGHTWATT = sys.argv.pop(1)
SCRIPT = Path(__file__).resolve().parent.parent.parent / "scripts" / "gpu_check.sh"
CHECKS = ["parity", "memcheck", "same_plans", "doctor", "racecheck", "initcheck"]

GTEST = """
echo '[ RUN      ] CudaParity.EqualsTheCpu/default'
echo '[       OK ] CudaParity.EqualsTheCpu/default (3 ms)'
echo '[ RUN      ] CudaParity.RaisesTheSameBound/loads_only'
echo 'parity_test.cpp:46: Skipped'
echo 'priced on the host'
echo '[  SKIPPED ] CudaParity.RaisesTheSameBound/loads_only (0 ms)'
echo '[  PASSED  ] 1 test.'
echo '[  SKIPPED ] 1 test, listed below:'
echo '[  SKIPPED ] CudaParity.RaisesTheSameBound/loads_only'
"""
SKIPS = """
echo 'no GPU: no NVIDIA driver'
echo '[  SKIPPED ] CudaParity.EqualsTheCpu/default (0 ms)'
echo '[  PASSED  ] 0 tests.'
"""
DOCTOR = """{
  "backends": [
    {
      "name": "cuda",
      "unavailable": "%s",
      "devices": []
    }
  ],
  "parity": [
    {
      "case": "genetic, 200 x 8",
      "equal": true,
      "traces": [
        {
          "backend": "cpu",
          "hash": "12",
          "seconds": 1
        }%s
      ]
    }
  ]
}"""
CUDA_TRACE = ', {\n          "backend": "cuda",\n          "hash": "12",\n          "seconds": 1\n        }'
PLAN = """
while [ $# -gt 0 ]; do
  case $1 in
    generate) exit 0 ;;
    doctor) doctor=1 ;;
    --backend) backend=$2 ;;
    --algorithm) algorithm=$2 ;;
    --json) json=$2 ;;
  esac
  shift
done
if [ "${doctor-}" ]; then cat "$(dirname "$0")/doctor.json" >"$json"; exit; fi
[ "$algorithm$backend" = "${WRONG-none}" ] && hash=bad || hash=abc
[ "$json" = - ] || exec >"$json"
echo "  \\"plan_hash\\": \\"$hash\\","
"""
BENCH = """
for word in "$@"; do case $word in --benchmark_out=*) out=${word#*=} ;; esac; done
echo '{"name": "evaluate/512x16/cuda/real_time"}' >"$out"
"""


class GpuCheck(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.reports = self.folder / "reports"
        (self.folder / "bin").mkdir()
        self.play("cuda_parity_test", GTEST)
        self.play("forecast_test", "echo '[  PASSED  ] 1 test.'")
        self.play("nightwatt", PLAN)
        self.play("ridge_bench", "echo fast")
        self.play("backend_bench", BENCH)
        self.play("nvidia-smi", "echo H100")
        self.play("compute-sanitizer", 'while [[ $1 == --* ]]; do [ $1 = --tool ] && shift;'
                                       ' [ $1 = --error-exitcode ] && shift; shift; done; "$@"')
        # Says what it was asked for; nothing takes long here.
        self.play("timeout", 'echo "$*" >>"$(dirname "$0")/limits"; shift 3; exec "$@"')
        self.doctor(DOCTOR % ("", CUDA_TRACE))

    def play(self, name, text):
        program = self.folder / "bin" / name
        program.write_text("#!/bin/bash\n" + text)
        program.chmod(0o755)

    def doctor(self, findings):
        (self.folder / "bin" / "doctor.json").write_text(findings)

    def run_check(self, *stages, **environment):
        path = f"{self.folder}/bin:{os.environ['PATH']}"
        return subprocess.run(["bash", SCRIPT, self.folder / "bin", self.reports, *stages],
                              capture_output=True, text=True, timeout=120,
                              env={**os.environ, "PATH": path, **environment})

    def summary(self):
        lines = (self.reports / "summary.txt").read_text().splitlines()
        return {name: verdict for name, verdict in (line.split(": ", 1) for line in lines)}

    def assert_failed(self, stage, **environment):
        done = self.run_check(stage, **environment)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("FAILED", self.summary()[stage])

    def test_all_passes_where_all_ran(self):
        done = self.run_check()
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(list(self.summary())[:6], CHECKS)
        self.assertEqual(list(self.summary())[-2:], ["large_cpu", "large_cuda"])
        self.assertTrue(all(v.startswith("passed") for v in self.summary().values()), done.stdout)
        with tarfile.open(self.reports / "report.tar.gz") as tar:
            names = tar.getnames()
        for name in ("./summary.txt", "./doctor.json", "./large_cuda.json", "./device.txt"):
            self.assertIn(name, names)
        self.assertNotIn("./report.tar.gz", names)

    def test_parts_fit_ten_minutes_and_share_a_summary(self):
        for part, stages in (("checks", 6), ("rates", 7)):
            (self.folder / "bin" / "limits").unlink(missing_ok=True)
            self.assertEqual(self.run_check(part).returncode, 0)
            limits = [line.split() for line in
                      (self.folder / "bin" / "limits").read_text().splitlines()]
            self.assertEqual(len(limits), stages)
            # A hung kernel hears SIGKILL alone.
            self.assertTrue(all(words[:2] == ["-k", "10"] for words in limits), limits)
            self.assertLess(sum(int(words[2]) for words in limits), 600)
        self.assertEqual(self.run_check("parity", "ridge").returncode, 0)
        self.assertEqual(len(self.summary()), 13)

    def test_skipped_tests_are_no_pass(self):
        self.play("cuda_parity_test", SKIPS)
        for stage in ("parity", "memcheck", "racecheck", "initcheck"):
            self.assert_failed(stage)
        self.play("cuda_parity_test", "echo '[  PASSED  ] 0 tests.'")
        self.assert_failed("parity")
        self.play("forecast_test", SKIPS)
        self.assert_failed("ridge")

    def test_other_plans_are_no_pass(self):
        for wrong in ("geneticcuda", "swarmcpu", "hybridcuda"):
            self.assert_failed("same_plans", WRONG=wrong)
        self.assertIn("etc.h5 genetic", (self.reports / "same_plans.txt").read_text())

    def test_a_doctor_without_the_gpu_is_no_pass(self):
        self.doctor(DOCTOR % ("no NVIDIA driver", ""))
        self.assert_failed("doctor")
        self.doctor(DOCTOR % ("", ""))
        self.assert_failed("doctor")
        self.doctor(DOCTOR % ("", CUDA_TRACE.replace("hash", "failed")))
        self.assert_failed("doctor_full")

    def test_the_doctor_of_this_machine_is_understood(self):
        self.play("nightwatt", f'exec "{NIGHTWATT}" "$@"')
        done = self.run_check("doctor")
        text = (self.reports / "doctor.txt").read_text()
        if re.search(r"cuda +not available", text):
            self.assertIn("no GPU to be had", text)
            self.assertEqual(done.returncode, 1)
        else:
            self.assertIn("4 of 4 cases", text)

    def test_what_is_missing_is_no_pass(self):
        (self.folder / "bin" / "ridge_bench").unlink()
        self.assert_failed("ridge_rate")
        self.play("backend_bench", BENCH.replace("cuda", "cpu"))
        self.assert_failed("backend_bench")
        self.play("compute-sanitizer", "exit 1")
        self.assert_failed("initcheck")

    def test_what_a_node_lacks_is_named(self):
        (self.folder / "bin" / "compute-sanitizer").unlink()
        # A node without the toolkit, whatever this machine has.
        bare = {"PATH": f"{self.folder}/bin:/usr/bin:/bin"}
        for stage in ("memcheck", "racecheck", "initcheck"):
            self.assert_failed(stage, **bare)
            self.assertIn("no compute-sanitizer in PATH", self.summary()[stage])
        self.play("forecast_test", SKIPS.replace("no GPU: no NVIDIA driver",
                                                 "cuda: libcublas.so.13 is not there"))
        self.assert_failed("ridge")
        self.assertIn("libcublas.so.13 is not there", self.summary()["ridge"])

    def test_wrong_use_is_told(self):
        self.assertEqual(self.run_check("partiy").returncode, 2)
        self.assertIn("partiy", self.run_check("partiy").stderr)


unittest.main()

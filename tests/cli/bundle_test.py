"""The tarball of cpack: unpacked into an empty folder it runs without an environment, on libraries of
its own."""

import json
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import unittest

BUILD = pathlib.Path(sys.argv.pop(1))
# What a node has: glibc and the loader. The driver and CUDA's libraries are the node's, too.
OF_THE_NODE = ("ld-linux", "libc.so", "libm.so", "libdl.so", "librt.so", "libpthread.so",
               "libresolv.so", "linux-vdso", "libcuda", "libcublas", "libcusolver", "libcusparse",
               "libnvJitLink")


class Bundle(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.scratch.name)
        subprocess.run(["cpack", "--config", BUILD / "CPackConfig.cmake", "-G", "TGZ", "-B",
                        folder / "packages", "-D", "CPACK_COMPONENTS_ALL=program"],
                       check=True, capture_output=True)
        packages = list((folder / "packages").glob("*-program.tar.gz"))
        assert len(packages) == 1, packages
        cls.size = packages[0].stat().st_size
        with tarfile.open(packages[0]) as tar:
            tar.extractall(folder / "node")
        (cls.root,) = (folder / "node").iterdir()

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def run_bare(self, *command):
        return subprocess.run([str(word) for word in command], env={}, cwd=self.root, text=True,
                              capture_output=True, check=False)

    def test_the_doctor_runs_in_an_empty_environment(self):
        done = self.run_bare(self.root / "bin" / "nightwatt", "doctor", "--json", "-")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(json.loads(done.stdout)["healthy"])

    def test_every_library_comes_from_the_bundle_or_the_node(self):
        lines = self.run_bare("/usr/bin/ldd", self.root / "bin" / "nightwatt").stdout.splitlines()
        self.assertGreater(len(lines), 5)
        for line in lines:
            name = pathlib.Path(line.split()[0]).name
            if name.startswith(OF_THE_NODE):
                continue
            self.assertIn(f"=> {self.root}/", line.replace("bin/../lib", "lib"), line)

    def test_it_holds_what_a_user_starts_from_and_stays_small(self):
        self.assertTrue((self.root / "share" / "nightwatt" / "configs" / "default.toml").is_file())
        self.assertTrue((self.root / "share" / "nightwatt" / "LICENSE").is_file())
        self.assertLess(self.size, 60 << 20)


unittest.main()

"""The tarball of cpack: unpacked into an empty folder it runs without an environment, on libraries of
its own."""

import json
import pathlib
import re
import shutil
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


LIBRARY = BUILD / "libnightwatt_mpi.so"
MPIRUN = "mpirun --allow-run-as-root --oversubscribe --bind-to none -n 2".split()


def why_not_mpi():
    if not LIBRARY.exists():
        return "this build has no MPI"
    return "" if shutil.which("mpirun") else "no mpirun (openmpi-bin)"


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

    def test_pages_that_its_readme_and_configurations_name_are_there(self):
        share = self.root / "share"
        pages = share / "doc" / "nightwatt"
        text = (pages / "README.md").read_text() + "".join(
            path.read_text() for path in (share / "nightwatt" / "configs").glob("*.toml"))
        named = set(re.findall(r"\b((?:configs|host|io|kernels|scripts|tests)/[\w./-]+\.(?:md|png))\b", text))
        self.assertGreater(len(named), 10)
        self.assertEqual([name for name in sorted(named) if not (pages / name).is_file()], [])

    @unittest.skipIf(why_not_mpi(), why_not_mpi())
    def test_two_processes_join_by_the_mpi_of_the_node(self):
        self.assertFalse(list(self.root.glob("lib/libmpi*")))
        done = subprocess.run([*MPIRUN, self.root / "bin" / "nightwatt", "doctor", "--json", "-"],
                              cwd=self.root, text=True, capture_output=True, check=False, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(json.loads(done.stdout)["ranks"]), 2)

    def test_it_holds_what_a_user_starts_from_and_stays_small(self):
        self.assertTrue((self.root / "share" / "nightwatt" / "configs" / "default.toml").is_file())
        self.assertTrue((self.root / "share" / "doc" / "nightwatt" / "LICENSE").is_file())
        self.assertTrue((self.root / "share" / "man" / "man1" / "nightwatt.1").is_file())
        self.assertLess(self.size, 60 << 20)


class DebianPackage(unittest.TestCase):
    def test_it_holds_the_program_its_manual_and_completion_and_names_its_libraries(self):
        if not shutil.which("dpkg-shlibdeps"):
            self.skipTest("no dpkg-dev")
        with tempfile.TemporaryDirectory() as name:
            subprocess.run(["cpack", "--config", BUILD / "CPackConfig.cmake", "-G", "DEB", "-B", name],
                           check=True, capture_output=True)
            (package,) = pathlib.Path(name).glob("nightwatt_*.deb")
            fields = subprocess.run(["dpkg-deb", "-f", package], check=True, capture_output=True,
                                    text=True).stdout
            files = subprocess.run(["dpkg-deb", "-c", package], check=True, capture_output=True,
                                   text=True).stdout
            root = pathlib.Path(name) / "root"
            subprocess.run(["dpkg-deb", "-x", package, root], check=True)
            done = subprocess.run([root / "usr" / "bin" / "nightwatt", "doctor", "--json", "-"],
                                  check=True, capture_output=True, text=True)
        self.assertTrue(json.loads(done.stdout)["healthy"])
        self.assertIn("Package: nightwatt\n", fields)
        for library in ("libhdf5", "libfmt", "libc6"):
            self.assertIn(library, fields)
        for path in ("usr/bin/nightwatt", "usr/share/man/man1/nightwatt.1",
                     "usr/share/bash-completion/completions/nightwatt",
                     "usr/share/zsh/vendor-completions/_nightwatt",
                     "usr/share/fish/vendor_completions.d/nightwatt.fish",
                     "usr/share/nightwatt/configs/default.toml", "usr/share/doc/nightwatt/CHANGELOG.md"):
            self.assertIn(f"./{path}\n", files)
        library = "./usr/lib/nightwatt/libnightwatt_mpi.so\n"
        self.assertEqual(files.count(".so"), LIBRARY.exists())
        self.assertEqual(files.count(library), LIBRARY.exists())
        (depends,) = (line for line in fields.splitlines() if line.startswith("Depends: "))
        self.assertNotIn("mpi", depends)  # one process needs none
        self.assertEqual("\nRecommends: libopenmpi3 " in fields, LIBRARY.exists())


unittest.main()

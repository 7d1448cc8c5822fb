"""What the tests of the executable share: running it, and small instances. Standard library only.

Every test file is called as  FILE_test.py NIGHTWATT  and runs main() at its end.
"""

import pathlib
import subprocess
import sys
import tempfile
import unittest

NIGHTWATT = sys.argv[1]
SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent

SUCCESS, USAGE, INPUT, INFEASIBLE, OUTPUT, DEVICE = 0, 2, 3, 4, 5, 6


def settings(*assignments):
    """Each as a --set of its own: the option takes one value, as a file may follow it."""
    return [word for assignment in assignments for word in ("--set", assignment)]


class ProgramTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.night = self.folder / "night.h5"
        self.plan = self.folder / "plan.h5"

    def run_program(self, *arguments, **options):
        """Runs the program; no test may make it crash."""
        done = subprocess.run([NIGHTWATT, *map(str, arguments)], capture_output=True, text=True,
                              timeout=300, **options)
        self.assertGreaterEqual(done.returncode, 0, f"{arguments}: killed by a signal\n{done.stderr}")
        self.assertNotEqual(done.returncode, 70, f"{arguments}\n{done.stderr}")
        return done

    def succeed(self, *arguments, **options):
        done = self.run_program(*arguments, **options)
        self.assertEqual(done.returncode, SUCCESS, f"{arguments}\n{done.stderr}")
        return done

    def fail_with(self, code, *arguments, **options):
        """Error lines of a run that must fail with this exit code and print no result."""
        done = self.run_program(*arguments, **options)
        self.assertEqual(done.returncode, code, f"{arguments}\n{done.stdout}{done.stderr}")
        self.assertEqual(done.stdout, "")
        lines = [line for line in done.stderr.splitlines() if line.startswith("nightwatt: error: ")]
        self.assertTrue(lines, done.stderr)
        return [line.removeprefix("nightwatt: error: ") for line in lines]

    def generate(self, tasks=60, servers=6, more=()):
        self.succeed("generate", "night", "--tasks", tasks, "--servers", servers, "--seed", 1,
                     "-o", self.night, *more)

    def read_until(self, process, words):
        """Reads what a process says, up to the line with these words."""
        said = []
        while not said or words not in said[-1]:
            said.append(process.stderr.readline())
            self.assertTrue(said[-1], "".join(said))

    def assert_no_leftovers(self, *expected):
        """The folder holds these files only: no temporary or partial one."""
        self.assertEqual(sorted(entry.name for entry in self.folder.iterdir()), sorted(expected))


def main():
    unittest.main(argv=sys.argv[:1])

"""Every command that the README shows, run as it stands there, in a copy of the few files it names.

Changed are time limits (to a second or two) and names that stand for the reader's own. A command that is
neither run here nor listed with its reason fails the test.
"""

import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

import h5py

from program import NIGHTWATT, SOURCE, ProgramTest, main

DATA = pathlib.Path(sys.argv[2])

ELSEWHERE = {
    r"scripts/(quickstart|test)\.sh": "they install packages and build; CI is scripts/test.sh",
    r"export PATH=": "the test knows where the program is",
    r"cmake |cpack ": "builds; cli_bundle_test makes the bundle",
    r"sbatch |nightwatt import slurm --live|nightwatt export slurm|nightwatt submit"
    r"|nightwatt reconcile": "a cluster: tests/slurm",
}
SECONDS = "2"
# Searches that have no limit of their own in the README, or only one in a configuration.
LIMITED = {"plan": ["--time-limit", SECONDS], "ablate": ["--generations", "1"]}


def commands(text):
    """Command lines of indented blocks, continued lines joined, comments dropped."""
    lines = iter(text.splitlines())
    for line in lines:
        if not line.startswith("    ") or not re.match(r" {4}[a-z]", line):
            continue
        command = line.strip()
        while command.endswith("\\"):
            command = command[:-1] + next(lines).strip()
        yield command.split("  #")[0].strip()


class Readme(ProgramTest):
    def prepare(self):
        """The reader's own night and plans, at a site that the README has a history for."""
        for name in ("configs", "scripts"):
            (self.folder / name).symlink_to(SOURCE / name)
        (self.folder / "build").mkdir()
        (self.folder / "front").mkdir()
        self.generate(tasks=40, servers=4)
        with h5py.File(self.night, "r+") as night:
            night["sites/id"][0] = "DE-LU"
        self.succeed("plan", "--instance", self.night, "-o", self.folder / "published.h5",
                     "--algorithm", "rules")
        (self.folder / "nodes.txt").write_text("NodeName=n1 CPUTot=8 RealMemory=9000 State=IDLE\n")
        (self.folder / "sacct.txt").write_text(
            "JobID|JobName|NodeList|State|Start|End\n7|a|n1|COMPLETED|1000|2000\n")
        for copy in ("now.h5", "tonight.h5", "measured.h5"):
            shutil.copy(self.night, self.folder / copy)
        shutil.copy(self.folder / "published.h5", self.plan)
        with h5py.File(self.night) as night:
            return night["tasks/id"][0].decode()

    def arguments(self, command, task):
        words = []
        for word in shlex.split(command):
            word = word.replace("DATA/", f"{DATA}/")
            if "*" in word:
                words += sorted(str(found.relative_to(self.folder))
                                for found in self.folder.glob(word))
            else:
                words.append(task if word == "ID" else word)
        if "--time-limit" in words:
            words[words.index("--time-limit") + 1] = SECONDS
        else:
            words += LIMITED.get(words[1], [])
        return words

    def test_every_command_of_the_readme_works(self):
        task = self.prepare()
        ran = 0
        missing = set()  # what commands that need the public data would have made
        for command in commands((SOURCE / "README.md").read_text()):
            if any(re.match(pattern, command) for pattern in ELSEWHERE):
                continue
            words = self.arguments(command, task)
            if words[0] == "mpirun":
                continue  # ranks_test.py
            self.assertEqual(words[0], "nightwatt", f"what is this, and who tests it: {command}")
            if (str(DATA) in command.replace("DATA/", f"{DATA}/") and not DATA.is_dir()) or \
                    missing.intersection(words):
                missing.add(words[words.index("-o") + 1] if "-o" in words else "")
                continue
            done = subprocess.run([NIGHTWATT, *words[1:]], capture_output=True, text=True,
                                  cwd=self.folder, timeout=300, env={**os.environ})
            self.assertEqual(done.returncode, 0, f"{command}\n{done.stdout}{done.stderr}")
            ran += 1
        self.assertGreater(ran, 10)

    def test_every_folder_has_a_page(self):
        files = subprocess.run(["git", "ls-files"], cwd=SOURCE, capture_output=True, text=True)
        if files.returncode != 0:
            self.skipTest("no clone: which files belong to the project?")
        folders = {pathlib.Path(name).parent for name in files.stdout.splitlines()}
        data = SOURCE / "tests" / "data"
        for folder in sorted(SOURCE / folder for folder in folders):
            if folder.is_dir() and folder != data:
                self.assertTrue((folder / "README.md").exists(), folder)

    def test_files_that_the_readme_names_are_there(self):
        text = (SOURCE / "README.md").read_text()
        named = set(re.findall(r"`((?:configs|scripts|io|host|kernels|tests)/[\w./-]+)`", text))
        named |= set(re.findall(r"\]\(([\w./-]+)\)", text))
        self.assertGreater(len(named), 5)
        for name in sorted(named):
            self.assertTrue((SOURCE / name).exists(), f"README.md names {name}")

    def test_commands_that_other_pages_show_are_understood(self):
        pages = [path for pattern in ("**/README.md", "configs/**/*.toml", "scripts/*.sbatch")
                 for path in SOURCE.glob(pattern) if "build" not in path.relative_to(SOURCE).parts]
        helps = {(): self.succeed("--help").stdout}
        seen = 0
        for page in pages:
            # Of a line of code or between backticks, continued lines joined.
            text = re.sub(r"\\\n#? *", "", page.read_text())
            for line in re.findall(r"(?m)(?:^#? {3,}|`|&& )nightwatt ([a-z-][^`\n]*)", text):
                line = re.sub(r"\$\([^)]*\)", "", line)  # another program's
                words = re.split(r"[;|>)]|  #", line)[0].split()
                command = [words[0]]
                if words[0] in ("generate", "export") and len(words) > 1 and words[1].isalpha():
                    command.append(words[1])
                if tuple(command) not in helps:
                    helps[tuple(command)] = self.succeed(*command, "--help").stdout
                for word in words:
                    option = word.split("=")[0]
                    if re.fullmatch(r"--?[a-z][a-z-]*", option) and option not in ("-e", "--"):
                        known = re.search(rf"(?<![\w-]){option}(?![\w-])",
                                          helps[tuple(command)] + helps[()])
                        self.assertTrue(known, f"{page}: {option} in: nightwatt {line}")
                        seen += 1
        self.assertGreater(seen, 20)


main()

"""Completion scripts and the manual page, made by the program itself."""

import os
import pty
import select
import shutil
import signal
import subprocess
import time

from program import NIGHTWATT, USAGE, ProgramTest, main

DRIVER = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
_nightwatt
printf '%s\\n' "${COMPREPLY[@]}"
"""


class Completion(ProgramTest):
    def script(self, shell):
        path = self.folder / f"nightwatt.{shell}"
        path.write_text(self.succeed("completion", shell).stdout)
        return path

    def complete(self, *words):
        """What bash offers for the last word."""
        done = subprocess.run(["bash", "-c", DRIVER, "driver", self.script("bash"), "nightwatt", *words],
                              capture_output=True, text=True, check=True)
        self.assertEqual(done.stderr, "")
        return done.stdout.split()

    def test_bash_offers_commands_options_words_and_settings(self):
        self.assertIn("import-history", self.complete("im"))
        self.assertEqual(self.complete("expl"), ["explain"])
        self.assertEqual(set(self.complete("export", "")) & {"csv", "slurm", "plan"}, {"csv", "slurm"})
        self.assertEqual(self.complete("plan", "--chang"), ["--change-penalty"])
        self.assertIn("--quiet", self.complete("export", "csv", "--"))
        self.assertEqual(set(self.complete("plan", "--instance", "x.h5", "--backend", "")),
                         {"auto", "cpu", "cuda"})
        self.assertEqual(self.complete("plan", "--set", "forecast.runtime_"),
                         ["forecast.runtime_quantile="])
        self.assertIn("forecast.runtimes=", self.complete("plan", "--set", "forecast.runti"))
        # bash hands over a=b as three words
        self.assertEqual(self.complete("plan", "--set", "forecast.runtimes", "=", "la"), ["last-two"])
        self.assertEqual(self.complete("completion", "f"), ["fish"])
        self.assertEqual(self.complete("report", "night.h5"), [])  # files are bash's own

    def complete_in_fish(self, line):
        """What fish offers for the last word of a line."""
        done = subprocess.run(["fish", "--no-config", "-c",
                               f"source {self.script('fish')}; complete --do-complete '{line}'"],
                              capture_output=True, text=True, check=True)
        self.assertEqual(done.stderr, "")
        return [offer.split("\t")[0] for offer in done.stdout.splitlines()]

    def test_fish_offers_commands_options_words_and_settings(self):
        if not shutil.which("fish"):
            self.skipTest("no fish")
        complete = self.complete_in_fish
        self.assertEqual(set(complete("nightwatt im")), {"import", "import-history", "import-plan"})
        self.assertEqual(complete("nightwatt expl"), ["explain"])
        self.assertEqual(set(complete("nightwatt export ")) & {"csv", "slurm", "plan"},
                         {"csv", "slurm"})
        self.assertEqual(complete("nightwatt --quiet plan --chang"), ["--change-penalty"])
        self.assertIn("--quiet", complete("nightwatt export csv --"))
        self.assertEqual(set(complete("nightwatt export csv ")) & {"csv", "slurm"}, set())
        self.assertEqual(set(complete("nightwatt plan --instance x.h5 --backend ")),
                         {"auto", "cpu", "cuda"})
        self.assertIn("forecast.runtime_quantile=",
                      complete("nightwatt plan --set forecast.runtime_"))
        self.assertIn("forecast.runtimes=last-two",
                      complete("nightwatt plan --set forecast.runtimes=la"))
        self.assertEqual(complete("nightwatt completion f"), ["fish"])

    def complete_in_zsh(self, lines):
        """What a command is called with where lines are typed in an interactive zsh, tabs and all."""
        folder = self.folder / "zsh"
        folder.mkdir()
        shutil.copy(self.script("zsh"), folder / "_nightwatt")
        called = folder / "called"
        process, terminal = pty.fork()
        if process == 0:
            os.execvpe("zsh", ["zsh", "-f", "-i"],
                       {"TERM": "dumb", "HOME": str(folder), "PATH": os.environ["PATH"]})
        begin = (f"fpath=({folder} $fpath); autoload -Uz compinit; compinit -uD; "
                 f"nightwatt() {{ print -r -- $* >> {called} }}; nightwatt begin\n")
        end = time.monotonic() + 30
        try:
            for number, line in enumerate([begin, *(f"{line}\n" for line in lines)]):
                os.write(terminal, line.encode())
                while not called.exists() or len(called.read_text().splitlines()) <= number:
                    self.assertLess(time.monotonic(), end, line)
                    if select.select([terminal], [], [], 0.05)[0]:
                        os.read(terminal, 1 << 16)
        finally:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            os.close(terminal)
        return called.read_text().splitlines()[1:]

    def test_zsh_completes_what_is_typed(self):
        if not shutil.which("zsh"):
            self.skipTest("no zsh")
        typed = {"nightwatt expl\t": "explain",
                 "nightwatt export sl\tplan.h5": "export slurm plan.h5",
                 "nightwatt plan --chang\t1": "plan --change-penalty 1",
                 "nightwatt plan --backend cu\t": "plan --backend cuda",
                 "nightwatt plan --set forecast.runtime_quan\t0.5": "plan --set forecast.runtime_quantile=0.5",
                 "nightwatt completion f\t": "completion fish"}
        self.assertEqual(self.complete_in_zsh(typed), list(typed.values()))

    def test_scripts_of_other_shells_know_every_command(self):
        listed = [line.split()[0] for line in self.succeed("--help").stdout.split("Subcommands:")[1]
                  .splitlines() if line.startswith("  ") and not line.startswith("   ")]
        self.assertGreater(len(listed), 15)
        for shell in ("bash", "zsh", "fish"):
            path = self.script(shell)
            text = path.read_text()
            for command in listed:
                self.assertIn(command, text, shell)
            self.assertIn("change-penalty", text)
            if shutil.which(shell):
                subprocess.run([shell, "-n", str(path)], check=True)

    def test_the_manual_holds_every_option_and_setting_and_is_sound(self):
        page = self.folder / "nightwatt.1"
        page.write_text(self.succeed("completion", "man").stdout)
        text = page.read_text()
        for part in (".TH NIGHTWATT 1", ".SS nightwatt export slurm", "\\-\\-change\\-penalty",
                     "search.time_limit_s", ".SH EXIT STATUS"):
            self.assertIn(part, text)
        reconcile = text[text.index(".SS nightwatt reconcile"):]
        self.assertRegex(reconcile, r"\\-\\-tolerance .*\n.*\nAllowed: from 0 to 1000000\.\nDefault: 60\.")
        if not shutil.which("groff"):
            self.skipTest("no groff")
        done = subprocess.run(["groff", "-man", "-ww", "-Tutf8", "-P-c", str(page)],
                              capture_output=True, text=True, check=True)
        self.assertEqual(done.stderr, "")
        self.assertIn("nightwatt - plan a night of batch work at least cost", done.stdout)

    def test_an_unknown_shell_is_refused(self):
        self.fail_with(USAGE, "completion", "tcsh")


main()

"""A plan as Slurm jobs: what is written, and that submit.sh submits everything once, whatever ends it."""

import collections
import json
import os
import random
import re
import shutil
import signal
import subprocess
import time

from fake_slurm import FakeSlurm
from slurm_test_case import INPUT, NIGHTWATT, USAGE, SlurmTestCase, main


class Export(SlurmTestCase):
    def run_submit(self, folder, fake, *arguments, **environment):
        return subprocess.run(["bash", str(folder / "submit.sh"), *arguments], capture_output=True,
                              text=True, timeout=120, env=fake.environment(**environment),
                              start_new_session=True)

    def shellcheck(self, folder):
        if shutil.which("shellcheck") is None:
            self.skipTest("shellcheck is not installed")
        files = [str(file) for file in folder.iterdir() if file.suffix in (".sh", ".sbatch")]
        done = subprocess.run(["shellcheck", *files], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)

    def assert_all_submitted_once(self, folder, fake):
        """By what the stand-ins heard: every array once, all its elements placed, then released."""
        scripts = {path.name: re.search(r"--job-name=(\S+)", path.read_text())[1]
                   for path in folder.glob("*.sbatch")}
        jobs = dict(line.split(" ")[::-1] for line in fake.lines("jobs"))
        self.assertEqual(len(fake.lines("jobs")), len(scripts))
        self.assertEqual(set(jobs), set(scripts.values()))
        said = collections.defaultdict(set)
        for line in fake.lines("updates"):
            job, *words = line.split(" ")
            said[job.removeprefix("JobId=")].add(tuple(words))
        expected = {f"{jobs[scripts[script]]}_{index}":
                    {(f"StartTime=uts{start}", f"ReqNodeList={node}", f"Nice={rank}")}
                    for script, index, start, node, rank in self.placement(folder)}
        self.assertEqual(said, expected)
        self.assertEqual(set(fake.lines("released")), set(jobs.values()))

    def test_every_task_stands_in_one_array_with_its_place(self):
        ids = self.make_instance(70, 5)
        self.make_plan()
        folder = self.export("--runner", "/bin/echo", "--begin", "2030-01-01T00:00:00Z")
        evaluated = json.loads(self.succeed("evaluate", self.night, self.plan, "--json", "-").stdout)
        plan_hash = evaluated["plan_hash"]
        rows = set()
        for script, index, start, node, _ in self.placement(folder):
            first = int(script.split("-")[1])
            rows.add(first + int(index))
            self.assertGreaterEqual(int(start), 1893456000)
            self.assertRegex(node, r"\An[1-5]\Z")
            self.assertIn(f"nw-{plan_hash[:8]}-1893456000-", (folder / script).read_text())
        self.assertEqual(rows, set(range(len(ids))))

    def test_a_relative_runner_is_that_of_the_folder_where_the_user_is(self):
        self.make_instance(3, 1)
        self.make_plan()
        folder = self.folder / "jobs"
        for runner, run in (("./bin/run", f"{self.folder}/bin/run"), ("run", "run")):
            self.succeed("export", "slurm", self.plan, "--instance", self.night, "-o", folder,
                         "--begin", "now", "--runner", runner, cwd=self.folder)
            self.assertIn(f"command=('{run}' ", next(folder.glob("*.sbatch")).read_text())

    def test_the_same_plan_on_another_night_has_other_names(self):
        self.make_instance(9, 2)
        self.make_plan()
        names = []
        for begin in ("2030-01-01T18:00:00Z", "2030-01-02T18:00:00Z"):
            folder = self.export("--runner", "/bin/true", "--begin", begin, "--admin")
            text = "".join(path.read_text() for path in sorted(folder.iterdir()) if path.is_file())
            names.append(set(re.findall(r"(?m)(?:--job-name=|^name=)nw-\S+", text)))
            shutil.rmtree(folder)
        self.assertEqual(len(names[0]), len(names[1]))
        self.assertFalse(names[0] & names[1])

    def test_names_and_commands_reach_no_shell(self):
        ids = self.make_instance(9, 2)
        self.make_plan()
        commands = self.folder / "commands.csv"
        quoted = ['"' + text.replace('"', '""') + '"' for text in ids]
        commands.write_text("id,command\n" + "".join(
            f'{name},"printf %s ""$0"" > out-{row}"\n' for row, name in enumerate(quoted)))
        for options in (("--runner", "/bin/echo"), ("--commands", commands)):
            folder = self.export("--begin", "now", *options)
            self.shellcheck(folder)
            for script, index, *_ in self.placement(folder):
                row = int(script.split("-")[1]) + int(index)
                done = subprocess.run(["bash", str(folder / script)], cwd=self.folder, text=True,
                                      capture_output=True, env={"SLURM_ARRAY_TASK_ID": index,
                                                                "PATH": "/usr/bin:/bin"})
                self.assertEqual(done.returncode, 0, done.stderr)
                if options[0] == "--runner":
                    self.assertEqual(done.stdout, ids[row] + "\n")
                else:
                    self.assertEqual((self.folder / f"out-{row}").read_text(), ids[row])
            self.assertFalse((self.folder / "pwned").exists())
            shutil.rmtree(folder)

    def test_frequencies_are_set_only_when_asked_for(self):
        self.make_instance(12, 2)
        self.make_plan()
        plain = self.export("--begin", "now", "--runner", "/bin/true")
        text = "".join(path.read_text() for path in plain.glob("*.sbatch"))
        self.assertNotIn("freq", text)
        self.assertNotIn("--deadline", text)
        asked = self.folder / "asked"
        self.succeed("export", "slurm", self.plan, "--instance", self.night, "-o", asked, "--begin",
                     "now", "--runner", "/bin/true", "--cpu-freq", "node=2400000", "--gpu-freq",
                     "node=1410")
        text = "".join(path.read_text() for path in asked.glob("*.sbatch"))
        self.assertRegex(text, r"exec srun --cpu-freq=(2400000|1200000) --gpu-freq=(1410|705) ")

    def test_scripts_for_an_administrator_are_clean(self):
        self.make_instance(30, 3)
        self.make_plan()
        folder = self.export("--begin", "now", "--runner", "/bin/true", "--admin")
        self.shellcheck(folder)
        text = (folder / "reserve.sh").read_text()
        self.assertRegex(text, r"(?m)^name=nw-\S+\nbegin=\d+\nend=\d+\nnodes=n[1-3](,n[1-3])*$")
        # FLEX: without it Slurm ends at the end of the reservation what runs longer than planned.
        self.assertIn("Flags=IGNORE_JOBS,MAGNETIC,FLEX", text)

    def test_nothing_of_an_earlier_export_survives_the_next(self):
        self.make_instance(30, 3)
        self.make_plan()
        folder = self.folder / "jobs"
        folder.mkdir()
        (folder / "reserve.sh").write_text("somebody's own\n")
        (folder / "notes.txt").write_text("kept\n")
        self.export("--begin", "now", "--runner", "/bin/true", "--array-size", 7)
        self.assertEqual((folder / "reserve.sh").read_text(), "somebody's own\n")
        self.export("--begin", "now", "--runner", "/bin/true", "--array-size", 7, "--admin")
        before = {path.name for path in folder.iterdir()}
        self.export("--begin", "now", "--runner", "/bin/true", "--array-size", 30)
        after = {path.name for path in folder.iterdir()}
        self.assertTrue({"sleep.sh", "reserve.sh", "array-7-0.sbatch"} <= before - after)
        self.assertEqual({"array-0"},
                         {name.rsplit("-", 1)[0] for name in after if name.startswith("array-")})
        self.assertTrue({"notes.txt", "placement.tsv", "submit.sh"} <= after)
        (folder / "journal.tsv").touch()
        self.assertIn("was submitted", self.fail_with(
            USAGE, "export", "slurm", self.plan, "--instance", self.night, "-o", folder, "--begin",
            "now", "--runner", "/bin/true")[0])
        self.assertEqual(after | {"journal.tsv"}, {path.name for path in folder.iterdir()})

    def test_wrong_lines_of_a_file_of_commands_are_named(self):
        self.make_instance(4, 2, names=())
        self.make_plan()
        commands = self.folder / "commands.csv"
        commands.write_text("id,command\ntask 0,true\ntask 1,\ntask 0,false\ntask 2, \ntask 9,true\n"
                            "task 3,true\n")
        lines = self.fail_with(INPUT, "export", "slurm", self.plan, "--instance", self.night, "-o",
                               self.folder / "x", "--begin", "now", "--commands", commands)
        self.assertEqual(lines, [
            f"{commands}:3: task 'task 1': its command is empty",
            f"{commands}:4: task 'task 0': line 2 has a command for it already",
            f"{commands}:5: task 'task 2': its command is empty",
            f"{commands}:6: task 'task 9': the instance has no such task"])
        self.assertFalse((self.folder / "x").exists())

    def test_what_cannot_be_exported_is_named(self):
        self.make_instance(5, 2)
        self.make_plan()
        export = ("export", "slurm", self.plan, "--instance", self.night, "-o", self.folder / "x")
        self.assertIn("--runner", self.fail_with(USAGE, *export)[0])
        self.assertIn("is over", self.fail_with(USAGE, *export, "--runner", "/bin/true")[0])
        lines = self.fail_with(INPUT, *export, "--begin", "now", "--queued")
        self.assertEqual(len(lines), 5)
        self.assertIn("no job id", lines[0])
        lines = self.fail_with(USAGE, *export, "--begin", "now", "--runner", "x", "--partition", "a b")
        self.assertIn("--partition", lines[0])

    def test_a_dry_run_submits_nothing(self):
        self.make_instance(20, 3)
        self.make_plan()
        folder = self.export("--begin", "now", "--runner", "/bin/true")
        fake = FakeSlurm(self.folder / "fake")
        done = subprocess.run([NIGHTWATT, "submit", str(folder), "--dry-run"], text=True,
                              capture_output=True, env=fake.environment())
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(fake.lines("jobs"), [])
        self.assertFalse((folder / "journal.tsv").exists())

    def test_limits_of_the_cluster_are_respected(self):
        self.make_instance(60, 4)
        self.make_plan()
        folder = self.export("--begin", "now", "--runner", "/bin/true")
        fake = FakeSlurm(self.folder / "fake")
        done = self.run_submit(folder, fake, FAKE_MAX_ARRAY=50)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("--array-size 50", done.stderr)
        self.assertEqual(fake.lines("jobs"), [])
        shutil.rmtree(folder)
        folder = self.export("--begin", "now", "--runner", "/bin/true", "--array-size", 50)
        fake.outage("refuse", 3)
        done = self.run_submit(folder, fake, FAKE_MAX_ARRAY=50, SUBMIT_TRIES=2)
        self.assertEqual(done.returncode, 75, done.stderr)
        done = self.run_submit(folder, fake, FAKE_MAX_ARRAY=50)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_all_submitted_once(folder, fake)

    def test_killed_after_any_call_and_run_again_nothing_is_lost_or_doubled(self):
        self.make_instance(14, 3)
        self.make_plan()
        calls = 0
        for die_at in range(1, 100):
            folder = self.export("--begin", "now", "--runner", "/bin/true", "--array-size", 8)
            fake = FakeSlurm(self.folder / "fake")
            done = self.run_submit(folder, fake, FAKE_DIE_AT=die_at)
            if done.returncode == 0:
                break
            calls += 1
            done = self.run_submit(folder, fake)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assert_all_submitted_once(folder, fake)
            done = self.run_submit(folder, fake)
            self.assert_all_submitted_once(folder, fake)
            shutil.rmtree(folder)
            shutil.rmtree(fake.folder)
        self.assertGreater(calls, 14)

    def small_export(self):
        self.make_instance(14, 3)
        self.make_plan()
        return self.export("--begin", "now", "--runner", "/bin/true"), FakeSlurm(self.folder / "fake")

    def test_starts_that_went_by_are_counted(self):
        self.make_instance(14, 3, names=(), more={"tasks/pin_start_s": [0.0, *[float("nan")] * 13]})
        self.make_plan()
        words = ("export", "slurm", self.plan, "--instance", self.night, "-o", self.folder / "jobs",
                 "--runner", "/bin/true", "--begin")
        self.assertNotIn("warning", self.succeed(*words, "now").stderr)
        begin = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 3600))
        said = self.succeed(*words, begin).stderr
        # A pinned task counts as one that runs already.
        self.assertRegex(said, rf"13 of 14 tasks should have started by now, the first at {begin[:-4]}")
        self.assertIn("say by a later --begin", said)

    def test_nothing_is_submitted_twice_while_the_queue_does_not_answer(self):
        folder, fake = self.small_export()
        fake.outage("lost", 1)
        fake.outage("squeue_fails", 3)
        done = self.run_submit(folder, fake)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_all_submitted_once(folder, fake)

    def test_an_array_in_doubt_waits_for_the_queue_over_several_runs(self):
        folder, fake = self.small_export()
        fake.outage("lost", 1)
        fake.outage("squeue_fails", 5)
        for _ in range(2):
            done = self.run_submit(folder, fake, SUBMIT_TRIES=3)
            self.assertEqual(done.returncode, 75, done.stderr)
            self.assertIn("does not answer", done.stderr)
            self.assertEqual(len(fake.lines("jobs")), 1)
        done = self.run_submit(folder, fake)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_all_submitted_once(folder, fake)

    def test_what_may_still_be_held_is_released_by_the_next_run(self):
        folder, fake = self.small_export()
        for queue_fails in (0, 1):
            fake.outage("release_fails", 1)
            fake.outage("squeue_fails", queue_fails)
            done = self.run_submit(folder, fake)
            self.assertEqual(done.returncode, 75, done.stderr)
            self.assertIn("could not be released; run this again", done.stderr)
        self.assertEqual(fake.lines("released"), [])
        done = self.run_submit(folder, fake)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_all_submitted_once(folder, fake)

    def test_where_slurm_does_not_answer_it_is_to_be_run_again(self):
        folder, fake = self.small_export()
        for outage, *arguments in (("config_lost",), ("config_lost", "--dry-run"), ("test_lost", "--dry-run"),
                                   ("update_lost",), ("goes_down",)):
            with self.subTest(outage=outage, arguments=arguments):
                fake.outage(outage, 1)
                done = self.run_submit(folder, fake, *arguments)
                self.assertEqual(done.returncode, 75, done.stderr)
                self.assertRegex(done.stderr, r"submit.sh: Slurm does not (answer|say its MaxArraySize).*run this again")
        fake.outage("update_fails", 1)
        done = self.run_submit(folder, fake)
        self.assertEqual(done.returncode, 1)
        self.assertIn("could not be placed; run this again when the reason is gone", done.stderr)
        done = self.run_submit(folder, fake)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_all_submitted_once(folder, fake)

    def test_two_thousand_tasks_survive_a_submit_killed_at_random_moments(self):
        self.make_instance(2000, 64, horizon_s=1200)
        self.make_plan("--algorithm", "rules")
        folder = self.export("--begin", "now", "--runner", "/bin/true")
        self.shellcheck(folder)
        fake = FakeSlurm(self.folder / "fake")
        draw = random.Random(8)
        killed = 0
        while True:
            process = subprocess.Popen(["bash", str(folder / "submit.sh")], text=True,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                       env=fake.environment(), start_new_session=True)
            try:
                _, errors = process.communicate(timeout=draw.uniform(0.1, 1) if killed < 3 else 200)
                self.assertEqual(process.returncode, 0, errors)
                break
            except subprocess.TimeoutExpired:
                killed += 1
                os.killpg(process.pid, signal.SIGKILL)  # its own session: nobody else is in it
                process.communicate()
        self.assertEqual(killed, 3)
        self.assert_all_submitted_once(folder, fake)


main()

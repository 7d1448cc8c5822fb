"""Re-planning through the program: change penalty, pins."""

import csv
import json
import subprocess
import sys
from datetime import datetime, timedelta

import h5py
from program import INFEASIBLE, INPUT, USAGE, ProgramTest, main


class Replanning(ProgramTest):
    def setUp(self):
        super().setUp()
        self.generate()
        self.published = self.folder / "published.h5"
        self.planned("-o", self.published)

    def planned(self, *more, generations=10, instance=None):
        done = self.succeed("plan", "--instance", instance or self.night, "--seed", 1,
                            "--generations", generations, "--json", "-", *more)
        return json.loads(done.stdout)

    def replanned(self, penalty, *more, generations=60):
        return self.planned("-o", self.plan, "--warm-start", self.published, "--change-penalty",
                            penalty, *more, generations=generations)

    def test_a_dear_penalty_keeps_the_published_plan(self):
        before = json.loads(self.succeed("evaluate", self.night, self.published, "--json",
                                         "-").stdout)
        after = self.replanned(1e6)
        self.assertEqual(after["changed_tasks"], 0)
        self.assertEqual(after["change_cost"], 0)
        # Starts may shift within the tolerance, so the plan may get a little better.
        self.assertLessEqual(after["cost"], before["cost"] + 1e-9)

    def test_what_moves_is_paid_for_and_the_written_plan_can_be_audited_again(self):
        after = self.replanned(0.0001)
        self.assertGreater(after["changed_tasks"], 0)
        self.assertAlmostEqual(after["change_cost"], 0.0001 * after["changed_tasks"], places=9)
        judged = json.loads(self.succeed("evaluate", self.night, self.plan, "--json", "-").stdout)
        self.assertAlmostEqual(judged["cost"], after["cost"], places=4)
        for name in ("change_cost", "changed_tasks", "published_plan_hash"):
            self.assertEqual(judged[name], after[name], name)
        text = self.succeed("report", self.night, self.plan).stdout
        self.assertIn("moved tasks", text)
        self.assertIn(f"{after['changed_tasks']} of 60 tasks moved", text)

    def test_a_baseline_does_not_pay_for_moving(self):
        before = json.loads(self.succeed("report", self.night, self.published, "--json", "-").stdout)
        after = self.replanned(0.5)
        for then, now in zip(before["baselines"], after["baselines"]):
            self.assertEqual(now["rule"], then["rule"])
            self.assertEqual(now["change_cost"], 0)
            self.assertAlmostEqual(now["cost"], then["cost"], places=6)
        self.assertGreater(after["baselines"][0]["changed_tasks"], 0)
        self.assertIn("their costs hold no change penalty",
                      self.succeed("report", self.night, self.plan).stdout)

    def test_a_penalty_without_a_published_plan_is_refused(self):
        lines = self.fail_with(USAGE, "plan", "--instance", self.night, "-o", self.plan,
                               "--change-penalty", 1)
        self.assertIn("--warm-start", lines[0])

    def test_a_start_that_is_no_plan_is_refused(self):
        code = "import h5py, sys; h5py.File(sys.argv[1], 'r+')['tasks/server'][:] = 0"
        subprocess.run([sys.executable, "-c", code, str(self.published)], check=True)
        errors = self.fail_with(INPUT, "plan", "--instance", self.night, "-o", self.plan, "--warm-start",
                                self.published, "--generations", 1)
        self.assertEqual(errors[0], "--warm-start: is no plan of this instance:")
        self.assertFalse(self.plan.exists())

    def test_a_changed_published_plan_is_noticed(self):
        self.replanned(0.0001)
        code = ("import h5py, sys; f = h5py.File(sys.argv[1], 'r+'); "
                "f['tasks/published_start_s'][3] += 3600")
        subprocess.run([sys.executable, "-c", code, str(self.plan)], check=True)
        done = self.run_program("evaluate", self.night, self.plan)
        self.assertEqual(done.returncode, 3)
        self.assertIn("published_plan_hash", done.stderr)


class AfterAChange(ProgramTest):
    """At midnight: tasks run already, others came or went, a server broke."""

    def setUp(self):
        super().setUp()
        self.published = self.folder / "published.h5"
        self.tables = self.folder / "tables"
        self.publish()

    def publish(self, **night):
        self.generate(**night)
        self.succeed("plan", "--instance", self.night, "-o", self.published, "--seed", 1,
                     "--generations", 10)
        self.succeed("export", "csv", self.night, "-o", self.tables)

    def places(self):
        """(server's name, start in s) of every task of the published plan."""
        with h5py.File(self.published) as plan:
            names = plan["servers/id"].asstr()[:]
            return [(names[server], start) for server, start in
                    zip(plan["tasks/server"][:], plan["tasks/start_s"][:])]

    def rows(self, path):
        with open(path, newline="") as file:
            return list(csv.DictReader(file))

    def change(self, table, edit):
        path = self.tables / f"{table}.csv"
        rows = edit(self.rows(path))
        with open(path, "w", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)

    def imported(self):
        now = self.folder / "now.h5"
        self.succeed("import", "csv", *sorted(self.tables.glob("*.csv")), "-o", now)
        return now

    def replanned(self, *more):
        now = self.imported()
        done = self.succeed("plan", "--instance", now, "-o", self.plan, "--warm-start",
                            self.published, "--seed", 1, "--generations", 3, "--json", "-", *more)
        self.succeed("evaluate", now, self.plan)
        return json.loads(done.stdout), done.stderr

    def test_what_is_left_stays_where_it_was_published(self):
        def edit(rows, name):
            first = rows[0][name]
            kept = [row for row in rows if row[name] > "t000005"]
            return kept + [{**row, name: "came-late"} for row in rows if row[name] == first]

        self.change("tasks", lambda rows: edit(rows, "id"))
        self.change("runtimes", lambda rows: edit(rows, "task"))
        after, log = self.replanned("--change-penalty", 1e6)
        self.assertIn("55 of 56 tasks stand in it", log)
        self.assertEqual(after["changed_tasks"], 0)
        replayed = self.succeed("plan", "--instance", self.folder / "now.h5", "-o",
                                self.folder / "again.h5", "--warm-start", self.published,
                                "--replay", self.plan)
        self.assertIn("the replay equals", replayed.stderr)

    def test_tasks_of_a_server_that_broke_move_and_are_paid_for(self):
        broken = self.rows(self.tables / "servers.csv")[0]["id"]
        orphans = sum(server == broken for server, _ in self.places())
        self.change("servers", lambda rows: [row for row in rows if row["id"] != broken])
        after, log = self.replanned("--change-penalty", 1)
        self.assertIn(f"60 of 60 tasks stand in it, {orphans} of them on servers that are gone",
                      log)
        self.assertGreaterEqual(after["changed_tasks"], orphans)
        self.assertAlmostEqual(after["change_cost"], after["changed_tasks"], places=6)

    def test_the_tasks_of_a_broken_server_push_nobody(self):
        self.publish(tasks=150, servers=8)
        servers = [server for server, _ in self.places()]
        broken = sorted(set(servers), key=servers.count)[-2]
        orphans = servers.count(broken)
        self.assertGreater(orphans, 5)
        self.change("servers", lambda rows: [row for row in rows if row["id"] != broken])
        after, _ = self.replanned("--change-penalty", 1e3)
        self.assertEqual(after["changed_tasks"], orphans)

    def test_many_new_tasks_push_nobody_with_any_number_of_threads(self):
        def edit(rows, name):
            return rows + [{**row, name: f"new-{row[name]}"} for row in rows
                           if row[name] < "t000021"]

        self.change("tasks", lambda rows: edit(rows, "id"))
        self.change("runtimes", lambda rows: edit(rows, "task"))
        after, log = self.replanned("--change-penalty", 1, "--threads", 1)
        self.assertIn("60 of 80 tasks stand in it", log)
        self.assertEqual(after["changed_tasks"], 0)
        self.assertEqual(self.replanned("--change-penalty", 1, "--threads", 2)[0]["plan_hash"],
                         after["plan_hash"])
        replayed = self.succeed("plan", "--instance", self.folder / "now.h5", "-o",
                                self.folder / "again.h5", "--warm-start", self.published,
                                "--replay", self.plan, "--threads", 1)
        self.assertIn("the replay equals", replayed.stderr)

    def test_a_task_that_runs_is_pinned(self):
        places = self.places()

        def edit(tasks):
            for task, (server, start_s) in zip(tasks[:10], places):
                task["pin_server"] = server
                task["pin_start_s"] = start_s
            # It was moved by hand.
            tasks[10]["pin_server"] = next(server for server, _ in places
                                           if server != places[10][0])
            return tasks

        self.change("tasks", edit)
        self.replanned("--change-penalty", 1e6)

    def begin_later(self, hours):
        def edit(rows):
            for row in rows:
                if row["key"] == "epoch":
                    epoch = datetime.fromisoformat(row["value"])
                    row["value"] = (epoch + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
            return rows

        self.change("instance", edit)

    def test_starts_that_have_passed_are_counted_unless_they_are_pinned(self):
        passed = [start < 4 * 3600 for _, start in self.places()]
        self.assertTrue(any(passed) and not all(passed))
        pinned = passed.index(True)

        def edit(tasks):
            for task in tasks:
                task["release_s"] = 0
            tasks[pinned]["pin_start_s"] = 600
            return tasks

        self.begin_later(hours=4)
        self.change("tasks", edit)
        _, log = self.replanned("--change-penalty", 1)
        self.assertIn(f"warning: --warm-start: {sum(passed) - 1} of these tasks were to start "
                      "before this night begins", log)

    def test_the_plan_of_a_day_before_is_noticed(self):
        self.begin_later(hours=48)
        _, log = self.replanned("--change-penalty", 1)
        self.assertIn("it seems to be the plan of another night", log)

    def test_the_plan_of_another_night_is_refused(self):
        for table, name in (("tasks", "id"), ("runtimes", "task")):
            self.change(table, lambda rows, name=name: [{**row, name: f"x{row[name]}"}
                                                        for row in rows])
        now = self.imported()
        errors = self.fail_with(INPUT, "plan", "--instance", now, "-o", self.plan, "--warm-start",
                                self.published, "--generations", 1)
        self.assertIn("it is the plan of another night", errors[0])


class AfterAChangeOfLoads(ProgramTest):
    """Where neither order nor time matters no gap is looked for."""

    def test_what_was_published_is_kept(self):
        runs_s = {"a": 3000, "b": 3000, "c": 2000, "d": 2000, "e": 2000, "new": 1}

        def night(names):
            tables = {"instance": "key,value\nhorizon_s,10800\nslot_s,3600\nmakespan_weight_per_h,1\n",
                      "tasks": "id,runtime_s,power_w,need_cpu\n" + "".join(
                          f"{name},{runs_s[name]},0,1\n" for name in names),
                      "servers": "id,site,capacity_cpu\nm,here,1\nn,here,1\n",
                      "series": "site,start_s,price_per_kwh\nhere,0,0\nhere,3600,0\nhere,7200,0\n"}
            for name, text in tables.items():
                (self.folder / f"{name}.csv").write_text(text)
            self.succeed("import", "csv", *(self.folder / f"{name}.csv" for name in tables), "-o",
                         self.night)

        def makespan_s(*more):
            done = self.succeed("plan", "--instance", self.night, "-o", self.plan, "--json", "-", *more)
            return json.loads(done.stdout)["makespan_s"]

        night("abcde")
        self.assertEqual(makespan_s("--generations", 50), 6000)
        published = self.plan.rename(self.folder / "published.h5")
        night([*"abcde", "new"])
        self.assertEqual(makespan_s("--algorithm", "rules"), 7000)
        self.assertEqual(makespan_s("--algorithm", "rules", "--warm-start", published), 6001)


class Pins(ProgramTest):
    def test_a_night_without_a_plan_names_the_pins_in_the_way(self):
        self.generate(tasks=40, servers=1)
        with h5py.File(self.night, "r+") as night:
            night["tasks/pin_server"][:] = 0
            night["tasks/pin_start_s"][:] = 40000.0
        errors = self.fail_with(INFEASIBLE, "baseline", self.night, "--rule", "mct", "-o",
                                self.plan)
        self.assertIn("40 tasks are pinned to a start ('t000001', ", errors[-1])
        self.assertIn("--warm-start", errors[-1])

    def test_a_few_pins_of_a_plan_leave_the_night_a_plan(self):
        # Near the end of the night a server is full: what starts behind a pinned task is too late.
        self.generate(tasks=150, servers=3, more=("--load", "0.75"))
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--generations", 6,
                     "--threads", 1)
        with h5py.File(self.night, "r+") as night, h5py.File(self.plan) as plan:
            for task in range(0, 150, 15):
                night["tasks/pin_server"][task] = plan["tasks/server"][task]
                night["tasks/pin_start_s"][task] = plan["tasks/start_s"][task]
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--generations", 6,
                     "--threads", 1)

    def pinned(self):
        """The night with every task pinned to a plan of it."""
        self.generate()
        self.succeed("baseline", self.night, "--rule", "mct", "-o", self.plan)
        fixed = self.folder / "fixed.h5"
        code = ("import h5py, shutil, sys; night, plan, fixed = sys.argv[1:]; "
                "shutil.copy(night, fixed); t = h5py.File(plan, 'r')['tasks']; "
                "i = h5py.File(fixed, 'r+')['tasks']; "
                "i['pin_server'][:] = t['server'][:]; i['pin_level'][:] = t['level'][:]; "
                "i['pin_start_s'][:] = t['start_s'][:]")
        subprocess.run([sys.executable, "-c", code, str(self.night), str(self.plan), str(fixed)],
                       check=True)
        return fixed

    def test_fully_pinned_input_returns_at_once(self):
        fixed = self.pinned()
        before = json.loads(self.succeed("evaluate", self.night, self.plan, "--json", "-").stdout)
        done = self.succeed("plan", "--instance", fixed, "-o", self.folder / "same.h5",
                            "--time-limit", 600, "--json", "-")
        result = json.loads(done.stdout)
        self.assertEqual(result["plan_hash"], before["plan_hash"])
        self.assertEqual(result["generations"], 0)
        self.assertLess(result["seconds"], 60)
        self.assertIn("every task is pinned", done.stderr)


main()

"""Queues beside reservations: when a node can be had, as `scontrol show reservation` says."""

import json

from queue_test_case import NOW, QueueTestCase, START, job, running
from slurm_test_case import INPUT, main

HOUR = 3600
NIGHT = 14 * HOUR
WAKE = 180.0  # of configs/slurm.toml


def reservation(name, nodes, begins_h, ends_h, flags="SPEC_NODES"):
    """As Slurm 22.05 prints it; hours after the night begins."""
    return (f"ReservationName={name} StartTime={NOW + int(begins_h * HOUR)} "
            f"EndTime={NOW + int(ends_h * HOUR)} Duration=02:00:00\n"
            f"   Nodes={nodes} NodeCnt=1 CoreCnt=4 Features=(null) PartitionName=(null) Flags={flags}\n"
            "   TRES=cpu=4\n   Users=root Groups=(null) Accounts=(null) Licenses=(null) State=INACTIVE "
            "BurstBuffer=(null) Watts=n/a\n   MaxStartDelay=(null)\n\n")


class Reservations(QueueTestCase):
    def setUp(self):
        super().setUp()
        self.reservations = self.folder / "reservations.txt"
        self.write_nodes()

    def write_nodes(self, **states):
        self.nodes.write_text(json.dumps({"nodes": [
            {"name": f"n{k}", "cpus": 8, "real_memory": 16000, "state": states.get(f"n{k}", ["IDLE"]),
             "features": "", "partitions": ["night"], "gres": "", "temporary_disk": 0}
            for k in range(1, 5)]}))

    def words(self, *reservations):
        self.reservations.write_text("".join(reservations) or "No reservations in the system\n")
        return ("import", "slurm", self.queue, self.nodes, self.reservations, "--config", self.config,
                "--set", f"night.start={START}", "-o", self.night)

    def import_beside(self, *reservations, jobs=(job(1),)):
        self.queue.write_text(json.dumps({"jobs": list(jobs)}))
        said = self.succeed(*self.words(*reservations)).stdout
        self.succeed("validate", self.night)
        return said

    def windows(self):
        # The end of a window that is the night's stands as nothing (NaN).
        closes = (NIGHT if close != close else close for close in self.column("servers/close_s"))
        return dict(zip(self.column("servers/id"), zip(self.column("servers/open_s"), closes)))

    def test_a_node_is_used_in_the_longest_part_of_the_night_without_a_reservation(self):
        said = self.import_beside(
            reservation("maint", "n[1-2]", 2, 3, "MAINT,IGNORE_JOBS,SPEC_NODES"),
            reservation("now", "n2", -5, 2.5), reservation("late", "n3", 9, 20),
            reservation("inside", "n3", 10, 11), reservation("before", "n4", -3, 0),
            reservation("after", "n4", 14, 15))
        self.assertEqual(self.windows(), {"n1": (3 * HOUR, NIGHT), "n2": (3 * HOUR, NIGHT),
                                          "n3": (0, 9 * HOUR), "n4": (0, NIGHT)})
        self.assertIn("Reservations: 3 nodes are used in the longest part", said)

    def test_what_is_reserved_all_night_is_left_out(self):
        said = self.import_beside(reservation("week", "n[2,4]", -40, 100), reservation("a", "n3", -1, 7),
                                  reservation("b", "n3", 7, 14))
        self.assertEqual(list(self.windows()), ["n1"])
        self.assertIn("Left out: 3 nodes that are down, drained or reserved", said)

    def test_what_comes_again_is_kept_free_every_time(self):
        # Began a month ago: tonight at hours -4.5 and 19.5; at 6 and so on; every week on this day.
        self.import_beside(reservation("daily", "n1", -30 * 24 + 5, -30 * 24 + 6, "DAILY,SPEC_NODES"),
                           reservation("working", "n2", 13, 15, "WEEKDAY"),
                           reservation("weekly", "n3", -7 * 24 + 1, -7 * 24 + 2, "WEEKLY"),
                           reservation("ages", "n4", -1000 * 24, -1000 * 24 + 0.5, "HOURLY"))
        self.assertEqual(self.windows(), {"n1": (6 * HOUR, NIGHT), "n2": (0, 13 * HOUR),
                                          "n3": (2 * HOUR, NIGHT), "n4": (HOUR / 2, HOUR)})

    def test_states_count_where_reservations_are_not_known(self):
        self.write_nodes(n1=["IDLE", "RESERVED"], n2=["MAINT"], n3=["DOWN", "RESERVED"])
        self.import_beside(reservation("now", "n1", -1, 1))
        self.assertEqual(self.windows(), {"n1": (HOUR, NIGHT), "n2": (0, NIGHT), "n4": (0, NIGHT)})
        self.import_queue([job(1)])
        self.assertEqual(list(self.windows()), ["n4"])

    def test_what_was_reserved_for_a_plan_is_there_for_its_jobs(self):
        self.import_beside(reservation(f"nw-0123abcd-{NOW}", "n1", -1, 9, "MAGNETIC,FLEX"),
                           reservation("nw-0123abcd-mine", "n2", -1, 9, "MAGNETIC,FLEX"),
                           reservation("nw-course", "n3", -1, 9))
        self.assertEqual(self.windows(), {"n1": (0, NIGHT), "n2": (9 * HOUR, NIGHT),
                                          "n3": (9 * HOUR, NIGHT), "n4": (0, NIGHT)})

    def test_reservations_without_nodes_are_nothing(self):
        self.import_beside(reservation("licences", "(null)", -1, 9))
        self.assertEqual(set(self.windows().values()), {(0, NIGHT)})
        # Slurm names no nodes where a reservation keeps only licences.
        self.import_beside(reservation("licences", "", -1, 9, "LICENSE_ONLY"),
                           reservation("one", "n1", 0, 2))
        self.assertEqual(self.windows()["n1"], (2 * HOUR, NIGHT))
        self.import_beside()
        self.assertEqual(set(self.windows().values()), {(0, NIGHT)})

    def test_comments_say_nothing(self):
        lines = (reservation("maint", "n1", 2, 3).rstrip() + "\n   Comment=was StartTime=tomorrow Nodes=n[1- "
                 f"Flags=DAILY EndTime={NOW} ReservationName=mine")
        for text in (lines, " ".join(lines.split())):
            self.import_beside(text + "\n\n", reservation("other", "n2", 2, 4))
            self.assertEqual(self.windows(), {"n1": (3 * HOUR, NIGHT), "n2": (4 * HOUR, NIGHT),
                                              "n3": (0, NIGHT), "n4": (0, NIGHT)})

    def test_what_runs_holds_its_node_until_the_window_ends(self):
        said = self.import_beside(
            reservation("late", "n1", 9, 20), reservation("early", "n[2-3]", -5, 2),
            jobs=[job(1), running(2, "n1", 2, time_limit=0), running(3, "n2", 2),
                  running(4, "n3", 2, time_limit=5 * 60)])
        starts = dict(zip(self.column("tasks/id"), self.column("tasks/pin_start_s")))
        runs = dict(zip(self.column("runtimes/task"), self.column("runtimes/runtime_s")))
        self.assertEqual(self.column("tasks/id"), ["1", "2", "4"])
        self.assertEqual(starts["2"], WAKE)
        self.assertEqual(runs[1], 9 * HOUR - WAKE - 0.01)
        # n3 is free from hour 2 on; job 4, of the reservation, ends at 4:50.
        self.assertEqual(starts["4"], 2 * HOUR + WAKE)
        self.assertEqual(runs[2], 5 * HOUR - 600 - 2 * HOUR - WAKE)
        self.assertIn("Left out: 1 jobs that run, but end before the night can use their node", said)

    def test_plans_keep_out_of_reservations(self):
        everywhere = reservation("maint", "n[1-3]", 3, 12, "MAINT"), reservation("week", "n4", -40, 100)
        long = [job(k, time_limit=4 * 60) for k in (1, 2)]
        said = self.import_beside(*everywhere, jobs=[
            *long, *(job(k, time_limit=100, tres_req_str="cpu=4,mem=1G") for k in range(3, 9))])
        self.assertIn("2 jobs for which running jobs and reservations leave no room in the night", said)
        self.succeed("plan", "--instance", self.night, "-o", self.plan, "--generations", 3, "-q")
        self.succeed("evaluate", self.night, self.plan)
        rows = list(zip(*(self.column(f"tasks/{name}", self.plan)
                          for name in ("server", "start_s", "end_s"))))
        self.assertEqual(len(rows), 6)
        for server, start_s, end_s in rows:
            self.assertIn(server, (0, 1, 2))
            self.assertGreaterEqual(start_s, WAKE)
            self.assertLessEqual(end_s, 3 * HOUR)

    def test_bad_reservations_are_refused_with_what_to_do(self):
        self.queue.write_text(json.dumps({"jobs": [job(1)]}))
        for text, word in (("NodeName=n1\n", "SLURM_TIME_FORMAT=%s scontrol show reservation"),
                           ("", "has no reservations"),
                           ("ReservationName=a StartTime=2026-11-24T02:00:00 EndTime=5 Nodes=n1",
                            "'StartTime=2026-11-24T02:00:00': is no Unix time; make it by SLURM_TIME"),
                           ("ReservationName=a StartTime=7 EndTime=7 Nodes=n1", "does not end after"),
                           ("ReservationName=a EndTime=9223372036854775807 Nodes=n1", "is no Unix time"),
                           ("ReservationName=a StartTime=1 EndTime=9 Nodes=n[1-", "is no list of nodes")):
            words = self.words()
            self.reservations.write_text(text)
            error = self.fail_with(INPUT, *words)[0]
            self.assertIn(word, error)
            self.assertIn(str(self.reservations), error)
            self.assertFalse(self.night.exists())


if __name__ == "__main__":
    main()

"""What becomes of plans whose tasks run longer than was thought, through the executable."""

import json

from program import INFEASIBLE, ProgramTest, main


class Scenarios(ProgramTest):
    def make_night(self, runtimes, factor=1, close=""):
        """Tasks for one server in a night of an hour; each may run so much longer than is planned."""
        shares = ("05", "25", "50", "75", "95")
        files = {
            "tasks.csv": "id,runtime_s,power_w,need_cpu\n" +
                         "".join(f"t{k},{runtime},100,1\n" for k, runtime in enumerate(runtimes)),
            "runtime_spreads.csv": ",".join(f"factor_{share}" for share in shares) + "\n" +
                                   (",".join([str(factor)] * len(shares)) + "\n") * len(runtimes),
            "servers.csv": f"id,class,site,capacity_cpu,idle_w,close_s\ns,node,here,1,50,{close}\n",
            "series.csv": "site,start_s,price_per_kwh\nhere,0,0.1\nhere,1800,0.3\n",
            "instance.csv": "key,value\nhorizon_s,3600\nslot_s,1800\ncurrency,EUR\n",
        }
        for name, text in files.items():
            (self.folder / name).write_text(text)
        self.succeed("import", "csv", *(self.folder / name for name in files), "-o", self.night)

    def make_plan(self):
        return self.succeed("plan", "--instance", self.night, "--generations", 1, "-o", self.plan, "--json", "-")

    def test_what_ends_after_the_night_or_its_servers_window_is_counted(self):
        for runtimes, factor, close, beyond in (
                ([1200] * 3, 1, 3600, 0),
                ([3600], 2.5, "", 1),  # longer than two nights
                ([3600], 10000, "", 1),  # longer than the planner can count
                ([3400], 1.05, 3400, 1),  # in the night, but not in the window
                ([3400], 3, 3400, 1),
                ([1200] * 3, 3, "", 2)):  # the last one begins when two nights are over
            self.make_night(runtimes, factor, close)
            done = self.make_plan()
            self.assertNotIn("no scenarios", done.stderr)
            found = json.loads(done.stdout)["scenarios"]
            self.assertEqual((found["beyond_low"], found["beyond_high"], found["infeasible"]), (beyond, beyond, 0),
                             (runtimes, factor, close))

    def test_what_ran_on_after_its_servers_window_is_named(self):
        self.make_night([3400], close=3400)
        self.make_plan()
        planned, happened = self.folder / "planned.h5", self.folder / "happened.h5"
        self.night.rename(planned)
        self.make_night([3500])
        self.night.rename(happened)
        done = self.run_program("evaluate", planned, self.plan, "--happened", happened)
        self.assertEqual(done.returncode, INFEASIBLE, done.stderr)
        self.assertIn("window: task 't0' ends at 3500.000 s on server 's', which closes at 3400.000 s.", done.stderr)


main()

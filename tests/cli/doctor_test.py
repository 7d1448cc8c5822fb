"""The doctor: what it finds on this machine, whatever that has."""

import json
import resource

from program import DEVICE, OUTPUT, USAGE, ProgramTest, main


class Doctor(ProgramTest):
    def test_finds_the_cpu_fit(self):
        found = json.loads(self.succeed("doctor", "--json", "-").stdout)
        self.assertTrue(found["healthy"])
        backends = {one["name"]: one for one in found["backends"]}
        self.assertEqual(backends["cpu"]["unavailable"], "")
        self.assertEqual(len(backends["cpu"]["devices"]), 1)
        self.assertEqual(backends["cuda"]["devices"] == [], backends["cuda"]["unavailable"] != "")
        for row in found["parity"]:
            self.assertEqual(row["traces"][0]["backend"], "cpu")
            self.assertTrue(row["equal"])
        self.assertGreater(found["rates"][0]["task_evaluations_per_s"], 1e5)

    def test_hashes_do_not_depend_on_threads(self):
        def hashes(threads):
            found = json.loads(self.succeed("doctor", "--threads", threads, "--json", "-").stdout)
            return [row["traces"][0]["hash"] for row in found["parity"]]

        self.assertEqual(hashes(1), hashes(2))

    def test_the_text_names_backends_cases_and_rates(self):
        text = self.succeed("doctor").stdout
        for words in ("backends", "cuda", "CPU: ", "the same bits", "loads, 512 x 16", "rates"):
            self.assertIn(words, text)

    def test_what_fails_is_found_beside_all_else(self):
        # Copying, the last thing it does, takes 512 MiB.
        memory = 500 << 20
        done = self.run_program("doctor", "--threads", 1, "--json", "-", preexec_fn=lambda:
                                resource.setrlimit(resource.RLIMIT_AS, (memory, memory)))
        self.assertEqual(done.returncode, DEVICE)
        found = json.loads(done.stdout)
        self.assertFalse(found["healthy"])
        self.assertTrue(all(row["equal"] for row in found["parity"]))
        self.assertTrue(found["rates"][0]["failed"])

    def test_wrong_use_is_told(self):
        self.fail_with(USAGE, "doctor", "--threads", 0)
        self.fail_with(OUTPUT, "doctor", "--json", self.folder / "no" / "file.json")


main()

"""deploy/ci/swift-results counts what really happened, also when the test process died."""

import subprocess
import tempfile
import unittest
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[2] / "deploy/ci/swift-results"

REPORT = """<?xml version="1.0" encoding="UTF-8"?>
<testsuites><testsuite name="TestResults" errors="0" tests="3" failures="1" skipped="1" time="0.1">
<testcase classname="AT" name="free()" time="0.1" />
<testcase classname="AT.S" name="p(_:)" time="0.1"><failure message="Expectation failed" /></testcase>
<testcase classname="AT" name="off()"><skipped>no</skipped></testcase>
</testsuite></testsuites>
"""
CRASHED = """◇ Test run started.
◇ Suite Deep started.
◇ Test "Quoted name" started.
◇ Test p(_:) started.
◇ Test case passing 1 argument n → 3 to p(_:) started.
◇ Test boom() started.
✘ Test p(_:) recorded an issue with 1 argument n → 3 at A.swift:3:140: Expectation failed: (n → 3) < 3
✘ Test p(_:) with 3 test cases failed after 0.001 seconds with 1 issue.
✔ Test "Quoted name" passed after 0.001 seconds.
✔ Suite Deep passed after 0.001 seconds.
B.swift:3: Fatal error: boom
"""


class SwiftResults(unittest.TestCase):
    def count(self, reports, log, status):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in reports.items():
                Path(folder, name).write_text(text)
            Path(folder, "log").write_text(log)
            command = [PROGRAM, Path(folder, "x.xml"), Path(folder, "log"), str(status)]
            result = subprocess.run(command, capture_output=True, text=True)
        return result.returncode, result.stdout.splitlines()

    def test_the_report_counts_when_there_is_one(self):
        for name in ("x.xml", "x-swift-testing.xml"):
            with self.subTest(name=name):
                self.assertEqual((1, ["failed: AT.S/p(_:)", "1 passed, 1 failed"]), self.count({name: REPORT}, "", 1))

    def test_a_test_that_started_and_never_ended_is_named(self):
        status, lines = self.count({"x.xml": "<?xml version='1.0'?>\n<testsuites>"}, CRASHED, 1)
        self.assertEqual(["failed: p(_:)", "failed: boom() (started, never ended)", "1 passed, 2 failed"], lines)
        self.assertEqual(1, status)

    def test_a_run_that_failed_without_a_failed_test_is_a_failure(self):
        self.assertEqual((1, ["failed: (the run itself)", "0 passed, 1 failed"]), self.count({}, "error: no such module", 1))

    def test_nothing_failed(self):
        log = "◇ Test a() started.\n✔ Test a() passed after 0.1 seconds.\n✔ Test run with 1 test passed after 0.1 seconds.\n"
        self.assertEqual((0, ["1 passed, 0 failed"]), self.count({}, log, 0))


if __name__ == "__main__":
    unittest.main()

"""The builds that deploy/test makes in the background: only when they are needed, waited for, shown when they fail, stopped with the run."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from surroundings import ROOT, environment

COMPILES = 'echo Compiling; read -r _ <"$GATE"; echo "Build complete! (1.0s)"'
FAILS = "echo 'error: no such module'; exit 1"


class BuildTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.state = Path(folder.name)
        self.gate = self.state / "gate"
        os.mkfifo(self.gate)
        self.addCleanup(self.bash, "builds_stop")

    def bash(self, script, compiler=COMPILES):
        swift, written = self.state / "swift", self.state / "swift.next"
        written.write_text(f"#!/bin/bash\n{compiler}\n")
        written.chmod(0o755)
        # Put in its place whole: one that a build in the background is just beginning to run cannot be written to.
        written.replace(swift)
        settings = environment(PITCREW_STATE=str(self.state), PITCREW_SWIFT=str(swift), GATE=str(self.gate))
        done = subprocess.run(["bash", "-c", f'. "$1/deploy/lib/all.sh"; . "$1/deploy/lib/test-groups.sh"; {script}', "bash", ROOT],
                              env=settings, capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout


class ReleaseBuild(BuildTest):
    def test_it_is_waited_for(self):
        self.assertEqual((0, ""), self.bash("release_build_start"))
        self.assertEqual(0, self.bash("release_build_runs")[0])
        waits = 'release_build_wait 20 | while read -r line; do echo "$line"; echo go >"$GATE"; done'
        self.assertEqual((0, "waiting for the release build\n"), self.bash(waits))
        self.assertNotEqual(0, self.bash("release_build_runs")[0])

    def test_it_takes_what_nobody_else_wants(self):
        begun = 'until_deadline 9 grep -q Compiling "$STATE/log/release-build.log"'
        _, told = self.bash(f'release_build_start; {begun}; chrt -p "$(process_pid release-build)"')
        self.assertIn("SCHED_IDLE", told)

    def test_a_failure_is_told_once_with_what_it_said(self):
        status, told = self.bash("release_build_start; release_build_wait 20", FAILS)
        self.assertEqual(1, status)
        self.assertIn("error: no such module", told)
        self.assertEqual((0, ""), self.bash("release_build_wait 20"))

    def test_a_build_that_takes_too_long_is_stopped_and_told(self):
        status, told = self.bash(
            'release_build_start; until_deadline 20 grep -q Compiling "$STATE/log/release-build.log"; release_build_wait 1')
        self.assertEqual((1, "waiting for the release build\nCompiling\n"), (status, told))
        self.assertNotEqual(0, self.bash("release_build_runs")[0])

    def test_nothing_is_waited_for_where_none_was_begun(self):
        self.assertEqual((0, ""), self.bash("release_build_wait 20"))
        self.assertEqual((0, ""), self.bash("PITCREW_BIN=/there release_build_start; release_build_wait 20"))

    def test_it_is_begun_once(self):
        begun = 'until_deadline 20 grep -q Compiling "$STATE/log/release-build.log"; process_pid release-build; echo'
        _, told = self.bash(f"release_build_start; {begun}; release_build_start; {begun}")
        first, second = told.split()
        self.assertEqual(first, second)

    def test_its_compilers_end_with_it(self):
        compiles = 'setsid sleep 600 & echo $! >"$GATE.compiler"; echo Compiling; wait'
        begun = 'until_deadline 20 grep -q Compiling "$STATE/log/release-build.log"'
        ends = 'until_deadline 20 process_gone "$(cat "$GATE.compiler")"'
        self.assertEqual((0, ""), self.bash(f"release_build_start; {begun}; builds_stop; {ends}", compiles))

    def test_the_fault_suites_own_tests_pass_the_time(self):
        own = 'chaos_own_tests() { release_build_runs && echo "3 passed in 1.0s"; echo go >"$GATE"; }'
        _, told = self.bash(f'BASE_STATE=$STATE ASKED=(unit e2e chaos); {own}; release_build_start; release_is_built')
        self.assertEqual("the fault suite's own tests, while the release build goes on\n", told.replace("waiting for the release build\n", ""))
        self.assertEqual("3 passed in 1.0s\n", (self.state / "chaos-own.out").read_text())


class TestsBuild(BuildTest):
    """That of the tests, begun by a group before."""

    def test_it_is_waited_for_and_told_of_before_the_build_that_counts(self):
        builds = 'if [[ -e $GATE.first ]]; then echo "Build complete!"; else touch "$GATE.first"; echo Compiling; read -r _ <"$GATE"; fi'
        begun = 'until_deadline 20 grep -q Compiling "$STATE/log/tests-build.log"; (sleep 0.3; echo go >"$GATE") &'
        tests = "install_packages() { :; }; ASKED=(shape unit) GROUP=unit"
        status, told = self.bash(f"{tests}; tests_build_start; {begun} build_tests", builds)
        self.assertEqual((0, "== building the tests\nCompiling\nBuild complete!\n"), (status, told))

    def test_a_failure_of_it_fails_the_group(self):
        tests = "install_packages() { :; }; ASKED=(shape unit) GROUP=unit"
        status, told = self.bash(f"{tests}; tests_build_start; build_tests", FAILS)
        self.assertEqual(1, status)
        self.assertIn("failed: the build\n0 passed, 1 failed\n", told)


class EndsAtOnce(BuildTest):
    def test_what_has_ended_before_it_is_let_go_is_no_failure(self):
        gone = 'process_record() { until_deadline 9 process_gone "$2"; sleep 0.3; }'
        self.assertEqual((0, "on\n"), self.bash(f'mkdir -p "$STATE"/{{run,log}}; {gone}; process_start gone true; echo on'))


class NeededLater(BuildTest):
    def test_a_build_is_needed_where_a_group_after_this_one_uses_it(self):
        for asked, needed in [("integration e2e", 0), ("unit integration contract chaos", 0), ("integration", 1), ("e2e integration", 1),
                              ("unit e2e", 1), ("integration unit", 1)]:
            with self.subTest(asked=asked):
                self.assertEqual(needed, self.bash(f"ASKED=({asked}); is_asked_after integration e2e web chaos")[0])

    def test_a_group_that_has_built_its_tests_begins_the_release_build_too(self):
        for asked, begun in [("unit e2e", 0), ("unit contract", 1)]:
            with self.subTest(asked=asked):
                script = f"builds_stop; install_packages() {{ :; }}; ASKED=({asked}) GROUP=unit; build_tests; test -e \"$(pid_file release-build)\""
                self.assertEqual(begun, self.bash(script, "echo Build complete!")[0])

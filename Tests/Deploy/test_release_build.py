"""The release build that deploy/test makes in the background: only when it is needed, waited for, shown when it fails, stopped with the run."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from surroundings import ROOT, environment

COMPILES = 'echo Compiling; read -r _ <"$GATE"; echo "Build complete! (1.0s)"'
FAILS = "echo 'error: no such module'; exit 1"


class ReleaseBuild(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.state = Path(folder.name)
        self.gate = self.state / "gate"
        os.mkfifo(self.gate)
        self.addCleanup(self.bash, "release_build_stop")

    def bash(self, script, compiler=COMPILES):
        swift = self.state / "swift"
        swift.write_text(f"#!/bin/bash\n{compiler}\n")
        swift.chmod(0o755)
        settings = environment(PITCREW_STATE=str(self.state), PITCREW_SWIFT=str(swift), GATE=str(self.gate))
        done = subprocess.run(["bash", "-c", f'. "$1/deploy/lib/all.sh"; . "$1/deploy/lib/test-groups.sh"; {script}', "bash", ROOT],
                              env=settings, capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout

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

    def test_it_is_needed_where_the_services_run_later(self):
        for asked, needed in [("integration e2e", 0), ("unit integration contract chaos", 0), ("integration", 1), ("e2e integration", 1),
                              ("unit e2e", 1), ("integration unit", 1)]:
            with self.subTest(asked=asked):
                self.assertEqual(needed, self.bash(f"ASKED=({asked}); release_is_needed_after integration")[0])

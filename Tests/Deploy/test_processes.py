"""deploy/lib/processes.sh knows its processes again by their pid files: whatever the clock says, and no others."""

import os
import shutil
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUR = 3600


class Processes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.state = Path(folder.name)
        self.file = self.state / "run/it.pid"
        self.bash("state_folders")

    def bash(self, script):
        """What the script prints; nothing when it fails."""
        done = subprocess.run(
            ["bash", "-c", f'. "$1/deploy/lib/all.sh"; {script}', "bash", ROOT], env=os.environ | {"PITCREW_STATE": str(self.state)},
            capture_output=True, text=True,
        )
        return done.stdout if done.returncode == 0 else None

    def start(self, command="sleep 60"):
        self.bash(f"process_start it {command}")
        pid = int(self.file.read_text().split()[0])
        self.addCleanup(self.kill, pid)
        return pid

    def kill(self, pid):
        try:
            os.kill(pid, 9)
        except ProcessLookupError:
            pass

    def test_a_process_is_known_by_its_pid_file(self):
        pid = self.start()
        self.assertEqual(str(pid), self.bash("process_pid it"))

    def test_a_clock_that_steps_changes_nothing(self):
        pid = self.start()
        for step in (-HOUR, HOUR):
            with self.subTest(step=step):
                os.utime(self.file, (time.time() + step,) * 2)
                self.assertEqual(str(pid), self.bash("process_pid it"))

    def test_another_process_with_the_same_number_is_neither_known_nor_stopped(self):
        pid = self.start()
        birth = int(self.file.read_text().split()[1])
        for second in ("", "ended", str(birth - 1), str(birth + 1)):
            with self.subTest(second=second):
                self.file.write_text(f"{pid} {second}\n")
                self.assertIsNone(self.bash("process_pid it"))
                self.bash("process_stop it 1")
                os.kill(pid, 0)

    def test_an_ended_process_is_not_known(self):
        pid = self.start()
        self.kill(pid)
        self.bash(f"until_deadline 10 process_gone {pid}")
        self.assertIsNone(self.bash("process_pid it"))

    def test_a_process_that_ended_before_it_was_noted_is_not_known(self):
        pid = self.start()
        self.bash("process_stop it 10")
        self.bash(f'process_record "$(pid_file it)" {pid}')
        self.assertIsNone(self.bash("process_pid it"))

    def test_a_process_that_leads_no_group_is_killed_when_it_does_not_end(self):
        stubborn = subprocess.Popen(["bash", "-c", "trap '' TERM; while true; do sleep 0.1; done"])
        self.addCleanup(stubborn.kill)
        self.bash(f'process_record "$(pid_file it)" {stubborn.pid}')
        self.bash("process_stop it 1")
        self.assertEqual(-9, stubborn.wait(10))

    def test_a_name_with_spaces_and_parentheses_is_in_nobodys_way(self):
        program = self.state / "a) 1 (2"
        program.symlink_to("/bin/sleep")
        pid = self.start(f'"{program}" 60')
        self.assertEqual(str(pid), self.bash("process_pid it"))

    def test_a_supervised_program_is_known_too(self):
        (self.state / "env/it.env").touch()
        (self.state / "program").write_text("#!/bin/sh\nexec sleep 60\n")
        (self.state / "program").chmod(0o755)
        self.bash(f'process_start it.supervisor bash "$ROOT/deploy/lib/supervise.sh" "$(pid_file it)" "$STATE/env/it.env" '
                  f'"{self.state}/program"')
        self.addCleanup(self.bash, "process_stop it.supervisor 5")
        self.bash("until_deadline 10 test -s $(pid_file it)")
        pid, birth = self.file.read_text().split()
        self.addCleanup(self.kill, int(pid))
        self.assertEqual(pid, self.bash("process_pid it"))
        self.assertEqual(birth, self.bash(f"process_birth {pid}"))

    def test_a_test_run_that_is_told_to_end_leaves_nothing_it_started(self):
        (self.state / "venv").mkdir()
        shutil.copy(ROOT / "deploy/requirements-test.txt", self.state / "venv/installed.txt")
        compiler = self.state / "swift"
        compiler.write_text(f"#!/bin/sh\nsetsid sleep 600 &\necho $! >{self.state}/compiler.next\n"
                            f"mv {self.state}/compiler.next {self.state}/compiler\nwait\n")
        compiler.chmod(0o755)
        run = subprocess.Popen(["bash", ROOT / "deploy/test", "unit"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               env=os.environ | {"PITCREW_STATE": str(self.state), "PITCREW_SWIFT": str(compiler)})
        self.addCleanup(run.kill)
        self.bash(f"until_deadline 60 test -s {self.state}/compiler")
        pid = int((self.state / "compiler").read_text())
        self.addCleanup(self.kill, pid)
        self.assertIn(str(pid), self.bash(f"process_descendants {run.pid}").split())
        run.terminate()
        run.communicate(timeout=120)
        self.assertEqual(130, run.returncode)
        self.assertIsNotNone(self.bash(f"process_gone {pid}"))


if __name__ == "__main__":
    unittest.main()

"""The commands of deploy/: what is mistyped is refused before anything is done; a door that was killed leaves nothing behind."""

import os
import shlex
import signal
import socket
import subprocess
import tempfile
import unittest
from pathlib import Path

from door import DoorTest, Upstream
from surroundings import ROOT

MISTYPED = [
    "up --demo", "up --demo huge", "up now", "down -delete", "down now", "control", "control stop", "control stop nosuch",
    "control stop 'booking notifications'", "control kill ../run/x", "control burn nginx", "status now", "logs --last", "logs --last x",
    "logs --follow", "bench nosuch", "test nosuch", "sanitize memory", "fuzz --seconds", "fuzz --nosuch",
    "compose-secrets now", "partner", "partner a b", "partner a --sandbox --live", "partner a --scopes", "partner --nosuch",
]


def command(line, state):
    program, *arguments = shlex.split(line)
    return subprocess.run([ROOT / "deploy" / program, *arguments], capture_output=True, text=True, env=os.environ | {"PITCREW_STATE": str(state)})


class Arguments(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.state = Path(folder.name)
        (self.state / "ports").touch()

    def test_what_is_mistyped_is_explained_and_nothing_is_done(self):
        for line in MISTYPED:
            with self.subTest(line):
                done = command(line, self.state)
                self.assertEqual(2, done.returncode)
                self.assertRegex(done.stderr, f"^error: .*\n[\\s\\S]*deploy/{line.split()[0]}")
                self.assertNotIn("line ", done.stderr.splitlines()[0])
                self.assertEqual(["ports"], [entry.name for entry in self.state.iterdir()])

    def test_help_is_given_and_nothing_is_done(self):
        for program in ["up", "down", "control", "status", "logs", "bench", "test", "chaos", "sanitize", "fuzz", "compose-secrets", "partner"]:
            with self.subTest(program):
                done = command(f"{program} --help", self.state)
                self.assertEqual((0, ""), (done.returncode, done.stderr))
                self.assertIn(f"deploy/{program}", done.stdout)
                self.assertEqual(["ports"], [entry.name for entry in self.state.iterdir()])

    def test_an_unknown_part_is_answered_with_those_there_are(self):
        self.assertIn("booking notifications", command("control start bokking", self.state).stderr)

    def test_a_program_that_ends_at_once_is_started_again_without_complaint(self):
        (self.state / "settings").touch()
        supervisor = subprocess.Popen(["bash", ROOT / "deploy/lib/supervise.sh", self.state / "pid", self.state / "settings", "/bin/false"],
                                      stderr=subprocess.PIPE, text=True)
        try:
            for _ in range(2):
                self.assertIn('"status":1,', supervisor.stderr.readline())
        finally:
            supervisor.terminate()
            supervisor.wait(30)
            supervisor.stderr.close()


class StoppedStandIn(unittest.TestCase):
    def test_is_told_of_while_a_service_is_to_use_it(self):
        with tempfile.TemporaryDirectory() as state:
            Path(state, "ports").write_text("mailbox 2526\nhubspot-stand-in 8190\n")
            Path(state, "env").mkdir()
            Path(state, "env/notifications.env").write_text("PITCREW_SMTP_URL=smtp://127.0.0.1:2526\n")
            Path(state, "env/crm-bridge.env").write_text("PITCREW_HUBSPOT_URL=https://api.hubapi.com\n")
            done = command("status", state)
        lines = [line.split()[:3] for line in done.stdout.splitlines()]
        self.assertIn(["mailbox", "-", "no"], lines)
        self.assertNotIn("hubspot-stand-in", [line[0] for line in lines])
        self.assertEqual(1, done.returncode)


class KilledDoor(DoorTest):
    def setUp(self):
        self.start()

    def listens(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.ports["http"])) == 0

    def master(self):
        return int((self.state / "run/nginx.pid").read_text().split()[0])

    def test_control_kills_its_workers_too(self):
        self.assertEqual(0, command("control kill nginx", self.state).returncode)
        self.library("until_deadline 20 bash -c '! curl -so /dev/null http://127.0.0.1:%d/'" % self.ports["http"])
        self.assertFalse(self.listens())
        self.assertEqual(0, command("control start nginx", self.state).returncode)
        self.assertEqual(200, self.ask("/").status)

    def test_workers_whose_master_died_are_replaced_by_a_start(self):
        before = self.master()
        os.kill(before, signal.SIGKILL)
        self.library(f"until_deadline 20 process_gone {before}")
        self.assertTrue(self.listens())
        self.assertNotEqual(0, self.library("nginx_ready", check=False).returncode)
        self.library("nginx_start")
        self.assertNotEqual(before, self.master())
        self.library("nginx_ready")

    def test_a_start_that_cannot_have_its_port_says_no_whoever_answers_there(self):
        self.library("nginx_stop")
        stranger = Upstream(self.ports["http"])
        try:
            done = self.library("nginx_start", check=False)
            self.assertEqual((1, "error: nginx did not start"), (done.returncode, done.stderr.splitlines()[-1]))
        finally:
            stranger.stop()

    def test_workers_whose_master_died_are_ended_by_a_stop(self):
        before = self.master()
        os.kill(before, signal.SIGKILL)
        self.library(f"until_deadline 20 process_gone {before}; nginx_stop")
        self.assertFalse(self.listens())


if __name__ == "__main__":
    unittest.main()

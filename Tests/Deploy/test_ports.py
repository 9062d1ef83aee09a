"""deploy/lib/choose-ports takes no port that is in use, and keeps what it has recorded."""

import socket
import subprocess
import tempfile
import unittest
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[2] / "deploy/lib/choose-ports"


class ChosenPorts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name, "ports")
        self.taken = socket.socket()
        self.addCleanup(self.taken.close)
        self.taken.bind(("127.0.0.1", 0))
        self.taken.listen()
        self.port = self.taken.getsockname()[1]

    def choose(self, *arguments):
        subprocess.run([PROGRAM, self.file, *arguments], check=True)
        return {name: int(port) for name, port in (line.split() for line in self.file.read_text().splitlines())}

    def test_a_port_in_use_is_passed_over(self):
        self.assertGreater(self.choose(f"a={self.port}")["a"], self.port)

    def test_one_that_must_be_had_is_had_or_refused(self):
        done = subprocess.run([PROGRAM, self.file, f"a={self.port}", "--only=a"], capture_output=True, text=True)
        self.assertEqual((1, f"error: port {self.port} for a is taken, or not allowed to this user\n"), (done.returncode, done.stderr))
        self.taken.close()
        self.file.write_text("a 20000\nb 20001\n")
        self.assertEqual(self.port, self.choose("b=20001", f"a={self.port}", "--running=a", "--running=b", "--only=a")["a"])
        self.assertEqual(self.port, self.choose(f"a={self.port}", "--running=a", "--only=a")["a"])

    def test_two_names_never_share_a_port(self):
        ports = self.choose(f"a={self.port}", f"b={self.port}", f"c={self.port}")
        self.assertEqual(3, len(set(ports.values())))

    def test_a_recorded_port_is_kept_while_it_is_free(self):
        first = self.choose(f"a={self.port}")
        self.taken.close()
        self.assertEqual(first, self.choose(f"a={self.port}"))

    def test_a_recorded_port_that_somebody_took_is_given_up(self):
        self.file.write_text(f"a {self.port}\n")
        self.assertNotEqual(self.port, self.choose(f"a={self.port}")["a"])

    def test_a_recorded_port_in_use_by_ourselves_is_kept(self):
        self.file.write_text(f"a {self.port}\n")
        self.assertEqual(self.port, self.choose("a=20000", "--running=a")["a"])


if __name__ == "__main__":
    unittest.main()

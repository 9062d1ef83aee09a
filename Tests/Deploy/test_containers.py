"""Where podman keeps what does not outlive a run."""

import subprocess
import unittest
from pathlib import Path

LIBRARY = Path(__file__).resolve().parents[2] / "deploy" / "lib" / "containers.sh"


def run_folder(state: str) -> str:
    script = f'STATE={state}; . "{LIBRARY}"; podman_run_folder'
    return subprocess.run(["bash", "-euc", script], check=True, capture_output=True, text=True).stdout.strip()


class RunFolder(unittest.TestCase):
    def test_is_the_same_for_one_state_folder_each_time(self):
        self.assertEqual(run_folder("/srv/a/.state"), run_folder("/srv/a/.state"))

    def test_is_another_for_another_state_folder(self):
        self.assertNotEqual(run_folder("/srv/a/.state"), run_folder("/srv/b/.state"))

    def test_is_short_enough_for_the_sockets_in_it(self):
        self.assertLess(len(run_folder("/srv/" + "long/" * 100)), 30)


if __name__ == "__main__":
    unittest.main()

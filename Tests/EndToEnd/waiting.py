"""Waiting for a condition with a deadline."""

import time


def eventually(what, check, seconds=60):
    """The first true answer of `check`, asked again and again until the deadline. Whoever cannot be reached is asked again, too; what they
    failed with last is told at the end."""
    deadline, trouble = time.monotonic() + seconds, ""
    while time.monotonic() < deadline:
        try:
            if answer := check():
                return answer
            trouble = ""
        except OSError as error:
            trouble = f"; at last {error!r}"
        time.sleep(0.1)
    raise TimeoutError(f"{what} did not happen within {seconds} s{trouble}")

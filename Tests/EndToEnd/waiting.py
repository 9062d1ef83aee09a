"""Waiting for a condition with a deadline."""

import time


def eventually(what, check, seconds=60, passing=()):
    """The first true answer of `check`, asked again and again until the deadline. Errors of the kinds in `passing` count as "not yet"; the
    last of them is told at the end."""
    deadline, trouble = time.monotonic() + seconds, ""
    while time.monotonic() < deadline:
        try:
            if answer := check():
                return answer
            trouble = ""
        except passing as error:
            trouble = f"; at last {error!r}"
        time.sleep(0.1)
    raise TimeoutError(f"{what} did not happen within {seconds} s{trouble}")

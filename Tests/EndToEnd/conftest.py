"""The running system, as the tests see it: the door, the broker from outside, and what left the system."""

import importlib.machinery
import importlib.util
import json
import os
import time
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def program(name):
    """A program of this folder as a module."""
    loader = importlib.machinery.SourceFileLoader(name.replace("-", "_"), str(HERE / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


book_once = program("book-once")


class System:
    def __init__(self, state):
        self.state = Path(state)
        self.description = json.loads((self.state / "system.json").read_text())
        self.url = self.description["url"]

    def door(self):
        door = book_once.Door(self.url)
        door.login(self.description["staffFile"])
        return door

    @property
    def mail(self):
        return Path(self.description["mailbox"]["folder"])

    @property
    def hubspot_calls(self):
        return Path(self.description["hubspot"]["calls"])


@pytest.fixture(scope="session")
def system():
    return System(os.environ["PITCREW_STATE"])


def eventually(what, check, seconds=60):
    """The first true answer of `check`, asked again and again until the deadline."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = check()
        if answer:
            return answer
        time.sleep(0.2)
    raise AssertionError(f"{what} did not happen within {seconds} s")

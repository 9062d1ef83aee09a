"""The whole system for benchmarks that need more than one server: brought up by deploy/up with the demo, in a state folder of its own,
from the executables that deploy/bench made; taken down again."""

import contextlib
import importlib.machinery
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench import ROOT
from serving import family_cpu_seconds

# All visits come from one address.
DOOR = {"PITCREW_DOOR_RATE": "100000", "PITCREW_DOOR_SIGN_IN_RATE": "100000", "PITCREW_DOOR_CONNECTIONS": "1000"}
SETTLING_SECONDS, PAUSE_SECONDS = 180, 0.5


@contextlib.contextmanager
def running(name, demo="small") -> Iterator[dict]:
    """The running system's description: its state folder, and what system.json there says."""
    state = Path(os.environ["PITCREW_BENCH_STATE"]) / name
    settings = {**os.environ, **DOOR, "PITCREW_STATE": str(state), "PITCREW_BIN": str(Path(os.environ["PITCREW_BENCH"]).parent)}
    down = [ROOT / "deploy/down", "--delete"]
    subprocess.run(down, env=settings, check=True, stdout=sys.stderr)  # what a killed run left
    try:
        subprocess.run([ROOT / "deploy/up", "--demo", demo], env=settings, check=True, stdout=sys.stderr, timeout=1_200)
        system = {"state": str(state), **json.loads((state / "system.json").read_text())}
        settle(system)
        yield system
    finally:
        subprocess.run(down, env=settings, check=True, stdout=sys.stderr)


def settle(system):
    """Waits until the services have worked off what the demo told them: they take less than a tenth of a processor for three seconds."""
    files = [Path(service["pidFile"]) for service in system["services"].values()]
    deadline, quiet_since, before = time.monotonic() + SETTLING_SECONDS, time.monotonic(), None
    while time.monotonic() - quiet_since < 3:
        if time.monotonic() > deadline:
            raise SystemExit(f"the services are still at work {SETTLING_SECONDS} s after the demo was loaded")
        now = sum(family_cpu_seconds(int(file.read_text().split()[0])) for file in files)
        if before is None or now - before > PAUSE_SECONDS / 10:
            quiet_since = time.monotonic()
        before = now
        time.sleep(PAUSE_SECONDS)


def publish_beside(system, name, content):
    """Puts one more file at the top of what the door serves, packed as all others are."""
    program("deploy/nginx/publish").put_packed(Path(system["state"]) / "nginx/pages" / name, content.encode())


def a_booking(system, email):
    """Books as a guest of that address, the first time there is; gives the token of the page where it can be changed."""
    book_once = program("Tests/EndToEnd/book-once")
    return book_once.book(book_once.Door(system["url"]), email)["manageToken"]


def program(path):
    """A program of the repository as a module."""
    loader = importlib.machinery.SourceFileLoader(Path(path).name.replace("-", "_"), str(ROOT / path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module

"""Orders to the program `wire`, which is the network of a trial."""

import json
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

PROGRAM = Path(__file__).parent / "wire"


class Wires:
    """The links by name; each begins by carrying everything to where it should go."""

    def __init__(self, **targets):
        words = [f"{name}={target}" for name, target in targets.items()]
        self.process = subprocess.Popen([sys.executable, PROGRAM, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ports = json.loads(self.process.stdout.readline())
        self.lock = threading.Lock()

    def order(self, link, what, **details):
        """How many connections were struck."""
        return self.ask(link, what, **details)["struck"]

    def ask(self, link, what, **details):
        with self.lock:
            self.process.stdin.write(json.dumps({"link": link, "do": what, **details}) + "\n")
            self.process.stdin.flush()
            return json.loads(self.process.stdout.readline())

    def met(self, link):
        """How often bytes or connections were held back, refused, delayed, slowed or cut since the link's state was last ordered."""
        return self.ask(link, "tell")["met"]

    @contextmanager
    def struck(self, link, what, **details):
        """The link is as ordered while the body runs, and well again after it."""
        try:
            yield self.order(link, what, **details)
        finally:
            self.order(link, "pass")

    def address(self, link):
        return f"127.0.0.1:{self.ports[link]}"

    def close(self):
        self.process.terminate()
        self.process.wait(10)

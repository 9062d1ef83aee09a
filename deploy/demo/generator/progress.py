"""A bar on a terminal, a line now and then elsewhere."""

import sys
import threading
import time

WIDTH = 30


class Progress:
    def __init__(self, title: str, total: int, unit: str = "rows", out=sys.stdout):
        self.title, self.total, self.unit, self.out = title, total, unit, out
        self.done, self.begun, self.said = 0, time.monotonic(), 0.0
        self.lock = threading.Lock()

    def __enter__(self):
        self._say(final=False)
        return self

    def add(self, count: int) -> None:
        with self.lock:
            self.done += count
            self._say(final=False)

    def __exit__(self, kind, *_):
        with self.lock:
            self._say(final=kind is None)
            if self.out.isatty():
                print(file=self.out, flush=True)

    def _say(self, final: bool) -> None:
        now = time.monotonic()
        pause = 0.1 if self.out.isatty() else 5.0
        if not final and now - self.said < pause:
            return
        self.said = now
        seconds = max(now - self.begun, 1e-3)
        text = f"{self.title:<18} {self.done:>6}/{self.total} {self.unit}"
        if self.done:
            text += f"  {self.done / seconds:,.0f} {self.unit}/s  {seconds:.1f} s"
        if self.out.isatty():
            filled = WIDTH * self.done // max(self.total, 1)
            print(f"\r{'█' * filled}{'░' * (WIDTH - filled)} {text}", end="\033[K", file=self.out, flush=True)
        elif final or self.done:
            print(text, file=self.out, flush=True)

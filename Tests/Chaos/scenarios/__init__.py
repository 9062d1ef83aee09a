"""The scenarios by name. Each strikes the system a number of times while a load goes on, and says what shows that its blows fell."""

from dataclasses import dataclass
from importlib import import_module
from typing import Callable

ALL = {}


@dataclass
class Scenario:
    name: str
    strike: Callable
    # What a long run gives it of every so many faults, and how many it can take at most.
    share: int
    most: int
    # Whether it belongs to the short run.
    is_short: bool


class Missed(AssertionError):
    """The blow did not fall as meant: the trial proves nothing."""


def scenario(name, share=1, most=1000, short=True):
    """Registers `strike(lab, load, dice, count)`, which returns its evidence as a dictionary."""
    def register(strike):
        ALL[name] = Scenario(name, strike, share, most, short)
        return strike
    return register


def must(condition, what):
    if not condition:
        raise Missed(what)


def load_all():
    for name in ("services", "network", "broker", "database", "semantics", "outside", "cluster"):
        import_module(f"scenarios.{name}")

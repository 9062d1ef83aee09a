"""The scenarios by name. Each strikes the system a number of times while a load goes on, and says what shows that its blows fell."""

from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Callable

import ledger
from processes import READY_SECONDS
from waiting import eventually

ALL = {}
# Who hears of appointments and keeps something of them.
READERS = list(ledger.READERS)


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


@contextmanager
def connections_made_anew(lab):
    """Each service must connect to the broker again when the body has run; gives a function that says how many connections were made."""
    def counts():
        return {service: int(lab.metric(service, "pitcrew_amqp_connections_total")) for service in lab.system.services}

    before = counts()
    yield lambda: sum(counts().values()) - sum(before.values())
    eventually("every service has connected anew", lambda: all(now > before[service] for service, now in counts().items()), READY_SECONDS)
    lab.wait_ready()


def load_all():
    for name in ("services", "network", "broker", "database", "semantics", "outside", "cluster"):
        import_module(f"scenarios.{name}")

"""What the tests of deploy/ run its programs in."""

import os
import socket
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(**settings):
    """That of this process, with these of our settings and no others."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PITCREW_")} | settings


def free_ports(count):
    """So many at once, so that no two are the same."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports

"""Three small hosts on this one: network namespaces on a bridge, and holes in the network between them.

Host number N is the namespace pitcrew-N with the address 10.77.0.N; this machine itself has 10.77.0.254 there and reaches them all.
A hole is black: what goes into it vanishes, and no one is told. It needs nothing of the kernel but the neighbour table: a wrong
hardware address, entered for good, and the frames go to nobody.
"""

import os
import shutil
import signal
import subprocess
import time

BRIDGE, OURS = "pitcrew-bridge", "10.77.0.254"
NOBODY = "02:00:00:00:00:ee"


def ip(*words):
    """The answer of ip(8); its complaint is raised."""
    done = subprocess.run(["ip", *map(str, words)], capture_output=True, text=True, timeout=30)
    if done.returncode:
        raise OSError(f"ip {' '.join(map(str, words))}: {done.stderr.strip()}")
    return done.stdout


def name(number):
    return f"pitcrew-{number}"


def address(number):
    return f"10.77.0.{number}"


def why_not():
    """Why this machine cannot have namespaces, or nothing when it can."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    if not shutil.which("ip"):
        return "there is no ip(8): install iproute2"
    try:
        ip("netns", "add", "pitcrew-try")
        try:
            ip("-n", "pitcrew-try", "link", "add", "try-bridge", "type", "bridge")
            ip("-n", "pitcrew-try", "link", "add", "try-one", "type", "veth", "peer", "name", "try-other")
            ip("netns", "exec", "pitcrew-try", "true")
        finally:
            ip("netns", "delete", "pitcrew-try")
    except OSError as error:
        return f"the kernel or this container has no network namespaces: {error}"
    return None


def create(numbers):
    ip("link", "add", BRIDGE, "type", "bridge")
    ip("address", "add", f"{OURS}/24", "dev", BRIDGE)
    ip("link", "set", BRIDGE, "up")
    for number in numbers:
        ip("netns", "add", name(number))
        ip("link", "add", name(number), "type", "veth", "peer", "name", "eth0", "netns", name(number))
        ip("link", "set", name(number), "master", BRIDGE, "up")
        ip("-n", name(number), "address", "add", f"{address(number)}/24", "dev", "eth0")
        for device in ("lo", "eth0"):
            ip("-n", name(number), "link", "set", device, "up")


def remove():
    """Also after a run that was killed: whatever runs in a namespace of ours is ours, and ends."""
    present = [line.split()[0] for line in ip("netns", "list").splitlines()]
    for namespace in [n for n in present if n.startswith("pitcrew-")]:
        end_all(namespace)
        ip("netns", "delete", namespace)
    if f"{BRIDGE}:" in ip("link", "show", "type", "bridge"):
        ip("link", "delete", BRIDGE)


def end_all(namespace, seconds=20):
    deadline = time.monotonic() + seconds
    while pids := [int(pid) for pid in ip("netns", "pids", namespace).split()]:
        if time.monotonic() > deadline:
            raise TimeoutError(f"processes {pids} in {namespace} do not end")
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        time.sleep(0.1)


def cut(one, other):
    """A black hole between two hosts, both ways."""
    for here, there in ((one, other), (other, one)):
        ip("-n", name(here), "neigh", "replace", address(there), "lladdr", NOBODY, "nud", "permanent", "dev", "eth0")


def mend(one, other):
    for here, there in ((one, other), (other, one)):
        if NOBODY in ip("-n", name(here), "neigh", "show", address(there)):
            ip("-n", name(here), "neigh", "delete", address(there), "dev", "eth0")

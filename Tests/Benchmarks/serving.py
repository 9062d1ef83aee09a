"""Servers under load: starts them on a port of their own, waits until they answer, lets wrk loose on them, and reads what they used."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from bench import environment

LOAD = Path(__file__).with_name("load.lua")
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def family(process):
    """The process and all below it."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(entry.parent.name)] = int(stat(int(entry.parent.name))[1])
    found = {process}
    while more := {one for one, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def stat(process):
    """From the state on."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()


def family_cpu_seconds(process):
    total = 0
    for one in family(process):
        with contextlib.suppress(OSError):
            total += sum(map(int, stat(one)[11:13]))
    return total / TICKS


@dataclass
class Server:
    process: subprocess.Popen
    port: int
    start_seconds: float

    def cpu_seconds(self):
        return family_cpu_seconds(self.process.pid)

    def resident_megabytes(self):
        """The sum of what is resident in each process."""
        return sum(int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in family(self.process.pid)) * PAGE / 1e6


@contextlib.contextmanager
def serving(command, settings, port, path, folder=None, log=subprocess.DEVNULL, within=60):
    """A server that runs meanwhile, from the moment it answers `path` with 200."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        list(map(str, command)), env=environment(settings), cwd=folder, stdout=subprocess.DEVNULL, stderr=log, start_new_session=True)
    try:
        wait(process, port, path, begin + within)
        yield Server(process, port, time.perf_counter() - begin)
    finally:
        stop(process)


def wait(process, port, path, end):
    while time.perf_counter() < end:
        if process.poll() is not None:
            raise SystemExit(f"{process.args[0]} ended with status {process.returncode}")
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            status = connection.getresponse().status
            connection.close()
            if status == 200:
                return
        time.sleep(0.002)
    raise SystemExit(f"{process.args[0]} was not ready in time")


def stop(process):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def load(server, requests, connections, seconds, keyed=False, warm_up=0, database=lambda: 0):
    """Sends the lines of a file; gives requests a second, the 99th percentile, and the microseconds of processor time that the server used
    for each, and the database, whose seconds so far `database` tells."""
    def wrk(duration, file):
        command = ["wrk", "-t1", "--timeout", "20s", f"-c{connections}", f"-d{duration}s", "-s", LOAD, f"http://127.0.0.1:{server.port}", "--", file]
        done = subprocess.run([*map(str, command), *(["keyed"] if keyed and file == requests else [])], capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(done.stdout + done.stderr)
        return json.loads(done.stdout.splitlines()[-1])

    if warm_up:
        wrk(warm_up, requests if not keyed else warm_up_requests(requests))
    before, before_there = server.cpu_seconds(), database()
    result = wrk(seconds, requests)
    used, used_there = server.cpu_seconds() - before, database() - before_there
    if result["refused"] or result["failed"]:
        raise SystemExit(f"{result['refused']} requests were refused and {result['failed']} failed")
    return {"rate": result["requests"] / result["seconds"], "p99": result["p99_ms"], "cpu": used / result["requests"] * 1e6,
            "database": used_there / result["requests"] * 1e6}


def warm_up_requests(orders):
    """Beside the orders, so that none of them is spent."""
    return orders.with_name("searches")

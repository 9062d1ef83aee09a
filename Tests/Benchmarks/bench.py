"""What the benchmarks share: turns in alternation and their medians, rows with goals, the broker's and the database's administration,
programs of ours and of peers.

    from bench import Goal, in_turn, report        in a program Tests/Benchmarks/NAME/run
    bench.py table < ROWS                          the rows of a run as a table

A row is one JSON line: {"bench","metric","unit","ours","peer","peer_value","ratio","goal","met"}. A ratio above 1 means ours is better,
also where less is better. Rows without a peer hold ours against an absolute goal; rows without a goal are there to be read.
"""

import contextlib
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "Tests/Benchmarks/peers"
TURNS = int(os.environ.get("BENCH_TURNS", 3))


@dataclass(frozen=True)
class Goal:
    """What a row should reach: a ratio to the peer, or ours alone."""
    of: str
    at_least: float | None = None
    at_most: float | None = None

    def __str__(self):
        bounds = [f"{sign} {bound:g}" for sign, bound in ((">=", self.at_least), ("<=", self.at_most)) if bound is not None]
        return f"{self.of} {' and '.join(bounds)}"

    def met_by(self, ours, ratio):
        value = {"ours": ours, "ratio": ratio}[self.of]
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)


def ratio_of(at_least):
    return Goal("ratio", at_least=at_least)


def report(bench, metric, unit, ours, peer=None, peer_value=None, goal=None, less_is_better=False):
    """Prints one row."""
    ratio = None
    if peer_value:
        ratio = peer_value / ours if less_is_better else ours / peer_value
    print(json.dumps({
        "bench": bench, "metric": metric, "unit": unit, "ours": rounded(ours), "peer": peer, "peer_value": rounded(peer_value),
        "ratio": rounded(ratio), "goal": None if goal is None else str(goal), "met": None if goal is None else goal.met_by(ours, ratio),
    }), flush=True)


def rounded(value):
    """Three digits that count; whole numbers from a hundred on."""
    if value is None:
        return None
    return round(value) if abs(value) >= 100 else float(f"{value:.3g}")


def in_turn(sides: dict[str, Callable[[], dict]], turns=TURNS) -> dict[str, dict]:
    """Runs the sides in turn; gives the median of each metric of each side."""
    return {name: {metric: statistics.median(one[metric] for one in runs) for metric in runs[0]}
            for name, runs in each_turn(sides, turns).items()}


def each_turn(sides: dict[str, Callable[[], dict]], turns=TURNS) -> dict[str, list[dict]]:
    """Runs the sides one after the other, `turns` times, so that a machine that grows slower does so for all; gives what each turn of
    each side measured."""
    results = {name: [] for name in sides}
    for turn in range(turns):
        for name, run in sides.items():
            results[name].append(run())
            figures = ", ".join(f"{metric} {rounded(value)}" for metric, value in results[name][-1].items())
            print(f"turn {turn + 1}: {name}: {figures}", file=sys.stderr, flush=True)
    return results


# Programs


def ours(name, settings, timeout=300):
    """The last line that our side of a benchmark printed."""
    return program([os.environ["PITCREW_BENCH"], name], settings, timeout)


def program(command, settings, timeout=300):
    """Runs a program to its end; what its last line says, if it says anything."""
    done = subprocess.run(list(map(str, command)), env=environment(settings), capture_output=True, text=True, timeout=timeout)
    if done.returncode:
        raise SystemExit(f"{command[0]} ended with status {done.returncode}\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1]) if done.stdout.strip() else None


@contextlib.contextmanager
def started(command, settings, ready="ready") -> Iterator[subprocess.Popen]:
    """A program that runs meanwhile, from the moment it prints a line with the word `ready`."""
    process = subprocess.Popen(list(map(str, command)), env=environment(settings), stdout=subprocess.PIPE, text=True)
    try:
        while ready not in (line := process.stdout.readline()):
            if not line:
                raise SystemExit(f"{command[0]} ended before it was ready")
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def environment(settings):
    return {**os.environ, **{name: str(value) for name, value in settings.items()}}


def python_peer(path):
    """The words that start a peer written in Python."""
    return [os.environ["PITCREW_TEST_PYTHON"], PEERS / path]


def go_peer(folder):
    """Compiles a peer written in Go, against Debian's packages; gives the words that start it."""
    state = Path(os.environ["PITCREW_BENCH_STATE"])
    target = state / "go" / folder
    settings = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": state / "go-cache", "GOFLAGS": ""}
    sources = sorted((PEERS / folder).glob("*.go"))
    subprocess.run(["go", "build", "-o", target, *sources], env=environment(settings), check=True, stdout=sys.stderr)
    return [target]


# Servers


def admin(method, path, body=None):
    """One call of the broker's HTTP API."""
    root = urllib.parse.urlsplit(os.environ["PITCREW_TEST_AMQP_ADMIN_URL"].removesuffix("/api"))
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    url = f"{root.scheme}://{root.hostname}:{root.port}"
    passwords.add_password(None, url, urllib.parse.unquote(root.username), urllib.parse.unquote(root.password))
    opener = urllib.request.build_opener(urllib.request.HTTPBasicAuthHandler(passwords))
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{url}/api/{path}", data, {"content-type": "application/json"}, method=method)
    with opener.open(request) as answer:
        content = answer.read()
    return json.loads(content) if content else None


@contextlib.contextmanager
def virtual_host(name, queue=None, routing_key=None) -> Iterator[str]:
    """A virtual host of its own, with the platform's exchange and one quorum queue bound to it if asked; gives its URL."""
    admin("PUT", f"vhosts/{name}", {})
    try:
        if queue:
            admin("PUT", f"exchanges/{name}/pitcrew.events", {"type": "topic", "durable": True})
            admin("PUT", f"queues/{name}/{queue}", {"durable": True, "arguments": {"x-queue-type": "quorum"}})
            admin("POST", f"bindings/{name}/e/pitcrew.events/q/{queue}", {"routing_key": routing_key or queue, "arguments": {}})
        parts = urllib.parse.urlsplit(os.environ["PITCREW_TEST_AMQP_URL"])
        yield parts._replace(path=f"/{name}").geturl()
    finally:
        admin("DELETE", f"vhosts/{name}")


@contextlib.contextmanager
def database(name) -> Iterator[str]:
    """An empty database, so that nobody meets what another left; gives its URL. A checkpoint goes before, so that all begin alike."""
    server = os.environ["PITCREW_TEST_DATABASE_URL"]
    psql(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}", "CHECKPOINT")
    try:
        yield urllib.parse.urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        psql(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def psql(url, *statements):
    """Runs statements, each in a transaction of its own; gives what the last one answered, as text."""
    words = [word for statement in statements for word in ("-c", statement)]
    command = [postgres_program("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url, *words]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.strip()


def postgres_program(name):
    """One of PostgreSQL's client programs: of the newest version that is installed, else wherever the path finds it."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    return installed[-1] if installed else shutil.which(name) or name


# Tables


def table(rows):
    """The rows as lines of a table."""
    heads = ["bench", "metric", "unit", "ours", "peer", "peer_value", "ratio", "goal", "met"]
    cells = [heads] + [["-" if row[head] is None else str({True: "yes", False: "NO"}.get(row[head], row[head]) if head == "met" else row[head])
                        for head in heads] for row in rows]
    widths = [max(len(line[column]) for line in cells) for column in range(len(heads))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in cells)


if __name__ == "__main__":
    if sys.argv[1:] != ["table"]:
        raise SystemExit("usage: bench.py table < ROWS")
    print(table([json.loads(line) for line in sys.stdin if line.startswith("{")]))

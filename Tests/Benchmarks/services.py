"""Services of ours and Python peers as single servers, for benchmarks that need no whole system."""

import os
import subprocess
from pathlib import Path

from bench import psql
from serving import family_cpu_seconds, free_port, serving

BIN = Path(os.environ["PITCREW_BENCH"]).parent
UVICORN = [os.environ["PITCREW_TEST_PYTHON"], "-m", "uvicorn", "app:app", "--no-access-log", "--log-level", "warning"]
POOL = 16


def booking(url, amqp, log, **more):
    """An instance of our booking service. `more` are further settings."""
    port = free_port()
    settings = {
        "PITCREW_DATABASE_URL": url, "PITCREW_AMQP_URL": amqp, "PITCREW_PUBLIC_URL": "http://localhost",
        "PITCREW_LINK_SECRET": "a secret for benchmarks of 40 letters....", "PITCREW_BOOKING_HORIZON_DAYS": 730,
        "PITCREW_DATABASE_CONNECTIONS": POOL, "PITCREW_HTTP_PORT": port,
    }
    return serving([BIN / "pitcrew-booking"], {**settings, **more}, port, "/readyz", log=open(log, "w"))


def uvicorn(folder, settings, workers):
    """A peer written in Python, in so many processes."""
    port = free_port()
    return serving([*UVICORN, "--workers", workers, "--port", port], settings, port, "/readyz", folder=folder, log=None)


def topology(vhost):
    """All exchanges and queues of the platform."""
    server = os.environ["PITCREW_TEST_AMQP_ADMIN_URL"].removesuffix("/api")
    done = subprocess.run(
        [BIN / "pitcrew-topology", "apply"], capture_output=True, text=True,
        env={**os.environ, "PITCREW_AMQP_ADMIN_URL": server, "PITCREW_AMQP_VHOST": vhost})
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


def database_cpu_seconds():
    """Of all of PostgreSQL's processes."""
    postmaster = psql(os.environ["PITCREW_TEST_DATABASE_URL"], "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)")
    return family_cpu_seconds(int(postmaster))

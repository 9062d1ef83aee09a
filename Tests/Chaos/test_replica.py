"""Every row that PostgreSQL acknowledged is there after a switch to the replica under load, and after the switch back."""

import asyncio
import signal
import threading

import asyncpg
import pytest
from replica import NAME, Replica, Server

WRITERS = 8


class Writers:
    """Commit numbered rows, each once, through the port they are told; they note which numbers were acknowledged."""

    def __init__(self, server):
        self.password = (server.state / "secrets/postgres").read_text().strip()
        self.port, self.number, self.acknowledged = server.port, 0, set()
        self.stopping, self.thread = threading.Event(), threading.Thread(target=lambda: asyncio.run(self.run()))

    def __enter__(self):
        asyncio.run(self.rows("CREATE TABLE numbered (number bigint NOT NULL)"))
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.thread.join()

    def connect(self, port):
        return asyncpg.connect(host="127.0.0.1", port=port, user="postgres", password=self.password, database="postgres", timeout=5)

    async def rows(self, query):
        connection = await self.connect(self.port)
        try:
            return await connection.fetch(query)
        finally:
            await connection.close()

    async def run(self):
        await asyncio.gather(*(self.write() for _ in range(WRITERS)))

    async def write(self):
        while not self.stopping.is_set():
            try:
                await self.write_through(self.port)
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError):
                await asyncio.sleep(0.05)

    async def write_through(self, port):
        connection = await self.connect(port)
        try:
            while port == self.port and not self.stopping.is_set():
                self.number += 1
                number = self.number
                await connection.execute("INSERT INTO numbered VALUES ($1)", number, timeout=20)
                self.acknowledged.add(number)
        finally:
            connection.terminate()

    def wait_for_more(self, count=200):
        """Until so many more are acknowledged."""
        wanted = len(self.acknowledged) + count
        for _ in range(600):
            if len(self.acknowledged) >= wanted:
                return
            self.stopping.wait(0.1)
        raise AssertionError(f"{len(self.acknowledged)} of {wanted} rows were acknowledged within 60 s")

    def missing(self):
        """Acknowledged rows that the server they write to does not have."""
        acknowledged = set(self.acknowledged)
        found = [row["number"] for row in asyncio.run(self.rows("SELECT number FROM numbered"))]
        assert len(found) == len(set(found)), "a row is there twice"
        return acknowledged - set(found)


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path)
    server.bash("state_folders; choose_ports postgres=5532; postgres_create 'max_connections = 50'; postgres_start")
    yield server
    server.end()


@pytest.mark.parametrize("blow", [signal.SIGQUIT, signal.SIGKILL])
def test_no_acknowledged_row_is_lost_by_a_switch_and_the_switch_back(server, blow):
    with Replica(server.state) as replica, Writers(server) as writers:
        for _ in range(2):
            writers.wait_for_more()
            replica.switch(blow)
            writers.port = replica.primary.port
            writers.wait_for_more()
            assert writers.missing() == set()
            replica.switch_back(blow)
            writers.port = replica.primary.port
            writers.wait_for_more()
            assert writers.missing() == set()
        assert replica.primary.port == server.port
    assert_left_alone(server)
    assert writers.missing() == set()


def assert_left_alone(server):
    """As if there had never been a replica."""
    assert not (server.state / "replica").exists()
    assert "replication postgres" not in (server.data / "pg_hba.conf").read_text()
    assert NAME not in (server.data / "postgresql.auto.conf").read_text()
    assert server.sql("SELECT count(*) FROM pg_replication_slots") == "0"
    assert server.sql("SHOW synchronous_standby_names") == ""


@pytest.mark.parametrize("killed_at", ["before the switch", "in the switch", "after the switch", "in the switch back"])
def test_what_a_killed_run_left_is_put_in_order_and_nothing_is_lost(server, killed_at):
    replica = Replica(server.state)
    replica.start()
    server.sql("CREATE TABLE kept AS SELECT 1 AS number")
    if killed_at != "before the switch":
        replica.original.strike_down(signal.SIGQUIT)
        replica.holds_the_truth.touch()
    if killed_at in ("after the switch", "in the switch back"):
        replica.replica.promote()
        replica.replica.sql("INSERT INTO kept VALUES (2)")
    if killed_at == "in the switch back":
        replica.original.copy(replica.replica)
        replica.original.start()
        replica.replica.be_synchronous()
        replica.replica.strike_down(signal.SIGQUIT)
    Replica(server.state).stop()
    assert_left_alone(server)
    assert server.sql("SELECT string_agg(number::text, ' ' ORDER BY number) FROM kept") == \
        ("1 2" if "after" in killed_at or "back" in killed_at else "1")
    server.sql("INSERT INTO kept VALUES (3)")

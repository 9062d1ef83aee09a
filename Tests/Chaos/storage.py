"""What a trial does to the databases as their administrator: asks, holds locks and transactions open, puts a table on a disk that fills."""

import asyncio
import os
import subprocess
import uuid
from contextlib import contextmanager
from pathlib import Path

import asyncpg

# What a small disk has beyond the table that moves there.
SPARE_BYTES = 24 << 20


class Session:
    """One connection, used a step at a time; between two steps nothing runs."""

    def __init__(self, lab, service):
        server = lab.system.description["postgres"]
        self.loop = asyncio.new_event_loop()
        self.connection = self.do(asyncpg.connect(
            host=server["host"], port=server["port"], user=server["user"], password=Path(server["passwordFile"]).read_text().strip(),
            database=database_of(lab, service), timeout=30))

    def do(self, step):
        return self.loop.run_until_complete(asyncio.wait_for(step, 60))

    def fetch(self, query, *arguments):
        return self.do(self.connection.fetch(query, *arguments))

    def execute(self, statement):
        return self.do(self.connection.execute(statement))

    def close(self):
        try:
            self.do(self.connection.close(timeout=5))
        except (OSError, asyncpg.PostgresError, asyncio.TimeoutError, asyncpg.InterfaceError):
            pass  # the session was a victim itself
        self.loop.close()


def database_of(lab, service):
    services = lab.system.description["services"]
    return services[service]["database"] if service in services else service


class Storage:
    """The part of the lab that speaks to PostgreSQL."""

    @contextmanager
    def session(self, service):
        session = Session(self, service)
        try:
            yield session
        finally:
            session.close()

    def rows(self, service, query, *arguments):
        with self.session(service) as session:
            return session.fetch(query, *arguments)

    def execute(self, service, statement):
        with self.session(service) as session:
            return session.execute(statement)

    def limit_connections(self, count=None):
        """How many sessions each service's role may have; without a count as many as deploy/up lets it have."""
        names = [service["database"] for service in self.system.description["services"].values()]
        if not hasattr(self, "limits"):
            self.limits = dict(self.rows("postgres", "SELECT rolname, rolconnlimit FROM pg_roles WHERE rolname = ANY($1)", names))
        self.execute("postgres", ";".join(
            f"ALTER ROLE {name} CONNECTION LIMIT {allowed if count is None else count}" for name, allowed in self.limits.items()))

    @contextmanager
    def locked(self, service, table):
        """Nobody else reads or writes the table while the body runs."""
        with self.session(service) as session:
            session.execute(f"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            yield

    def waiting(self, service, table):
        """How many sessions wait for this table, which somebody has locked."""
        return self.rows(service, "SELECT count(*) AS n FROM pg_locks WHERE NOT granted AND relation = $1::text::regclass", table)[0]["n"]

    @contextmanager
    def failing(self, service, table, identifier):
        """Writing this one row fails each time; the body gets a function that says how often it was tried (a sequence counts, which no
        rollback takes back)."""
        with self.refusing(service, table, f"WHEN (NEW.id = '{identifier}')"):
            yield lambda: self.rows(service, "SELECT last_value AS n FROM trial_tries")[0]["n"]

    @contextmanager
    def refusing(self, service, table, condition=""):
        """Rows cannot be written to the table while the body runs."""
        self.execute(service, f"""
            CREATE SEQUENCE trial_tries;
            CREATE FUNCTION trial_refusal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN PERFORM nextval('trial_tries'); RAISE EXCEPTION 'refused by a trial'; END $$;
            CREATE TRIGGER trial_refusal BEFORE INSERT ON {table} FOR EACH ROW {condition} EXECUTE FUNCTION trial_refusal()""")
        try:
            yield
        finally:
            self.execute(service, f"""
                DROP TRIGGER trial_refusal ON {table}; DROP FUNCTION trial_refusal(); DROP SEQUENCE trial_tries""")

    @contextmanager
    def held_event(self, service):
        """An event whose transaction stays open until the body's end: it has its place in the outbox, and nobody can see it yet. The body
        gets its position."""
        with self.session(service) as session:
            session.execute("BEGIN")
            row = session.fetch("""
                INSERT INTO outbox (event_id, type, subject, version, event_time, data_class, body)
                SELECT $1, type, subject, version + 1, now(), data_class, body FROM outbox
                WHERE type = 'technician.changed' ORDER BY version DESC, position DESC LIMIT 1 RETURNING position""", uuid.uuid4())
            yield row[0]["position"]
            session.execute("COMMIT")

    def log_count(self, name, text):
        return (self.state / "log" / f"{name}.log").read_text(errors="replace").count(text)

    @contextmanager
    def small_disk(self, service, table):
        """The table lies on a disk of its own while the body runs."""
        folder = self.outside / "disk"
        folder.mkdir(exist_ok=True)
        size = self.rows(service, "SELECT pg_total_relation_size($1::text::regclass) AS bytes", table)[0]["bytes"] + SPARE_BYTES
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=0777", "tmpfs", folder], check=True)
        space, owner = folder / "space", "postgres"
        space.mkdir()
        subprocess.run(["chown", f"{owner}:", space], check=True)
        disk = Disk(folder)
        try:
            self.execute("postgres", f"CREATE TABLESPACE trial LOCATION '{space}'")
            self.move(service, table, "trial")
            yield disk
        finally:
            disk.empty()
            self.move(service, table, "pg_default")
            self.execute("postgres", "DROP TABLESPACE IF EXISTS trial")
            subprocess.run(["umount", "-l", folder], check=True)

    def move(self, service, table, space):
        with self.session(service) as session:
            session.execute(f"ALTER TABLE {table} SET TABLESPACE {space}")
            for row in session.fetch("SELECT indexrelid::regclass::text AS name FROM pg_index WHERE indrelid = $1::text::regclass", table):
                session.execute(f"ALTER INDEX {row['name']} SET TABLESPACE {space}")


class Disk:
    """A small disk that can be filled to the last byte."""

    def __init__(self, folder):
        self.ballast = folder / "ballast"

    def fill(self):
        with open(self.ballast, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"\0" * 4096)
            except OSError:
                os.fsync(file.fileno())

    def empty(self):
        self.ballast.unlink(missing_ok=True)

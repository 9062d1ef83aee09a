"""Blows at an exact point of a service's work: a trigger in its database tells us that the point is reached and goes on only when we let
it. Nothing in the services knows of it."""

import os
import signal
import socket
import threading
from contextlib import contextmanager

TRIGGER = """
    CREATE FUNCTION trial_point() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
    BEGIN
        EXECUTE format('COPY (SELECT 1) TO PROGRAM %L', format({call}, pg_backend_pid()));
        RETURN NULL;
    END $body$;
    CREATE {what} TRIGGER trial_point AFTER {event} {when} EXECUTE FUNCTION trial_point()
"""
# Bash opens the connection by itself; a trial that is over must not hold the database up.
CALL = "'bash -c \"exec 3<>/dev/tcp/127.0.0.1/{port} && echo %s >&3 && read -t 20 -u 3\" || true'"


class Point:
    """Answers the trigger. While `blows` are left, each is struck before the database goes on."""

    def __init__(self, blow, blows):
        self.blow, self.blows, self.struck, self.lock = blow, blows, 0, threading.Lock()
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.done = threading.Event()
        threading.Thread(target=self.serve, daemon=True).start()

    @property
    def port(self):
        return self.socket.getsockname()[1]

    def serve(self):
        while True:
            try:
                caller, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.answer, args=(caller,), daemon=True).start()

    def answer(self, caller):
        with caller, caller.makefile("rw") as lines:
            backend = int(lines.readline() or 0)
            with self.lock:
                strikes = self.struck < self.blows
                if strikes:
                    self.blow(backend)
                    self.struck += 1
                if self.struck >= self.blows:
                    self.done.set()
            try:
                lines.write("on\n")
                lines.flush()
            except OSError:
                pass  # the database was struck itself


@contextmanager
def point(lab, service, event, blow, blows=1, is_deferred=False, when="FOR EACH STATEMENT"):
    """Strikes when the service's database has done `event` (as `INSERT ON appointments`): at the statement's end, for some rows only, or
    at the commit where it is deferred."""
    here = Point(blow, blows)
    what = "CONSTRAINT" if is_deferred else ""
    if is_deferred:
        when = "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
    lab.execute(service, TRIGGER.format(call=CALL.format(port=here.port), what=what, event=event, when=when))
    try:
        yield here
    finally:
        lab.execute(service, f"DROP TRIGGER trial_point ON {event.rpartition(' ')[2]}; DROP FUNCTION trial_point()")
        here.socket.close()


def killing(lab, service, with_backend=False):
    """A blow that kills the service, and its database session with it where that must not finish what it was told."""
    def blow(backend):
        pid = lab.pid(service)
        if pid:
            os.kill(pid, signal.SIGKILL)
        if with_backend and backend:
            lab.execute("postgres", f"SELECT pg_terminate_backend({backend})")
    return blow

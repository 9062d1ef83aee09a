"""A load of bookings that goes on while parts of the system are struck."""

import http.client
import json
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from running import book_once
from waiting import eventually

CLIENTS = 20
PATIENCE_SECONDS = 180


class Gate:
    """Lets bookings through one after another, as the plan of faults goes on."""

    def __init__(self):
        self.open, self.shut, self.changed = 0, False, threading.Condition()

    def wait_for(self, number):
        with self.changed:
            self.changed.wait_for(lambda: self.open > number or self.shut)
            assert self.open > number, f"booking {number} was never let through"

    def let(self, count, seconds):
        """Lets `count` more through, evenly over the time."""
        begin = time.monotonic()
        for number in range(1, count + 1):
            with self.changed:
                self.open += 1
                self.changed.notify_all()
            time.sleep(max(0, begin + seconds * number / count - time.monotonic()))

    def close(self):
        with self.changed:
            self.shut = True
            self.changed.notify_all()


class Booking:
    """One client, who asks with the same Idempotency-Key until the answer is yes."""

    def __init__(self, number, order):
        self.number, self.order, self.key = number, order, str(uuid.uuid4())
        self.appointment, self.asked, self.accepted, self.refusals = None, None, None, []

    def make(self, url):
        door, self.asked = book_once.Door(url), time.monotonic()
        while time.monotonic() < self.asked + PATIENCE_SECONDS:
            status, answer = self.ask(door)
            if status == 201:
                self.appointment, self.accepted = answer["appointment"]["id"].lower(), time.monotonic()
                return self
            self.refusals.append(status)
            in_flight = status == 409 and answer["type"].endswith("idempotency-key-in-flight")
            assert status in (0, 429) or status >= 500 or in_flight, (self.number, status, answer)
            time.sleep(0.25)
        raise AssertionError(f"booking {self.number} was not accepted within {PATIENCE_SECONDS} s: {self.refusals[-5:]}")

    def ask(self, door):
        try:
            return door.ask("POST", "/booking/v1/appointments", self.order, **{"idempotency-key": self.key})
        except (OSError, http.client.HTTPException, json.JSONDecodeError) as error:
            return 0, {"error": repr(error)}  # nothing was said, or half of it


class Load:
    """Bookings by many clients at a time. Each fault notes the time from its blow until all is well again."""

    def __init__(self, system, orders):
        self.system, self.gate, self.windows = system, Gate(), {}
        self.bookings = [Booking(number, order) for number, order in enumerate(orders)]
        self.pool = ThreadPoolExecutor(CLIENTS)
        self.results = [self.pool.submit(self.client, booking) for booking in self.bookings]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.gate.close()
        self.pool.shutdown(cancel_futures=True)

    def client(self, booking):
        self.gate.wait_for(booking.number)
        return booking.make(self.system.url)

    @contextmanager
    def going_on(self, count, seconds):
        """Bookings come in while the body runs."""
        coming = threading.Thread(target=self.gate.let, args=(count, seconds))
        coming.start()
        try:
            yield
        finally:
            coming.join()

    @contextmanager
    def fault(self, name):
        begin = time.monotonic()
        yield
        self.windows[name] = (begin, time.monotonic())

    def booking_answers(self):
        try:
            return book_once.Door(self.system.url).ask("GET", "/booking/v1/workshops")[0] == 200
        except (OSError, http.client.HTTPException, json.JSONDecodeError):
            return False

    def kill(self, service, until=None):
        """Kills a service, which its supervisor starts again, and waits until it is ready or as told."""
        pid_file = Path(self.system.description["services"][service]["pidFile"])
        before = pid_file.read_text()
        self.system.control("kill", service)
        eventually(f"{service} was started again", lambda: pid_file.read_text() not in ("", before))
        eventually(f"{service} is well again", until or (lambda: self.system.is_ready(service)), 120)

    def finish(self):
        """All bookings, each with its appointment."""
        return [result.result() for result in self.results]

    def accepted_during(self, name):
        begin, end = self.windows[name]
        return sum(begin < booking.accepted < end for booking in self.bookings)

    def under_way_during(self, name):
        begin, end = self.windows[name]
        return sum(booking.asked < end and booking.accepted > begin for booking in self.bookings)

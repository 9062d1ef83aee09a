"""Loads the data through the door, in an order in which nothing refers to what is not there yet. Doing it again changes nothing."""

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from . import future
from .catalogue import services, stock
from .door import Door, Refused
from .garage import WORKSHOPS, bays, technicians, tools
from .history import History, stamp
from .identity import idempotency_key
from .progress import Progress

SERVICES = ("booking", "notifications", "jobcard-prep", "crm-bridge", "partner-gateway", "analytics", "ml-scoring")
BATCH = 500
READY_SECONDS = 120
CATCH_UP_SECONDS = 300
QUIET_LOOKS = 3
SHOWN_ERRORS = 5


class Loading:
    def __init__(self, door: Door, history: History):
        self.door, self.history = door, history
        self.counts: Counter[str] = Counter()
        self.counting = threading.Lock()

    def wait_until_ready(self) -> None:
        """Signing in waits for the gateway by itself; the others tell an operator how they are."""
        self.door.sign_in()
        deadline = time.monotonic() + READY_SECONDS
        while not all(self.door.is_ready(service) for service in SERVICES):
            if time.monotonic() > deadline:
                late = [service for service in SERVICES if not self.door.is_ready(service)]
                raise TimeoutError(f"not ready after {READY_SECONDS} s: {', '.join(late)}")
            time.sleep(0.5)

    def load_catalogue(self) -> None:
        anchor = self.history.anchor
        places = [(f"/booking/v1/workshops/{w.id}", w.definition(anchor)) for w in WORKSHOPS]
        offers = [(f"/booking/v1/services/{s.id}", s.definition) for s in services()]
        resources = [
            (f"/booking/v1/{collection}/{one.id}", one.definition) for w in WORKSHOPS
            for collection, them in (("technicians", technicians), ("bays", bays), ("tools", tools)) for one in them(w)
        ]
        bills = [(f"/jobcard-prep/v1/bills/{s.code}", s.bill) for s in services()]
        # Stock is counted once: putting it again would undo what was taken since.
        parts = [
            (f"/jobcard-prep/v1/parts/{id}", part) for w in WORKSHOPS
            for known in [self._skus(w.id)] for id, part in stock(w) if part["sku"] not in known
        ]
        with Progress("catalogue", sum(map(len, (places, offers, resources, bills, parts))), "entries") as progress:
            for path, body in places + offers + resources + bills + parts:
                self.door.put(path, body)
                progress.add(1)
        self.counts.update(workshops=len(places), services=len(offers), resources=len(resources), bills=len(bills), parts=len(parts))

    def _skus(self, workshop: str) -> set[str]:
        path = "/jobcard-prep/v1/parts"
        return {part["sku"] for part in self._pages(path, workshopId=workshop, limit=500)}

    def _pages(self, path: str, **query: object) -> Iterable[dict]:
        cursor: dict = {}
        while True:
            page = self.door.get(path, **query, **cursor)
            yield from page["items"]
            if not page.get("nextCursor"):
                return
            cursor = {"cursor": page["nextCursor"]}

    def load_customers(self) -> None:
        rows = [person.row(self.history.seed, self.history.anchor) for person in self.history.customers]
        streams = [rows[start::3] for start in range(3)]
        self._import("customers", "/crm-bridge/v1/customers/import", streams)

    def load_history(self) -> None:
        """A stream for each workshop, oldest first: two requests never wait for the same day."""
        visits = self.history.visits
        streams = [[v.row(self.history.seed) for v in visits if v.customer.workshop is w] for w in WORKSHOPS]
        self._import("visits", "/booking/v1/appointments/import", streams)

    def _import(self, what: str, path: str, streams: list[list[dict]]) -> None:
        with Progress(what, sum(map(len, streams))) as progress, ThreadPoolExecutor(len(streams)) as pool:
            for outcome in [pool.submit(self._stream, what, path, rows, progress.add) for rows in streams]:
                outcome.result()

    def _stream(self, what: str, path: str, rows: list[dict], done: Callable[[int], None]) -> None:
        for start in range(0, len(rows), BATCH):
            batch = rows[start:start + BATCH]
            answers = self.door.lines(path, batch)
            with self.counting:
                for answer in answers:
                    self._count(what, answer, batch)
                self.counts[f"{what}_failed"] += len(batch) - len(answers)
            done(len(batch))

    def _count(self, what: str, answer: dict, batch: list[dict]) -> None:
        status = answer.get("status", "failed")
        self.counts[f"{what}_{status}"] += 1
        if status == "failed" and self.counts[f"{what}_failed"] <= SHOWN_ERRORS:
            print(f"{what}: {batch[answer['row'] - 1]['externalId']}: {answer.get('error')}", file=sys.stderr)

    def load_future(self, count: int) -> None:
        """Who has an appointment in these days keeps it; a slot that has gone is left alone."""
        orders = future.bookings(self.history, count)
        known = self._expected()
        soonest = stamp(datetime.now(UTC) + timedelta(hours=1))
        with Progress("bookings to come", len(orders), "orders") as progress:
            for key, order in orders:
                if order["customer"]["email"] in known:
                    self.counts["bookings_unchanged"] += 1
                elif order["start"] > soonest:
                    self._book(key, order)
                progress.add(1)

    def _expected(self) -> set[str]:
        first, last = self.history.anchor, self.history.anchor + timedelta(days=2 * future.DAYS)
        return {
            item["customer"]["email"].lower() for workshop in WORKSHOPS
            for item in self._pages("/booking/v1/appointments", workshopId=workshop.id, **{"from": first, "to": last}, limit=500)
        }

    def _book(self, key: str, order: dict) -> None:
        try:
            self.door.post("/booking/v1/appointments", order, **{"Idempotency-Key": idempotency_key(self.history.seed, key)})
            self.counts["bookings_created"] += 1
        except Refused as refused:
            if refused.slug != "slot-taken":
                raise
            self.counts["bookings_taken"] += 1

    def wait_until_caught_up(self) -> tuple[bool, float]:
        """Until every service has told and heard everything, some times in a row: messages being handled stand in no queue."""
        begun, quiet = time.monotonic(), 0
        with Progress("catching up", 1, "systems") as progress:
            while quiet < QUIET_LOOKS and time.monotonic() - begun < CATCH_UP_SECONDS:
                statuses = [self.door.get(f"/{service}/v1/ops/status") for service in SERVICES]
                # Without figures (its database is away) a service has not caught up.
                waiting = sum(s.get("outboxBacklog", 1) + (s.get("queueDepth") or 0) + s.get("retrying", 0) for s in statuses)
                self.counts["parked"] = sum(s.get("parked", 0) for s in statuses)
                quiet = quiet + 1 if waiting == 0 else 0
                time.sleep(0.4)
            progress.add(1 if quiet == QUIET_LOOKS else 0)
        return quiet == QUIET_LOOKS, time.monotonic() - begun

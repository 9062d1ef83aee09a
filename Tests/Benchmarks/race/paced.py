"""Slot searches and bookings through the door at a steady rate, whether answers come or not: the time of each counts from the moment at which
it was due, so that one that waits behind a slow one is slow too.

    paced.py SAID < SETTINGS    {"url", "searches": a second, "bookings": a second, "seconds", "seed"}; writes a JSON object with the
                                ascending seconds of each kind, and counts of what was answered
"""

import asyncio
import collections
import random
import sys
import time
import uuid
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import orjson
import uvloop
from connection import Server

# So far ahead people look; of half of it the demo has sold some.
WEEKS = 4
WARM_UP_SECONDS = 3


class Pace:
    def __init__(self, settings):
        self.settings, self.server = settings, Server(settings["url"] + "/api/booking")
        self.random = random.Random(settings["seed"])
        self.times, self.answers = collections.defaultdict(list), collections.Counter()
        self.orders = []

    async def run(self):
        self.services = await self.catalogue()
        if self.settings["bookings"]:
            self.orders = [order async for order in self.places()]
        await self.at_rates(WARM_UP_SECONDS)
        self.times.clear()
        self.answers.clear()
        await self.at_rates(self.settings["seconds"])
        return {"times": {kind: sorted(some) for kind, some in self.times.items()}, "answers": self.answers}

    async def catalogue(self):
        """Workshops with the ids of their services."""
        workshops = await self.read("/v1/workshops")
        return {one["id"]: [service["id"] for service in (await self.read(f"/v1/services?workshopId={one['id']}"))["items"]]
                for one in workshops["items"]}

    async def read(self, path):
        status, content = await self.server.ask("GET", path)
        if status != 200:
            raise SystemExit(f"{path}: {status} {content[:300]}")
        return orjson.loads(content)

    async def places(self):
        """Slots that are free now, each an hour after the end of the one before in its workshop, so that none takes another's place."""
        needed = self.settings["bookings"] * (self.settings["seconds"] + WARM_UP_SECONDS)
        found = 0
        for week in range(2, 24):
            for workshop, services in self.services.items():
                service = services[week % len(services)]
                first = date.today() + timedelta(weeks=week)
                shown = await self.read(f"/v1/slots?workshopId={workshop}&serviceIds={service}&from={first}&days=7")
                for slot in apart(slot for day in shown["days"] for slot in day["slots"]):
                    if found == needed:
                        return
                    found += 1
                    yield workshop, service, slot["start"]

    async def at_rates(self, seconds):
        await asyncio.gather(self.steadily("search", self.search, self.settings["searches"], seconds),
                             self.steadily("book", self.book, self.settings["bookings"], seconds))

    async def steadily(self, kind, ask, rate, seconds):
        begin, asked = time.perf_counter() + 0.1, []
        for n in range(rate * seconds):
            due = begin + n / rate
            if (early := due - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            asked.append(asyncio.create_task(self.timed(kind, ask, due)))
        await asyncio.gather(*asked)

    async def timed(self, kind, ask, due):
        status, content = await ask()
        self.times[kind].append(time.perf_counter() - due)
        slug = orjson.loads(content).get("type", "").rpartition(":")[2] if status >= 300 else ""
        self.answers[f"{kind} {status} {slug}".strip()] += 1

    async def search(self):
        workshop = self.random.choice(list(self.services))
        service = self.random.choice(self.services[workshop])
        first = date.today() + timedelta(days=self.random.randrange(7 * WEEKS))
        return await self.server.ask("GET", f"/v1/slots?workshopId={workshop}&serviceIds={service}&from={first}&days=7")

    async def book(self):
        workshop, service, start = self.orders.pop()
        return await self.server.ask("POST", "/v1/appointments", {
            "workshopId": workshop, "serviceIds": [service], "start": start,
            "customer": {"name": "Ada Example", "email": f"paced{self.random.getrandbits(60)}@customer.example"},
            "vehicle": {"plate": "B-PC 1", "make": "Volkswagen", "model": "Golf", "class": "midsize"},
        }, idempotency_key=str(uuid.UUID(int=self.random.getrandbits(128), version=4)))


def apart(slots):
    """Some of them, that leave each other alone."""
    free_from = datetime.min.replace(tzinfo=timezone.utc)
    for slot in slots:
        if datetime.fromisoformat(slot["start"]) >= free_from:
            free_from = datetime.fromisoformat(slot["end"]) + timedelta(hours=1)
            yield slot


if __name__ == "__main__":
    uvloop.install()
    Path(sys.argv[1]).write_bytes(orjson.dumps(asyncio.run(Pace(orjson.loads(sys.stdin.read())).run())))

"""Clients that fight for the same hour: each takes what it can get there, moves it, calls it off, and takes again. Writes down what it was
told, so that it can be held against the database afterwards.

    racers.py SAID < SETTINGS   {"urls", "goal", "clients": [first, last], "begin", "seconds", "seed", "holdSeconds"}; writes a JSON object:
        "changes": [[appointment, version, status, start, what], …]   acknowledged, in no order
        "holds": [id, …], "answers": {"book 201": n, …}, "times": {"book": [seconds, …], …}, "wins": [of each client, …],
        "wrong": [what contradicts an earlier answer or was none, …], "cpuSeconds", "tookSeconds"
"""

import asyncio
import collections
import random
import sys
import time
import uuid
from datetime import datetime, timezone
from pathlib import Path

import orjson
import uvloop
from connection import Server

# What an answer that is no success may say. All else is wrong.
REFUSALS = {(409, "slot-taken"), (409, "changed-meanwhile"), (409, "not-possible-now")}
# Of what is being booked.
SEARCHING, HOLDING, GIVING_BACK, ABANDONING = 0.3, 0.3, 0.1, 0.03
CHANGES = {"move": 40, "cancel": 25, "check_in": 10, "no_show": 5, "look": 10, "duel": 10}
BEGUN = {"move": 40, "cancel": 50, "look": 10}


class Racers:
    """What all clients of this process write down."""

    def __init__(self, settings):
        self.settings, self.goal = settings, settings["goal"]
        self.servers = [Server(url) for url in settings["urls"]]
        self.end = settings["begin"] + settings["seconds"]
        self.changes, self.holds, self.wrong = [], [], []
        self.answers, self.times = collections.Counter(), collections.defaultdict(list)

    async def run(self):
        first, last = self.settings["clients"]
        await asyncio.sleep(self.settings["begin"] - time.time())
        racers = [Racer(self, number) for number in range(first, last)]
        await asyncio.gather(*(one.run() for one in racers))
        took = time.time() - self.settings["begin"]
        # Every hold has expired then.
        await asyncio.sleep(self.settings["holdSeconds"])
        await racers[0].probe()
        return {
            "changes": self.changes, "holds": self.holds, "answers": self.answers, "times": self.times, "wrong": self.wrong[:100],
            "wins": [one.wins for one in racers], "cpuSeconds": time.process_time(), "tookSeconds": took,
        }


class Racer:
    """One client: has an appointment, or tries to get one."""

    def __init__(self, all_racers, number):
        self.all, self.goal, self.number = all_racers, all_racers.goal, number
        self.random = random.Random(all_racers.settings["seed"] * 1_000 + number)
        self.order_count = self.wins = 0
        self.mine = None

    async def run(self):
        while time.time() < self.all.end:
            if self.mine is None:
                await self.take()
            else:
                choices = CHANGES if self.mine["status"] == "booked" else BEGUN
                await getattr(self, self.random.choices(list(choices), choices.values())[0])()

    async def probe(self):
        """When all is over, a slot that nobody wanted can be had and given back at once."""
        self.mine = None
        await self.book(self.goal["services"][0], text(self.goal["hour"] + 4 * 3_600), hold=None)
        was_booked = self.mine is not None
        if was_booked:
            await self.cancel()
        if not was_booked or self.mine:
            self.all.wrong.append("nothing can be booked and called off after the race")

    # Getting one

    async def take(self):
        wish = self.random.choice(self.goal["services"])
        start, hold = await self.start_for(wish), None
        if self.random.random() < HOLDING:
            hold = await self.hold(wish, start)
            fate = self.random.random()
            if hold is None or fate < ABANDONING:
                return
            if fate < ABANDONING + GIVING_BACK:
                await self.ask("release", "DELETE", f"/v1/holds/{hold['id']}")
                return
        await self.book(wish, start, hold)

    async def start_for(self, wish):
        """One that is shown to be free, or any minute of the hour, on the off chance."""
        if self.random.random() < SEARCHING:
            found = await self.ask(
                "search", "GET", f"/v1/slots?workshopId={self.goal['workshop']}&serviceIds={wish}&from={self.goal['day']}&days=1")
            if shown := self.within_hour(found):
                return self.random.choice(shown)
        return self.guess()

    def guess(self):
        return text(self.goal["hour"] + 60 * self.random.randrange(60))

    def within_hour(self, found):
        """The starts within the hour."""
        starts = [slot["start"] for day in (found or {}).get("days", []) for slot in day["slots"]]
        return [one for one in starts if 0 <= seconds(one) - self.goal["hour"] < 3_600]

    async def hold(self, wish, start):
        asked = time.time()
        held = await self.ask("hold", "POST", "/v1/holds", {"workshopId": self.goal["workshop"], "serviceIds": [wish], "start": start})
        if held:
            self.all.holds.append(held["id"])
            held["until"] = asked + self.all.settings["holdSeconds"]
        return held

    async def book(self, wish, start, hold):
        self.order_count += 1
        booked = await self.ask("book", "POST", "/v1/appointments", {
            "workshopId": self.goal["workshop"], "serviceIds": [wish], "start": start,
            "customer": {"name": "Ada Example", "email": f"racer{self.number}.{self.order_count}@customer.example"},
            "vehicle": {"plate": f"B-PC {self.number}", "make": "Volkswagen", "model": "Golf", "class": "midsize"},
            **({"holdId": hold["id"]} if hold else {}),
        })
        if booked:
            self.wins += 1
            self.note("book", booked["appointment"])
            self.mine["token"] = booked["manageToken"]
        elif hold and time.time() < hold["until"]:
            self.all.wrong.append(f"hold {hold['id']} was refused before its time")

    # Having one

    async def move(self):
        start = self.guess()
        if self.random.random() < SEARCHING and self.mine["status"] == "booked":
            path = f"/v1/my/appointment/slots?from={self.goal['day']}&days=1"
            if shown := self.within_hour(await self.ask("search", "GET", path, token=self.mine["token"])):
                start = self.random.choice(shown)
        self.keep("move", await self.change("move", {"start": start, "reason": "other"}))

    async def cancel(self):
        self.keep("cancel", await self.change("cancel", {"reason": "other"}))

    async def check_in(self):
        self.keep("check_in", await self.change("check-in", by_staff=True))

    async def no_show(self):
        self.keep("no_show", await self.change("no-show", by_staff=True))

    async def look(self):
        """What was acknowledged by one instance is what the other shows."""
        view = await self.ask("look", "GET", "/v1/my/appointment", token=self.mine["token"])
        shown = (view or {}).get("appointment", {})
        if {name: shown.get(name) for name in ("version", "status", "start")} != {name: self.mine[name] for name in ("version", "status", "start")}:
            self.all.wrong.append(f"{self.mine['id']} is shown as {shown.get('version')} {shown.get('status')}, acknowledged was {self.mine}")

    async def duel(self):
        """The customer moves it and an advisor calls it off, at the same moment."""
        both = [self.change("move", {"start": self.guess()}, by_staff=False), self.change("cancel", {"reason": "other"}, by_staff=True)]
        for what, changed in zip(("move", "cancel"), await asyncio.gather(*both)):
            self.keep(what, changed)

    async def change(self, what, body=None, by_staff=None):
        if by_staff is None:
            by_staff = self.mine["status"] != "booked" or self.random.random() < 0.3
        path = f"/v1/appointments/{self.mine['id']}/{what}" if by_staff else f"/v1/my/appointment/{what}"
        return await self.ask(what, "POST", path, body, token=self.goal["staff"] if by_staff else self.mine["token"])

    # Writing down

    def keep(self, what, changed):
        if changed:
            self.note(what, changed.get("appointment", changed))

    def note(self, what, state):
        self.all.changes.append([state["id"], state["version"], state["status"], state["start"], what])
        if self.mine and self.mine["id"] == state["id"] and self.mine["version"] > state["version"]:
            return
        self.mine = {**(self.mine or {}), **{name: state[name] for name in ("id", "version", "status", "start")}}
        if self.mine["status"] in ("cancelled", "no_show"):
            self.mine = None

    async def ask(self, what, method, path, body=None, token=None):
        """The content of a success; None for a refusal."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        if what in ("book", "hold"):
            headers["idempotency_key"] = str(uuid.UUID(int=self.random.getrandbits(128), version=4))
        server, begin = self.random.choice(self.all.servers), time.perf_counter()
        try:
            status, content = await server.ask(method, path, body, **headers)
        except (OSError, EOFError) as error:
            self.all.answers[f"{what} without answer"] += 1
            self.all.wrong.append(f"{what} got no answer: {error!r}")
            return None
        self.all.times[what].append(time.perf_counter() - begin)
        told = orjson.loads(content) if content else {}
        if status < 300:
            self.all.answers[f"{what} {status}"] += 1
            return told
        slug = told.get("type", "").rpartition(":")[2]
        self.all.answers[f"{what} {status} {slug}"] += 1
        if (status, slug) not in REFUSALS:
            self.all.wrong.append(f"{what} was answered {status} {content[:300].decode()}")
        return None


def text(moment):
    return datetime.fromtimestamp(moment, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds(moment):
    return datetime.fromisoformat(moment).timestamp()


if __name__ == "__main__":
    uvloop.install()
    Path(sys.argv[1]).write_bytes(orjson.dumps(asyncio.run(Racers(orjson.loads(sys.stdin.read())).run())))

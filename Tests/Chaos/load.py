"""A steady load of commands while the system is struck: visits are booked, moved and called off, some of them by a partner. Each
command is asked for again, under the same key or version, until its answer is certain; the journal holds what was accepted."""

import http.client
import itertools
import json
import random
import sys
import threading
import time
import uuid
from dataclasses import dataclass, field

import workshop

CLIENTS = 6
PAUSE_SECONDS = (0.05, 0.25)
PATIENCE_SECONDS = 150
ANSWER_SECONDS = 20
PLACES = 10
# Bookings begin on this day, moved ones end up a good way behind them.
FIRST_DAY, MOVED_DAY = 3, 93
# How often out of a hundred: a partner asks; the visit is moved; it is called off.
PARTNER, MOVED, CANCELLED = 15, 30, 20


class Refused(Exception):
    """An answer that no repetition will change."""


@dataclass
class Visit:
    """One customer's wish and what became of it, as the accepted commands have it."""
    number: int
    email: str
    name: str
    start: str
    reference: str = ""
    request: str = ""
    appointment: str = ""
    version: int = 0
    status: str = ""
    commands: int = 0
    # Repetitions in all, and how often at most one command got no answer or one of a server in trouble.
    again: int = 0
    turned_away: int = 0
    trouble: list = field(default_factory=list)


class Clerk:
    """Talks to the door on behalf of clients; logs in again where a token is over."""

    def __init__(self, lab):
        self.lab, self.lock, self.tokens, self.abandoned = lab, threading.Lock(), {}, threading.Event()

    def token(self, who):
        with self.lock:
            if who not in self.tokens:
                self.tokens[who] = self.lab.staff_token() if who == "staff" else self.lab.partner_token()
            return self.tokens[who]

    def once(self, method, path, body, who, **headers):
        """One try: the status, 0 where nothing or half an answer came."""
        host, port, target = self.lab.place(path)
        connection = http.client.HTTPConnection(host, port, timeout=ANSWER_SECONDS)
        try:
            headers |= {"authorization": f"Bearer {self.token(who)}", "content-type": "application/json"}
            connection.request(method, target, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b"null")
        except (OSError, http.client.HTTPException, json.JSONDecodeError, AssertionError) as error:
            return 0, {"error": repr(error)}
        finally:
            connection.close()

    def until_certain(self, visit, method, path, body, who, **headers):
        """The first answer that is neither "later" nor nothing."""
        visit.commands += 1
        begin, tries, away, status, answer = time.monotonic(), 0, 0, 0, None
        deadline = begin + PATIENCE_SECONDS
        while time.monotonic() < deadline and not self.abandoned.is_set():
            status, answer = self.once(method, path, body, who, **headers)
            if status == 401 and tries < 50:
                with self.lock:
                    self.tokens.pop(who, None)
            elif not is_passing(status, answer):
                return status, answer, tries
            tries += 1
            visit.again += 1
            away += status == 0 or status >= 500
            visit.turned_away = max(visit.turned_away, away)
            time.sleep(0.2)
        raise Refused(f"{method} {path}: no certain answer in {round(time.monotonic() - begin)} s, at last {status} {answer}")


def is_passing(status, answer):
    in_flight = status == 409 and str(answer.get("type", "")).endswith("idempotency-key-in-flight")
    return status in (0, 429) or status >= 500 or in_flight


class Load:
    """Commands by several clients at a time, from entering the block to leaving it."""

    def __init__(self, lab, seed, clients=CLIENTS, partner=PARTNER):
        self.lab, self.clerk, self.dice = lab, Clerk(lab), random.Random(seed)
        self.run = f"t{uuid.uuid4().hex[:10]}-"
        self.yard = workshop.furnish(lab.door(), f"Trial {self.run}", PLACES)
        self.numbers, self.visits, self.stopping = itertools.count(), [], threading.Event()
        self.partner, self.clients, self.lock = partner, clients, threading.Lock()

    def __enter__(self):
        self.begin = time.time()
        self.threads = [threading.Thread(target=self.client, args=(self.dice.random(),)) for _ in range(self.clients)]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, kind, *_):
        if kind and not issubclass(kind, Exception):
            self.clerk.abandoned.set()
            print(f"interrupted: waiting for answers under way, {ANSWER_SECONDS} s at most", file=sys.stderr, flush=True)
        self.rest()

    def rest(self):
        """No more commands; those begun are brought to their end."""
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    @property
    def accepted(self):
        """Commands so far that were answered with yes."""
        return sum(visit.version or bool(visit.request) for visit in list(self.visits))

    def client(self, seed):
        dice = random.Random(seed)
        while not self.stopping.is_set():
            visit = self.new_visit()
            try:
                self.live(visit, dice)
            except Exception as error:  # Whatever it is: a client that ends unseen would be load that is missing.
                visit.trouble.append(f"{type(error).__name__}: {error}")
            self.stopping.wait(dice.uniform(*PAUSE_SECONDS))

    def new_visit(self):
        with self.lock:
            number = next(self.numbers)
            visit = Visit(number, f"{self.run}{number}@example.org", f"Nora Number{number}", slot(number, FIRST_DAY))
            self.visits.append(visit)
            return visit

    def live(self, visit, dice):
        plan = [dice.randrange(100) < share for share in (self.partner, MOVED, CANCELLED)]
        if plan[0]:
            return self.ask_as_partner(visit)
        self.book(visit)
        if plan[1]:
            self.change(visit, "move", {"start": slot(visit.number, MOVED_DAY)}, "booked")
            visit.start = slot(visit.number, MOVED_DAY)
        if plan[2]:
            self.change(visit, "cancel", {"reason": "other"}, "cancelled")

    def order(self, visit):
        return self.yard.order(visit.start, visit.name, visit.email)

    def book(self, visit):
        status, answer, _ = self.clerk.until_certain(
            visit, "POST", "/booking/v1/appointments", self.order(visit), "staff", **{"idempotency-key": str(uuid.uuid4())})
        if status != 201:
            raise Refused(f"booking: {status} {answer}")
        visit.appointment, visit.version, visit.status = answer["appointment"]["id"], 1, "booked"

    def change(self, visit, what, body, becomes):
        """By the version that was seen: a repetition of what was done already is recognised by it."""
        path = f"/booking/v1/appointments/{visit.appointment}"
        status, answer, tries = self.clerk.until_certain(
            visit, "POST", f"{path}/{what}", body, "staff", **{"if-match": f'"{visit.version}"'})
        if status == 412 and tries:
            status, answer, _ = self.clerk.until_certain(visit, "GET", path, None, "staff")
        if status != 200 or answer["version"] != visit.version + 1 or answer["status"] != becomes:
            raise Refused(f"{what}: {status} {answer}")
        visit.version, visit.status = visit.version + 1, becomes

    def ask_as_partner(self, visit):
        visit.reference = visit.email.partition("@")[0]
        wish = self.order(visit) | {"reference": visit.reference}
        status, answer, _ = self.clerk.until_certain(
            visit, "POST", "/partner-gateway/v1/bookings", wish, "partner", **{"idempotency-key": str(uuid.uuid4())})
        if status != 202:
            raise Refused(f"partner's booking: {status} {answer}")
        visit.request = answer["id"]


def slot(number, first_day):
    """The start of the visit with this number: every place of the workshop is taken each hour of the day, then the next day."""
    day, hour = divmod(number // PLACES, 24)
    return workshop.start(first_day + day, hour)

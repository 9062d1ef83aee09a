"""Two years of visits: who comes when, what becomes of it, and who stops coming."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from . import people
from .catalogue import Service
from .garage import WORKSHOPS
from .people import Customer, Vehicle
from .placement import Calendar, Place
from .seasons import choose, is_liked, is_season

DAYS = 730
REASONS = {"changed_plans": 34, "illness": 14, "found_earlier_elsewhere": 10, "weather": 6, "vehicle_sold": 4}
UNHAPPY_REASONS = {"too_expensive": 30, "waited_too_long": 20, "found_earlier_elsewhere": 25, "changed_plans": 15}
CHANNELS = ("web", "advisor", "import")


@dataclass(frozen=True)
class Visit:
    customer: Customer
    vehicle: Vehicle
    services: tuple[Service, ...]
    place: Place
    booked: datetime
    outcome: str
    cancelled: datetime | None
    reason: str | None
    channel: str
    number: int

    def row(self, seed: int) -> dict:
        local = self.place.start.astimezone(self.customer.workshop.zone).date()
        row = {
            "externalId": f"demo-{seed}-c{self.customer.number:05}-v{self.number:03}", "workshopId": self.customer.workshop.id,
            "serviceIds": [service.id for service in self.services], "start": stamp(self.place.start),
            "technicianId": self.place.technician, "bayId": self.place.bay, "customer": self.customer.contact,
            "vehicle": self.vehicle.row(local), "bookedAt": stamp(self.booked), "outcome": self.outcome, "channel": self.channel,
        }
        return row | ({"cancelledAt": stamp(self.cancelled), "reason": self.reason} if self.cancelled else {})


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


class History:
    """All customers, their visits up to the anchor (the first day that is not past), and what the calendars then hold."""

    def __init__(self, seed: int, count: int, anchor: date, visits_per_customer: float):
        self.seed, self.anchor = seed, anchor
        # Of a customer's two years some are lost to joining late, leaving, and waiting for a liked day.
        interval = 400 / visits_per_customer
        self.customers = [people.customer(seed, number, anchor, interval) for number in range(1, count + 1)]
        self.calendars = {workshop.key: Calendar(workshop) for workshop in WORKSHOPS}
        self.left: set[int] = set()
        self.visits = [visit for person in self.customers for visit in self._life(person)]
        self.visits.sort(key=lambda visit: (visit.place.start, visit.customer.number, visit.number))

    def _life(self, person: Customer) -> Iterator[Visit]:
        dice = person.dice
        day = max(self.anchor - timedelta(days=DAYS), person.since) + timedelta(days=1 + int(person.interval * dice.random()))
        leaving, number = False, 0
        while True:
            day = self._liked_day(person, day)
            if day >= self.anchor:
                break
            visit = self._visit(person, day, number + 1)
            if visit:
                number += 1
                day = max(day, visit.place.start.date())
                yield visit
                leaving = leaving or self._is_lost(person, visit)
                # Half of those who leave come once more, late.
                if leaving and (visit.outcome != "completed" or dice.random() < 0.5):
                    self.left.add(person.number)
                    break
            gap = dice.gammavariate(5, person.interval / 5) * (1.7 if leaving else 1.0)
            if visit and visit.outcome != "completed" and dice.random() < 0.6:
                gap = dice.uniform(4, 16)
            day += timedelta(days=max(4, int(gap)))
        person.nps = people.opinion(person)

    def _liked_day(self, person: Customer, day: date) -> date:
        while day < self.anchor:
            if not is_season(person.workshop, day, person.dice):
                day += timedelta(days=person.dice.randint(10, 30))
            elif is_liked(person.workshop, day, person.dice):
                break
            else:
                day += timedelta(days=1)
        return day

    def _visit(self, person: Customer, day: date, number: int) -> Visit | None:
        dice, vehicle = person.dice, person.dice.choice(person.vehicles)
        wanted, wish = choose(person.workshop, day, dice), dice.choice((480, 480, 540, 570, 600, 660, 780, 840, 900))
        place = self.place(person, wanted, vehicle, day, wish)
        if not place:
            return None
        lead = timedelta(hours=3 + dice.gammavariate(1.4, 120))
        joined = datetime.combine(person.since, time(), UTC)
        booked = max(joined, (place.start - lead).replace(second=0, microsecond=0))
        outcome, cancelled, reason = self._outcome(person, place, booked)
        past = (self.anchor - day).days / DAYS
        channel = dice.choices(CHANNELS, (0.75 - 0.35 * past, 0.2, 0.05 + 0.35 * past))[0]
        return Visit(person, vehicle, wanted, place, booked, outcome, cancelled, reason, channel, number)

    def place(self, person: Customer, wanted: tuple[Service, ...], vehicle: Vehicle, day: date, wish: int) -> Place | None:
        """On that day, or one of the next ten that still lie before the anchor as the day did."""
        past = day < self.anchor
        for later in (day + timedelta(days=n) for n in range(11)):
            if past and later >= self.anchor:
                return None
            place = self.calendars[person.workshop.key].place(wanted, vehicle.kind, later, wish)
            if place:
                return place
        return None

    def _outcome(self, person: Customer, place: Place, booked: datetime) -> tuple[str, datetime | None, str | None]:
        dice = person.dice
        roll = dice.random()
        unreliable, unhappy = 1 - person.reliability, 1 - person.satisfaction
        if roll < 0.01 + 0.13 * unreliable**1.5:
            return "no_show", None, None
        if roll < 0.06 + 0.13 * unreliable**1.5 + 0.08 * unhappy:
            reasons = UNHAPPY_REASONS if dice.random() < unhappy else REASONS
            reason = dice.choices(list(reasons), list(reasons.values()))[0]
            span = (place.start - booked).total_seconds()
            return "cancelled", booked + timedelta(seconds=int(span * dice.betavariate(4, 2))), reason
        return "completed", None, None

    def _is_lost(self, person: Customer, visit: Visit) -> bool:
        if visit.outcome == "completed" and person.dice.random() < 0.06:
            person.satisfaction = max(0.0, person.satisfaction - 0.25)  # a bad visit
        chance = 0.005 + 0.6 * (1 - person.satisfaction) ** 2.6
        chance += {"completed": 0.0, "cancelled": 0.04, "no_show": 0.12}[visit.outcome]
        return person.dice.random() < chance

"""The workshop that `slots` and `book` are measured on, the same for us and the peer: 12 technicians, 10 bays and 2 tools, 10,000
appointments, of which some lie ahead, and the requests that are sent to it. Everything follows from a seed.

The rows are those of our booking service's schema; the peer's database is a copy of ours.

    garage.py URL DATE      fills a database that booking has migrated, as on that day; needs asyncpg
"""

import asyncio
import json
import random
import sys
import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
HOURS = [hour for hour in range(8, 18) if hour != 12]
PAST_DAYS, AHEAD_DAYS, HORIZON_DAYS = 150, 45, 700
APPOINTMENTS = 10_000


def identifier(kind, number):
    return uuid.UUID(int=kind << 64 | 7 << 76 | 8 << 60 | number)


WORKSHOP = identifier(1, 1)
TECHNICIANS = [identifier(2, n) for n in range(12)]
BAYS = [identifier(3, n) for n in range(10)]
TOOLS = [identifier(4, n) for n in range(2)]
# The other bays are for alignment.
LIFTS = BAYS[:8]
OIL, BRAKES, DIAGNOSIS, ALIGNMENT = (identifier(5, n) for n in range(4))
WEEK = [{"weekday": day, "from": "08:00", "to": "18:00"} for day in range(1, 6)]
LUNCH = [{"weekday": day, "from": "12:00", "to": "13:00"} for day in range(1, 6)]


def definitions():
    """Rows of the catalogue by table."""
    workshop = {"name": "Bench Garage", "timeZone": str(ZONE), "country": "DE", "currency": "EUR", "address": "Ring 1", "opens": WEEK}
    technicians = [
        {"workshopId": str(WORKSHOP), "name": f"Technician {n}", "shifts": WEEK, "breaks": LUNCH,
         "skills": {"engine": 1 + n % 3, "brakes": 2, **({"electrics": 2} if n % 2 else {})}} for n in range(len(TECHNICIANS))
    ]
    bays = [{"workshopId": str(WORKSHOP), "name": f"Bay {n}", "kind": "lift" if BAYS[n] in LIFTS else "alignment"} for n in range(len(BAYS))]
    tools = [{"workshopId": str(WORKSHOP), "name": f"Tester {n}", "kind": "diagnostic"} for n in range(len(TOOLS))]
    services = [
        service("OIL", "Oil and filter change", 10, "engine", "lift"), service("BRK", "Brake pads", 20, "brakes", "lift"),
        service("DIA", "Diagnosis", 10, "electrics", "lift", ["diagnostic"]), service("ALI", "Wheel alignment", 10, "brakes", "alignment"),
    ]
    return {
        "workshops": [(WORKSHOP, workshop)], "technicians": list(zip(TECHNICIANS, technicians)), "bays": list(zip(BAYS, bays)),
        "tools": list(zip(TOOLS, tools)), "services": list(zip([OIL, BRAKES, DIAGNOSIS, ALIGNMENT], services)),
    }


def service(code, name, tenths, skill, bay, tools=()):
    return {
        "code": code, "name": name, "category": "maintenance", "labourTenths": tenths, "skill": skill, "level": 1, "bayKind": bay,
        "toolKinds": list(tools), "prices": [{"amount": 12_900, "currency": "EUR"}],
    }


@dataclass(frozen=True)
class Taken:
    """An hour of one technician in one bay."""
    start: datetime
    technician: uuid.UUID
    bay: uuid.UUID


def workdays(first, last):
    return [day for day in (first + timedelta(days=n) for n in range((last - first).days + 1)) if day.weekday() < 5]


def history(today: date, seed=7):
    """10,000 hours of the past and the weeks ahead, some four fifths of what fits."""
    random_numbers = random.Random(seed)
    hours = [(day, hour) for day in workdays(today - timedelta(days=PAST_DAYS), today + timedelta(days=AHEAD_DAYS)) for hour in HOURS]
    places = [(day, hour, place) for day, hour in hours for place in range(len(BAYS))]
    for day, hour, place in random_numbers.sample(places, APPOINTMENTS):
        start = datetime.combine(day, time(hour), ZONE).astimezone(timezone.utc)
        yield Taken(start, TECHNICIANS[place], BAYS[place])


def state(taken, identity, now):
    """What is kept of an appointment; the part that readers need."""
    end = taken.start + timedelta(hours=1)
    return {
        "id": str(identity), "version": 1, "status": "completed" if end < now else "booked",
        "workshop": {"id": str(WORKSHOP), "name": "Bench Garage", "timeZone": str(ZONE), "country": "DE", "address": "Ring 1"},
        "customer": {"id": str(uuid.UUID(int=identity.int ^ 1)), "name": "Ada Example", "email": "ada@customer.example", "locale": "de"},
        "vehicle": {"id": str(uuid.UUID(int=identity.int ^ 2)), "plate": "B-PC 1", "make": "VW", "model": "Golf", "class": "midsize"},
        "services": [], "technician": {"id": str(taken.technician), "name": "Technician"}, "bay": {"id": str(taken.bay), "name": "Bay"},
        "tools": [], "start": text(taken.start), "end": text(end), "price": {"amount": 12_900, "currency": "EUR"}, "channel": "import",
        "bookedAt": text(taken.start - timedelta(days=14)), "changedAt": text(end),
    }


def text(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def searches(today, count=2_000, seed=8):
    """Requests for the free slots of a week, from any of the days that are partly sold, for any of the services."""
    random_numbers = random.Random(seed)
    for _ in range(count):
        first = today + timedelta(days=random_numbers.randint(1, AHEAD_DAYS - 7))
        wish = random_numbers.choice([OIL, BRAKES, DIAGNOSIS, ALIGNMENT])
        yield f"GET /v1/slots?workshopId={WORKSHOP}&serviceIds={wish}&from={first}&days=7"


def orders(today, history, seed=9):
    """Orders that can all be had: as many an hour as lifts are free, on any day up to the horizon, in no order."""
    random_numbers = random.Random(seed)
    free = {}
    for day in workdays(today + timedelta(days=2), today + timedelta(days=HORIZON_DAYS)):
        for hour in HOURS:
            free[datetime.combine(day, time(hour), ZONE).astimezone(timezone.utc)] = len(LIFTS)
    for taken in history:
        if taken.start in free and taken.bay in LIFTS:
            free[taken.start] -= 1
    starts = [start for start, places in free.items() for _ in range(places)]
    random_numbers.shuffle(starts)
    for number, start in enumerate(starts):
        yield "POST /v1/appointments " + json.dumps({
            "workshopId": str(WORKSHOP), "serviceIds": [str(OIL)], "start": text(start),
            "customer": {"name": "Ada Example", "email": f"ada{number}@customer.example", "phone": "+49305550101", "locale": "de"},
            "vehicle": {"plate": f"B-PC {number}", "make": "Volkswagen", "model": "Golf", "year": 2019, "class": "midsize", "mileageKm": 84200},
            "note": "Rattles when cold",
        }, separators=(",", ":"))


async def fill(url, today):
    import asyncpg
    connection = await asyncpg.connect(url)
    await write_catalogue(connection)
    await write_history(connection, list(history(today)), datetime.combine(today, time(0), ZONE))
    await connection.execute("ANALYZE")
    await connection.close()


async def write_catalogue(connection, tables=None):
    """The rows of some tables of one workshop; the garage's own if none are given."""
    for table, rows in (tables or definitions()).items():
        for identity, definition in rows:
            columns = {"id": identity, "definition": json.dumps(definition)}
            columns |= {"workshops": {"name": definition.get("name")}, "services": {"code": definition.get("code")}}.get(
                table, {"workshop_id": WORKSHOP})
            marks = ", ".join(f"${n}" for n in range(1, len(columns) + 1))
            await connection.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", *columns.values())


async def write_history(connection, taken, now):
    rows = [(uuid.UUID(int=random.Random(n).getrandbits(128), version=4), one) for n, one in enumerate(taken)]
    day = {one.start: one.start.astimezone(ZONE).date() for one in taken}
    await connection.copy_records_to_table("workshop_days", records=[(WORKSHOP, d, 1) for d in sorted(set(day.values()))])
    await connection.copy_records_to_table("appointments", records=[
        (identity, 1, "completed" if one.start < now else "booked", WORKSHOP, day[one.start], one.start, one.start + timedelta(hours=1),
         one.technician, one.bay, uuid.UUID(int=identity.int ^ 1), one.start, json.dumps(state(one, identity, now))) for identity, one in rows
    ], columns=["id", "version", "status", "workshop_id", "day", "starts_at", "ends_at", "technician_id", "bay_id", "customer_id",
                "changed_at", "state"])
    await connection.executemany(
        "INSERT INTO allocations (appointment_id, resource_id, kind, workshop_id, day, during)"
        " VALUES ($1, $2, $3, $4, $5, tstzrange($6, $7))",
        [(identity, resource, kind, WORKSHOP, day[one.start], one.start, one.start + timedelta(hours=1))
         for identity, one in rows for resource, kind in ((one.technician, "technician"), (one.bay, "bay"))])


if __name__ == "__main__":
    asyncio.run(fill(sys.argv[1], date.fromisoformat(sys.argv[2])))

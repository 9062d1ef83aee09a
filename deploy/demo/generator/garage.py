"""The garage group: workshops, their people, bays and tools, in the bodies that booking's PUTs take."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from .identity import identifier

WEEKDAYS = (1, 2, 3, 4, 5)
FULL_DAY = ("08:00", "18:00")


@dataclass(frozen=True)
class Workshop:
    key: str
    name: str
    zone_name: str
    country: str
    currency: str
    address: str
    phone: str
    opens: tuple[tuple[int, str, str], ...]
    holidays: tuple[tuple[int, int], ...]
    staff: tuple[str, ...]

    @property
    def id(self) -> str:
        return identifier("workshop", self.key)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone_name)

    def is_open(self, day: date) -> bool:
        return (day.month, day.day) not in self.holidays and any(w == day.isoweekday() for w, _, _ in self.opens)

    def definition(self, anchor: date) -> dict:
        closed = (date(anchor.year + years, month, day) for years in (0, 1) for month, day in self.holidays)
        return {
            "name": self.name, "timeZone": self.zone_name, "country": self.country, "currency": self.currency,
            "address": self.address, "phone": self.phone,
            "opens": [{"weekday": w, "from": start, "to": end} for w, start, end in self.opens],
            "specialDays": [{"date": day.isoformat(), "hours": []} for day in sorted(closed)],
        }


WORKSHOPS = (
    Workshop(
        "berlin", "Pitcrew Berlin", "Europe/Berlin", "DE", "EUR", "Beispielstraße 12, 10999 Berlin", "+49 30 5550100",
        tuple((w, *FULL_DAY) for w in WEEKDAYS) + ((6, "09:00", "14:00"),), ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26)),
        ("Jana Hoffmann", "Emre Aydın", "Katarzyna Nowak", "Lukas Brandt", "Mehmet Demir", "Sophie Keller", "Oleksandr Koval",
         "Tim Vogel"),
    ),
    Workshop(
        "dubai", "Pitcrew Dubai", "Asia/Dubai", "AE", "AED", "8 Example Street, Al Quoz, Dubai", "+971 4 555 0100",
        tuple((w, *FULL_DAY) for w in (1, 2, 3, 4)) + ((5, "08:00", "12:00"), (6, "09:00", "14:00")), ((1, 1), (12, 2), (12, 3)),
        ("Omar Haddad", "Priya Nair", "Yousef Mansour", "Rashid Khan", "Jomar Santos", "Layla Aziz", "Arjun Menon", "Bilal Ahmed"),
    ),
    Workshop(
        "singapore", "Pitcrew Singapore", "Asia/Singapore", "SG", "SGD", "21 Example Road, Singapore 409001", "+65 6555 0100",
        tuple((w, *FULL_DAY) for w in WEEKDAYS) + ((6, "09:00", "14:00"),), ((1, 1), (5, 1), (8, 9), (12, 25)),
        ("Tan Wei Ming", "Siti Rahman", "Ravi Chandran", "Lim Jia Hui", "Ahmad Faisal", "Chloe Ong", "Kumar Selvam", "Ng Zhi Hao"),
    ),
)

# What each of a workshop's eight people can do, how fast, and when. In the full day: start, end, break.
EARLY, LATE, LONG = (("08:00", "16:30", "12:00", "12:30"), ("09:30", "18:00", "13:30", "14:00"), ("08:00", "18:00", "13:00", "13:30"))
PROFILES = (
    ("engine3 brakes3 electrics2 diagnostics3 transmission3 suspension3 inspection3 aircon3 tyres2", 115, LONG),
    ("electrics3 diagnostics3 high_voltage3 aircon3 brakes1 inspection2", 110, EARLY),
    ("engine3 transmission3 brakes2 suspension2 tyres1 inspection1", 105, LATE),
    ("brakes3 suspension3 tyres3 inspection2 engine1", 100, EARLY),
    ("tyres3 brakes1 suspension2 inspection1 high_voltage2", 105, LATE),
    ("bodywork3 tyres1 aircon1 electrics1", 110, LONG),
    ("engine2 brakes2 tyres2 electrics2 inspection2 aircon2", 100, EARLY),
    ("engine1 brakes1 tyres1 electrics1 bodywork1 inspection1 aircon1 diagnostics0", 85, LATE),
)
# What is done on the floor can be done on any lift too; paint, voltage and the measuring stand keep to themselves.
BAYS = (
    ("Lift 1", "lift", ("flat",)), ("Lift 2", "lift", ("flat",)), ("Lift 3", "lift", ()), ("Lift 4", "lift", ()),
    ("Alignment", "alignment", ("lift", "flat")), ("Quick 1", "flat", ()), ("Quick 2", "flat", ()), ("Body shop", "body", ("flat",)),
    ("Electric", "ev", ("lift", "flat")),
)
TOOLS = {
    "diagnostic_tester": 3, "tyre_machine": 2, "wheel_balancer": 3, "alignment_rig": 1, "aircon_station": 2, "brake_tester": 1,
    "hv_kit": 1, "spray_booth": 1, "adas_target": 1,
}


@dataclass(frozen=True)
class Resource:
    """A technician, bay or tool unit: its id, whose it is, and its definition for the PUT."""

    id: str
    workshop: Workshop
    definition: dict


def technicians(workshop: Workshop) -> list[Resource]:
    return [_technician(workshop, name, profile) for name, profile in zip(workshop.staff, PROFILES, strict=True)]


def _technician(workshop: Workshop, name: str, profile: tuple) -> Resource:
    skills, efficiency, (start, end, pause, resumed) = profile
    shifts, breaks = [], []
    for weekday, opens, closes in workshop.opens:
        if (opens, closes) == FULL_DAY:
            shifts.append({"weekday": weekday, "from": start, "to": end})
            breaks.append({"weekday": weekday, "from": pause, "to": resumed})
        else:
            shifts.append({"weekday": weekday, "from": opens, "to": closes})
    return Resource(identifier("technician", f"{workshop.key}/{name}"), workshop, {
        "workshopId": workshop.id, "name": name, "skills": {s[:-1]: int(s[-1]) for s in skills.split()},
        "shifts": shifts, "breaks": breaks, "efficiencyPercent": efficiency, "ceilingPercent": 95,
    })


def bays(workshop: Workshop) -> list[Resource]:
    return [
        Resource(identifier("bay", f"{workshop.key}/{name}"), workshop,
                 {"workshopId": workshop.id, "name": name, "kind": kind, "alsoServes": list(others)})
        for name, kind, others in BAYS
    ]


def tools(workshop: Workshop) -> list[Resource]:
    return [
        Resource(identifier("tool", f"{workshop.key}/{kind}/{number}"), workshop,
                 {"workshopId": workshop.id, "name": f"{kind.replace('_', ' ').capitalize()} {number}", "kind": kind})
        for kind, count in TOOLS.items() for number in range(1, count + 1)
    ]

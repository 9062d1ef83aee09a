"""A workshop of a test's own, open day and night, so that no other test's bookings are in the way."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

HOURS = [{"weekday": day, "from": "00:00", "to": "24:00"} for day in range(1, 8)]


@dataclass
class Workshop:
    id: str
    service: str
    code: str

    def order(self, start, name, email):
        return {"workshopId": self.id, "serviceIds": [self.service], "start": start, "customer": {"name": name, "email": email},
                "vehicle": {"plate": email.partition("@")[0][-12:].upper(), "make": "VW", "model": "Golf"}}


def furnish(door, name, places):
    """A workshop where so many cars can be worked on at a time, and a service of one hour that only it can do. Both sort behind
    those of the demo, of which other tests take the first."""
    def put(collection, body):
        identifier = str(uuid.uuid4())
        status, answer = door.ask("PUT", f"/booking/v1/{collection}/{identifier}", body)
        assert status in (200, 201, 204), (collection, status, answer)
        return identifier

    code = f"Z{uuid.uuid4().hex[:8].upper()}"
    workshop = put("workshops", {"name": f"Yard of {name}", "timeZone": "Europe/Berlin", "country": "DE", "currency": "EUR",
                                 "address": "Ring 3", "opens": HOURS})
    for number in range(places):
        put("technicians", {"workshopId": workshop, "name": f"Tina {number}", "skills": {code: 3}, "shifts": HOURS})
        put("bays", {"workshopId": workshop, "name": f"Box {number}", "kind": code})
    service = put("services", {"code": code, "name": name, "category": "repair", "labourTenths": 10, "skill": code, "level": 1,
                               "bayKind": code, "toolKinds": [], "prices": [{"amount": 100, "currency": "EUR"}]})
    return Workshop(workshop, service, code)


def start(days, hour=10):
    """A moment so many days ahead."""
    return f"{date.today() + timedelta(days=days)}T{hour:02}:00:00.000Z"

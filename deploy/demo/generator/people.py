"""Customers with their vehicles, and the hidden traits that move them."""

import random
import string
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from .catalogue import rows
from .garage import WORKSHOPS, Workshop
from .identity import randomness
from .names import ADDRESS_DOMAINS, FAMILY_FIRST, LANGUAGES, NAMES

# Makes seen more often than others, by workshop.
COMMON_MAKES = {
    "berlin": {"Volkswagen": 12, "BMW": 7, "Audi": 6, "Mercedes-Benz": 6, "Ford": 3, "MINI": 3, "FIAT": 3, "Volvo": 2},
    "dubai": {"Toyota": 10, "Nissan": 9, "Lexus": 6, "Land Rover": 5, "Mitsubishi": 4, "Mercedes-Benz": 3, "BMW": 3, "GMC": 3},
    "singapore": {"Toyota": 10, "Honda": 10, "Hyundai": 6, "MAZDA": 6, "Kia": 4, "Mercedes-Benz": 3, "BMW": 3, "Nissan": 4},
}
# ISO 3779: no I, O, Q.
VIN_LETTERS = "".join(c for c in string.ascii_uppercase + string.digits if c not in "IOQ")


@dataclass
class Vehicle:
    plate: str
    make: str
    model: str
    kind: str
    year: int
    vin: str | None
    yearly_km: int

    def mileage(self, day: date) -> int:
        return int(max(0.2, day.year + day.timetuple().tm_yday / 365 - self.year) * self.yearly_km)

    def row(self, day: date) -> dict:
        known = {"plate": self.plate, "make": self.make, "model": self.model, "class": self.kind, "year": self.year,
                 "mileageKm": self.mileage(day)}
        return known | ({"vin": self.vin} if self.vin else {})


@dataclass
class Customer:
    number: int
    workshop: Workshop
    name: str
    email: str
    phone: str | None
    locale: str
    since: date
    vehicles: list[Vehicle]
    # Hidden: how pleased (changes with bad visits), how reliable, and the days between visits. None of them is ever sent.
    satisfaction: float
    reliability: float
    interval: float
    nps: int | None = None
    dice: random.Random = field(repr=False, default_factory=random.Random)

    @property
    def contact(self) -> dict:
        known = {"name": self.name, "email": self.email, "locale": self.locale}
        return known | ({"phone": self.phone} if self.phone else {})

    def row(self, seed: int, anchor: date) -> dict:
        known = self.contact | {
            "externalId": f"demo-{seed}-c{self.number:05}", "since": f"{self.since.isoformat()}T00:00:00.000Z",
            "vehicles": [vehicle.row(anchor) for vehicle in self.vehicles],
        }
        return known | ({"nps": self.nps} if self.nps is not None else {})


def customer(seed: int, number: int, anchor: date, interval: float) -> Customer:
    dice = randomness(seed, "customer", number)
    workshop = dice.choices(WORKSHOPS, (38, 32, 30))[0]
    name, email, locale = _person(dice, workshop, number)
    since = anchor - timedelta(days=dice.randint(730, 2600) if dice.random() < 0.62 else dice.randint(20, 729))
    satisfaction = min(1.0, max(0.0, dice.gauss(0.66, 0.2)))
    vehicles = [_vehicle(dice, workshop, since) for _ in range(dice.choices((1, 2), (86, 14))[0])]
    return Customer(
        number, workshop, name, email, _phone(dice, workshop), locale, since, vehicles, satisfaction,
        min(1.0, max(0.0, dice.gauss(0.45 + 0.4 * satisfaction, 0.15))), interval * dice.uniform(0.6, 1.5), dice=dice,
    )


def opinion(person: Customer) -> int | None:
    """What the customer says when asked, 0 to 10; most are asked."""
    if person.dice.random() > 0.7:
        return None
    return min(10, max(0, round(person.satisfaction * 10.5 + person.dice.gauss(0.6, 1.3))))


def _person(dice: random.Random, workshop: Workshop, number: int) -> tuple[str, str, str]:
    spoken = LANGUAGES[workshop.key]
    language = dice.choices(list(spoken), list(spoken.values()))[0]
    given, family = (dice.choice(names.split()).partition("=") for names in NAMES[language])
    written = family[0] + given[0] if language in FAMILY_FIRST else f"{given[0]} {family[0]}"
    local = ".".join(_ascii(part[2] or part[0]) for part in (given, family))
    return written, f"{local}.{number}@{dice.choice(ADDRESS_DOMAINS)}", language


def _ascii(text: str) -> str:
    expanded = text.lower()
    for letter, spelt in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("ı", "i"), ("ł", "l")):
        expanded = expanded.replace(letter, spelt)
    plain = unicodedata.normalize("NFKD", expanded).encode("ascii", "ignore").decode()
    return "".join(c for c in plain if c.isalnum())


def _phone(dice: random.Random, workshop: Workshop) -> str | None:
    if dice.random() < 0.15:
        return None
    return f"{workshop.phone.split()[0]} 555 {dice.randint(0, 9_999_999):07}"


@cache
def _models(workshop_key: str) -> tuple[list[dict], list[float]]:
    models = rows("vehicles.csv")
    count: dict[str, int] = {}
    for model in models:
        count[model["make"]] = count.get(model["make"], 0) + 1
    return models, [COMMON_MAKES[workshop_key].get(m["make"], 0.8) / count[m["make"]] for m in models]


def _vehicle(dice: random.Random, workshop: Workshop, since: date) -> Vehicle:
    models, weights = _models(workshop.key)
    model = dice.choices(models, weights)[0]
    first, last = int(model["first_year"]), int(model["last_year"])
    year = min(dice.randint(first, last), since.year)
    vin = "".join(dice.choices(VIN_LETTERS, k=17)) if dice.random() < 0.7 else None
    return Vehicle(_plate(dice, workshop), model["make"], model["model"], model["class"], year, vin, dice.randint(6_000, 26_000))


def _plate(dice: random.Random, workshop: Workshop) -> str:
    letters = "".join(dice.choices("ABCDEFGHJKLMNPRSTUVWXYZ", k=2))
    match workshop.key:
        case "berlin": return f"B-{letters} {dice.randint(1, 9999)}"
        case "dubai": return f"DXB {letters[0]} {dice.randint(1_000, 99_999)}"
        case _: return f"S{letters} {dice.randint(1, 9999)} {dice.choice('ABCDEGHJKLMPRSTUXYZ')}"

"""Services with prices, what they take from stock, and how the work goes."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .garage import Workshop
from .identity import identifier

FOLDER = Path(__file__).parent

# What a euro of the price list costs elsewhere, and the step to which prices are rounded, in whole units.
PRICE_FACTORS = {"EUR": (1.0, 1), "AED": (4.0, 5), "SGD": (1.45, 1)}
# How much longer work takes than on a midsize car, in percent, as booking reckons.
LABOUR_PERCENT = {"compact": 90, "midsize": 100, "large": 110, "suv": 115, "van": 125}
STEPS = {
    "maintenance": (("Receive and protect the vehicle", 10), ("Drain and replace fluids and filters", 50), ("Check by list", 30),
                    ("Reset the service indicator", 10)),
    "inspection": (("Visual check", 30), ("Measure brakes, tyres and lights", 50), ("Write the report", 20)),
    "tyres": (("Lift and take the wheels off", 25), ("Work on tyres and wheels", 50), ("Fit and torque to specification", 25)),
    "brakes": (("Lift and take the wheels off", 20), ("Replace and clean", 50), ("Bleed and check pressure", 15), ("Test drive", 15)),
    "bodywork": (("Clean and mask", 20), ("Straighten and fill", 40), ("Paint and polish", 40)),
}
OTHER_STEPS = (("Confirm the complaint", 20), ("Carry out the work", 60), ("Check the result", 20))


@dataclass(frozen=True)
class Service:
    code: str
    name: str
    category: str
    labour: int
    skill: str
    level: int
    bay: str
    tools: tuple[str, ...]
    euros: int
    weight: int
    season: str
    parts: tuple[tuple[str, int], ...]

    @property
    def id(self) -> str:
        return identifier("service", self.code)

    def labour_for(self, vehicle_class: str) -> int:
        return (self.labour * LABOUR_PERCENT[vehicle_class] + 99) // 100

    def price(self, currency: str) -> dict:
        factor, step = PRICE_FACTORS[currency]
        return {"amount": round(self.euros * factor / step) * step * 100, "currency": currency}

    @property
    def definition(self) -> dict:
        return {
            "code": self.code, "name": self.name, "category": self.category, "labourTenths": self.labour, "skill": self.skill,
            "level": self.level, "bayKind": self.bay, "toolKinds": list(self.tools), "prices": [self.price(c) for c in PRICE_FACTORS],
        }

    @property
    def bill(self) -> dict:
        return {
            "parts": [{"sku": sku, "quantity": quantity} for sku, quantity in self.parts],
            "steps": [{"name": name, "percent": percent} for name, percent in STEPS.get(self.category, OTHER_STEPS)],
        }


def rows(name: str) -> list[dict]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def services() -> tuple[Service, ...]:
    return tuple(_service(row) for row in rows("services.csv"))


def _service(row: dict) -> Service:
    parts = (part.split(":") for part in row["parts"].split())
    return Service(
        row["code"], row["name"], row["category"], int(row["labour"]), row["skill"], int(row["level"]), row["bay"],
        tuple(row["tools"].split()), int(row["eur"]), int(row["weight"]), row["season"],
        tuple((sku, int(quantity)) for sku, quantity in parts),
    )


def stock(workshop: Workshop) -> list[tuple[str, dict]]:
    """Each part of a workshop's stock: its id and the body of its PUT."""
    return [
        (identifier("part", f"{workshop.key}/{row['sku']}"),
         {"workshopId": workshop.id, "sku": row["sku"], "name": row["name"], "onHand": int(row["stock"])})
        for row in rows("parts.csv")
    ]

"""What a garage does, and who does it: services as steps, the roles of its people, its bays and tools by size. Minutes are those of a person
of efficiency 100 on a car of middle size."""

from dataclasses import dataclass, field

FIELDS = ["maintenance", "brakes", "tyres", "engine", "electrics", "diagnosis", "bodywork", "paint"]
DAY = 1440


@dataclass(frozen=True)
class Step:
    minutes: int
    skills: dict[str, int]
    bay: str | None
    people: int = 1
    tools: dict[str, int] = field(default_factory=dict)
    lag: tuple[int, int] = (0, 0)
    """From the end of the step before: at least, at most."""
    same_people: bool = False
    same_bay: bool = False


def wash(lag):
    return Step(25, {}, "wash", lag=lag)


SERVICES: list[tuple[int, list[Step]]] = [
    # How often among a hundred, and the steps.
    (13, [Step(45, {"maintenance": 1}, "lift")]),  # oil and filters
    (10, [Step(90, {"maintenance": 2}, "lift")]),  # inspection
    (5, [Step(75, {"maintenance": 2}, "lift"), wash((0, 240))]),
    (5, [Step(40, {"maintenance": 1}, "lift"), Step(30, {"diagnosis": 1}, None, tools={"tester": 1}, lag=(0, 180))]),  # before the MOT
    (3, [Step(60, {"maintenance": 1, "electrics": 1}, None, tools={"coolant station": 1})]),  # air conditioning, in the yard
    (8, [Step(75, {"brakes": 2}, "lift")]),  # pads
    (6, [Step(130, {"brakes": 2}, "lift"), Step(15, {"brakes": 2}, None, lag=(0, 60), same_people=True)]),  # discs, then a drive
    (7, [Step(40, {"tyres": 1}, "lift")]),
    # New tyres; the axle is measured with the car loaded to its weight.
    (6, [Step(45, {"tyres": 1}, "lift"), Step(55, {"tyres": 2}, "alignment", tools={"aligner": 1, "ballast": 1}, lag=(0, 240))]),
    (3, [Step(170, {"engine": 2}, "lift", people=2, tools={"gearbox jack": 1}),  # clutch
         Step(120, {"engine": 2}, "lift", people=2, tools={"gearbox jack": 1}, lag=(0, 1200), same_people=True, same_bay=True),
         Step(20, {"engine": 2}, None, lag=(0, 240))]),
    (5, [Step(150, {"engine": 2}, "lift"),  # timing belt, water pump
         Step(90, {"engine": 2}, "lift", lag=(0, 1200), same_people=True, same_bay=True)]),
    (4, [Step(60, {"diagnosis": 2}, "electric", tools={"tester": 1}),  # a fault is found; its parts come a day or two later
         Step(110, {"engine": 2}, "lift", lag=(DAY, 3 * DAY))]),
    (6, [Step(60, {"diagnosis": 2}, "electric", tools={"tester": 1}),
         Step(80, {"electrics": 2}, "electric", lag=(DAY, 3 * DAY))]),
    (5, [Step(45, {"electrics": 1}, "electric")]),  # battery
    (3, [Step(120, {"electrics": 3, "diagnosis": 1}, "electric", tools={"tester": 1})]),  # high voltage
    (5, [Step(140, {"bodywork": 2}, "body"),  # a wing is replaced: panel, paint, drying overnight, assembly, wash
         Step(90, {"paint": 2}, "paint", lag=(0, DAY)),
         Step(80, {"bodywork": 1}, "body", lag=(720, 2 * DAY)),
         wash((0, 480))]),
    (4, [Step(50, {"paint": 1}, "paint"),  # a scratch: prepared, painted, polished the next day
         Step(50, {"paint": 2}, "paint", lag=(30, 120), same_people=True, same_bay=True),
         Step(45, {"paint": 1}, "body", lag=(720, 3 * DAY))]),
    (2, [Step(70, {}, "wash")]),  # cleaned inside
]

ROLES: dict[str, dict[str, tuple[int, int]]] = {
    # Levels from, to.
    "mechanic": {"maintenance": (2, 3), "brakes": (2, 3), "tyres": (1, 3), "engine": (1, 3)},
    "engines": {"engine": (2, 3), "maintenance": (1, 3), "brakes": (1, 2), "diagnosis": (1, 2)},
    "electrician": {"electrics": (2, 3), "diagnosis": (2, 3), "maintenance": (1, 2)},
    "tyres": {"tyres": (2, 3), "brakes": (1, 2), "maintenance": (1, 2)},
    "body": {"bodywork": (2, 3), "paint": (2, 3), "tyres": (1, 1)},
    "apprentice": {"maintenance": (1, 1), "tyres": (1, 1), "brakes": (1, 1), "bodywork": (1, 1)},
}


@dataclass(frozen=True)
class Size:
    jobs: int
    roles: dict[str, int]
    bays: dict[str, int]
    """How many with these kinds, which a plus joins."""
    tools: dict[str, int]
    cars: int
    """Every quarter of an hour."""
    sick: int
    closed: int


SIZES: dict[str, Size] = {
    "S": Size(35, {"mechanic": 1, "engines": 1, "electrician": 1, "body": 1},
              {"lift": 1, "lift+alignment": 1, "electric": 1, "body+paint": 1, "wash": 1},
              {"tester": 1, "coolant station": 1, "aligner": 1, "ballast": 1, "gearbox jack": 1, "loaner": 2}, 2, 1, 1),
    "M": Size(110, {"mechanic": 3, "engines": 2, "electrician": 2, "tyres": 1, "body": 2},
              {"lift": 4, "lift+alignment": 1, "electric": 2, "body+paint": 2, "wash": 1},
              {"tester": 2, "coolant station": 1, "aligner": 1, "ballast": 1, "gearbox jack": 1, "loaner": 4}, 3, 2, 1),
    "L": Size(300, {"mechanic": 7, "engines": 5, "electrician": 5, "tyres": 2, "body": 4, "apprentice": 1},
              {"lift": 8, "lift+alignment": 2, "electric": 4, "body": 3, "paint": 2, "wash": 2},
              {"tester": 3, "coolant station": 2, "aligner": 2, "ballast": 1, "gearbox jack": 2, "loaner": 8}, 4, 3, 2),
    "XL": Size(850, {"mechanic": 18, "engines": 12, "electrician": 12, "tyres": 5, "body": 10, "apprentice": 3},
               {"lift": 21, "lift+alignment": 3, "electric": 8, "body": 6, "paint": 5, "wash": 4},
               {"tester": 7, "coolant station": 4, "aligner": 4, "ballast": 2, "gearbox jack": 5, "loaner": 20}, 8, 7, 4),
}

"""What is asked for when: months and weekdays by workshop."""

import random
from datetime import date

from .catalogue import Service, services
from .garage import Workshop

# How busy a month is, January first; 1.0 is the busiest.
BUSY = {
    "berlin": (0.60, 0.58, 0.85, 1.00, 0.75, 0.65, 0.55, 0.58, 0.72, 1.00, 0.95, 0.60),
    "dubai": (0.70, 0.68, 0.72, 0.80, 0.92, 1.00, 1.00, 0.95, 0.85, 0.75, 0.70, 0.68),
    "singapore": (0.85, 0.62, 0.75, 0.75, 0.78, 0.80, 0.76, 0.75, 0.78, 0.80, 0.90, 1.00),
}
# How liked a weekday is, Monday first.
LIKED = (1.0, 0.85, 0.75, 0.8, 0.95, 0.7, 0.0)
# By what a kind of service is asked for more, or less, in a month.
DEMAND = {
    ("berlin", "tyre"): {3: 5.0, 4: 7.0, 10: 7.0, 11: 6.0, 1: 0.3, 2: 0.4, 6: 0.3, 7: 0.2, 8: 0.2},
    ("berlin", "winter"): {1: 3.0, 2: 2.5, 11: 2.0, 12: 3.0},
    ("berlin", "heat"): {5: 1.8, 6: 2.5, 7: 2.5, 8: 1.8, 11: 0.2, 12: 0.2, 1: 0.2, 2: 0.2},
    ("berlin", "season"): {3: 3.0, 10: 3.0, 11: 2.0},
    ("dubai", "heat"): {4: 3.0, 5: 6.0, 6: 8.0, 7: 8.0, 8: 7.0, 9: 5.0},
    ("dubai", "winter"): {6: 2.0, 7: 2.5, 8: 2.5},  # heat kills batteries there
    ("dubai", "tyre"): {6: 1.5, 7: 1.5, 8: 1.5},
    ("singapore", "heat"): {month: 1.5 for month in range(3, 10)},
    ("singapore", "season"): {11: 2.5, 12: 2.5, 1: 2.0},
}


def is_liked(workshop: Workshop, day: date, dice: random.Random) -> bool:
    return workshop.is_open(day) and dice.random() < LIKED[day.weekday()]


def is_season(workshop: Workshop, day: date, dice: random.Random) -> bool:
    return dice.random() < BUSY[workshop.key][day.month - 1]


def choose(workshop: Workshop, day: date, dice: random.Random) -> tuple[Service, ...]:
    """One service, or two that fit into one bay."""
    offered = services()
    weights = [s.weight * DEMAND.get((workshop.key, s.season), {}).get(day.month, 1.0) for s in offered]
    first, second = dice.choices(offered, weights, k=2)
    fits = second.bay == first.bay and second.code != first.code and first.labour + second.labour <= 24
    together = fits and second.skill in (first.skill, "tyres", "brakes", "engine") and dice.random() < 0.6
    return (first, second) if together else (first,)

#!/usr/bin/env python3
"""Garage weeks as FORMAT.md describes them: a week that was planned, and what then came between. The same size and seed give the same week.

    weeks.py S|M|L|XL SEED > WEEK.json
"""

import json
import sys
from pathlib import Path
from random import Random

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from catalogue import DAY, ROLES, SERVICES, SIZES
from placement import Placement

HORIZON = 7 * DAY
# Two stretches with a break between: early, middle, late. The longest step of the slowest person fits the shortest stretch but one.
SHIFTS = [[(420, 690), (720, 930)], [(480, 720), (765, 1005)], [(600, 840), (870, 1110)]]
SATURDAY = [(480, 720)]
LOAD = (0.86, 1.04)
"""Work asked for, of what people may do once some are sick."""
CONFIRMED = 0.7
PINNED = 0.25
"""Of the jobs that Monday has kept."""


def week(size, seed):
    """One week, as the format's dictionary."""
    random = Random(f"garage-week {size} {seed}")
    shape = SIZES[size]
    made = {
        "format": "pitcrew-garage-week/1", "name": f"{size}-{seed}", "seed": seed, "horizon": HORIZON,
        "technicians": technicians(shape, random), "bays": bays(shape),
        "tools": [{"kind": kind, "units": units} for kind, units in shape.tools.items()], "intake": {"every": 15, "cars": shape.cars},
    }
    left = disrupted(made, shape, random)
    made["jobs"] = jobs(shape, random, made["technicians"], random.uniform(*LOAD) * work_possible(left))
    confirm(made, random)
    left["jobs"] = made["jobs"]
    pin(left, random)
    return left


# The garage


def technicians(shape, random):
    roles = [role for role, count in shape.roles.items() for _ in range(count)]
    made = []
    for number, role in enumerate(roles, start=1):
        skills = {name: random.randint(*levels) for name, levels in ROLES[role].items()}
        shift = random.choices(SHIFTS, [4, 4, 2])[0]
        off = random.randrange(5) if len(roles) > 4 and random.random() < 0.15 else None
        present = [(day * DAY + start, day * DAY + end) for day in range(5) if day != off for start, end in shift]
        if random.random() < 0.3:
            present += [(5 * DAY + start, 5 * DAY + end) for start, end in SATURDAY]
        made.append({"id": f"T{number:02}", "skills": skills, "efficiency": random.randrange(80, 126, 5),
                     "present": [list(stretch) for stretch in present], "ceiling": random.choice([85, 90, 90, 95])})
    at_least(made, shape)
    return made


def at_least(people, shape):
    """What the catalogue asks for is known by some: two for engines, one with high voltage and one each for brakes and tyres."""
    for name, level, count in [("engine", 2, 2), ("electrics", 3, 1), ("brakes", 2, 1), ("tyres", 2, 1)]:
        holders = sorted((one for one in people if name in one["skills"]), key=lambda one: -one["skills"][name])
        for one in holders[:count]:
            one["skills"][name] = max(one["skills"][name], level)
    if len(people) == sum(SIZES["S"].roles.values()):
        people[-1]["skills"]["maintenance"] = 1  # in a small garage everybody changes oil


def bays(shape):
    kinds = [kind.split("+") for kind, count in shape.bays.items() for _ in range(count)]
    opening = [[day * DAY + 405, day * DAY + 1125] for day in range(5)] + [[5 * DAY + 465, 5 * DAY + 795]]
    return [{"id": f"B{number:02}", "kinds": kind, "open": opening} for number, kind in enumerate(kinds, start=1)]


def disrupted(garage, shape, random):
    """The garage with people sick and bays closed, each for one to three days."""
    people, places = (random.sample(range(len(garage[what])), count)
                      for what, count in [("technicians", shape.sick), ("bays", shape.closed)])

    def without(stretches):
        first = random.randrange(4)
        days = range(first, first + random.randint(1, 3))
        return [stretch for stretch in stretches if stretch[0] // DAY not in days]

    return {**garage,
            "technicians": [{**one, "present": without(one["present"])} if number in people else one
                            for number, one in enumerate(garage["technicians"])],
            "bays": [{**one, "open": without(one["open"])} if number in places else one for number, one in enumerate(garage["bays"])]}


def work_possible(garage):
    """Minutes of work at efficiency 100 that the ceilings allow."""
    return sum(sum(end - start for start, end in one["present"]) * one["ceiling"] * one["efficiency"] / 10_000
               for one in garage["technicians"])


# The jobs


def jobs(shape, random, people, minutes):
    """So many jobs that they take about this many minutes: one after another is exchanged where that comes nearer."""
    made = [job(random) for _ in range(shape.jobs)]
    total = sum(map(work, made))
    for _ in range(60 * shape.jobs):
        if abs(total - minutes) <= 0.005 * minutes:
            break
        index, other = random.randrange(len(made)), job(random)
        if abs(total - work(made[index]) + work(other) - minutes) < abs(total - minutes):
            total += work(other) - work(made[index])
            made[index] = other
    for number, one in enumerate(made, start=1):
        one["id"] = f"J{number:03}"
    return made


def work(job):
    return sum(step["minutes"] * step["technicians"] for step in job["steps"])


def job(random):
    service = random.choices([steps for _, steps in SERVICES], [share for share, _ in SERVICES])[0]
    percent = random.choice([85, 100, 100, 110])
    return {
        "id": None, "priority": random.choices([1, 2, 3, 4], [3, 4, 2, 1])[0], "release": 0, "due": 0, "wish": None,
        "loaner": "loaner" if random.random() < (0.25 if len(service) > 1 else 0.05) else None, "pinned": False, "confirmed": None,
        "steps": [{
            "minutes": -(-step.minutes * percent // 500) * 5, "skills": dict(step.skills), "technicians": step.people, "bay": step.bay,
            "tools": dict(step.tools), "before": 5 if step.bay else 0, "after": 5 if step.bay else 0, "lag": list(step.lag),
            "same_technician": step.same_people, "same_bay": step.same_bay,
        } for step in service],
    }


def confirm(garage, random):
    """Times for most jobs, where the undisturbed week has room; for the others a wish and a time by which it should be done."""
    placement = Placement(garage)
    for one in random.sample(garage["jobs"], len(garage["jobs"])):
        lengthy = sum(step["minutes"] + step["lag"][0] for step in one["steps"])
        wish = random.choices(range(5), [5, 4, 4, 3, 2] if lengthy < 720 else [4, 3, 2, 0, 0])[0] * DAY + random.randrange(435, 990, 15)
        if random.random() < 0.2:
            one["release"] = wish // DAY * DAY + 420  # the car cannot come earlier
        one["confirmed"] = placement.place(one, max(wish, one["release"]), HORIZON) if random.random() < CONFIRMED + 0.02 else None
        if one["confirmed"]:
            one["due"] = end_of(one, garage) + random.randrange(0, 181, 15)
        else:
            one["wish"] = wish
            one["due"] = wish + lengthy * 5 // 4 + random.randrange(60, 481, 15)


def end_of(job, garage):
    efficiency = {one["id"]: one["efficiency"] for one in garage["technicians"]}
    last, placed = job["steps"][-1], job["confirmed"][-1]
    return placed["start"] + max(-(-last["minutes"] * 100 // efficiency[key]) for key in placed["technicians"])


def pin(left, random):
    """Some of Monday's jobs stay as they are, where nobody is missing."""
    for one in left["jobs"]:
        if one["confirmed"] and one["confirmed"][0]["start"] < DAY and is_untouched(one, left):
            one["pinned"] = random.random() < PINNED


def is_untouched(job, left):
    present = {one["id"]: {start // DAY for start, _ in one["present"]} for one in left["technicians"]}
    opened = {one["id"]: {start // DAY for start, _ in one["open"]} for one in left["bays"]}
    return all(step["start"] // DAY in days
               for step in job["confirmed"]
               for days in [*(present[key] for key in step["technicians"]), *([opened[step["bay"]]] if step["bay"] else [])])


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in SIZES or not sys.argv[2].isdigit():
        raise SystemExit("usage: weeks.py S|M|L|XL SEED")
    print(json.dumps(week(sys.argv[1], int(sys.argv[2]))))

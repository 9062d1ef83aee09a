#!/usr/bin/env python3
"""Holds a plan against its garage week as FORMAT.md describes them: every broken rule with its job and step, and each part of the cost.
Knows nothing of how weeks are made or solved.

    validate.py WEEK.json PLAN.json [--json]        exits 1 if a rule is broken, 2 if the plan cannot be read
"""

import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from cost import cost, presence

DAY = 1440


@dataclass(frozen=True)
class Broken:
    """A rule that does not hold, and where."""
    rule: str
    job: str | None
    step: int | None
    why: str

    def __str__(self):
        where = " ".join(([self.job] if self.job else []) + ([f"step {self.step + 1}"] if self.step is not None else []))
        return f"{self.rule}: {where}{': ' if where else ''}{self.why}"


def check(week, plan):
    """The broken rules, and the parts of the cost. Where the form is broken no cost is computed, since lengths are not known."""
    found = list(form(week, plan))
    if found:
        return found, {}
    served = [Served(week, job, plan["jobs"][job["id"]]) for job in week["jobs"] if job["id"] in plan["jobs"]]
    for rule in (steps_in_order, people_able, same_people, bays_right, people_present, people_once, ceilings, bays_open, bays_once, units,
                 intake, pins):
        found += rule(week, served)
    return found, cost(week, served)


class Served:
    """A job as the plan has it. A stay is a run of steps for which the car does not leave its bay."""

    def __init__(self, week, job, placed):
        efficiency = {one["id"]: one["efficiency"] for one in week["technicians"]}
        self.job, self.id, self.steps, self.placed = job, job["id"], job["steps"], placed
        self.starts = [one["start"] for one in placed]
        self.lengths = [max(-(-step["minutes"] * 100 // efficiency[key]) for key in one["technicians"])
                        for step, one in zip(self.steps, placed)]
        self.ends = [start + length for start, length in zip(self.starts, self.lengths)]
        self.teams = [one["technicians"] for one in placed]

    def stays(self):
        runs = []
        for number, step in enumerate(self.steps):
            if step["bay"] is None:
                continue
            if number and step["same_bay"] and self.steps[number - 1]["bay"] is not None:
                runs[-1].append(number)
            else:
                runs.append([number])
        return runs

    def in_bay(self, number):
        step = self.steps[number]
        return self.starts[number] - step["before"], self.ends[number] + step["after"]


# What must hold before anything can be computed


def form(week, plan):
    jobs = {job["id"]: job for job in week["jobs"]}
    people = {one["id"] for one in week["technicians"]}
    places = {one["id"] for one in week["bays"]}
    if not isinstance(plan, dict) or not isinstance(plan.get("jobs"), dict):
        yield Broken("form", None, None, "the plan has no jobs")
        return
    if plan.get("instance") != week["name"]:
        yield Broken("form", None, None, f"the plan is for {plan.get('instance')}, not {week['name']}")
    for key, placed in plan["jobs"].items():
        if key not in jobs:
            yield Broken("form", key, None, "there is no such job")
        elif not isinstance(placed, list) or len(placed) != len(jobs[key]["steps"]):
            yield Broken("whole", key, None, f"has not its {len(jobs[key]['steps'])} steps")
        else:
            for number, one in enumerate(placed):
                yield from (Broken("form", key, number, why) for why in form_of_step(one, people, places))


def form_of_step(one, people, places):
    if not isinstance(one, dict) or not {"start", "technicians", "bay"} <= one.keys():
        yield "lacks start, technicians or bay"
        return
    if type(one["start"]) is not int:
        yield f"the start {one['start']!r} is not a whole number"
    team = one["technicians"]
    if not isinstance(team, list) or not team or not all(isinstance(key, str) and key in people for key in team):
        yield f"{team!r} are not people of this garage"
    if one["bay"] is not None and one["bay"] not in places:
        yield f"{one['bay']!r} is not a bay of this garage"


# Of one job


def steps_in_order(week, served):
    for one in served:
        if one.starts[0] < one.job["release"]:
            yield Broken("release", one.id, 0, f"starts at {one.starts[0]}, released at {one.job['release']}")
        for number in range(1, len(one.steps)):
            least, most = one.steps[number]["lag"]
            lag = one.starts[number] - one.ends[number - 1]
            if not least <= lag <= most:
                yield Broken("lag", one.id, number, f"starts {lag} after the step before, {least} to {most} are allowed")


def people_able(week, served):
    skills = {one["id"]: one["skills"] for one in week["technicians"]}
    for one in served:
        for number, (step, team) in enumerate(zip(one.steps, one.teams)):
            if len(team) != step["technicians"] or len(set(team)) != len(team):
                yield Broken("count", one.id, number, f"{' '.join(team)}: {step['technicians']} different people are asked for")
            for key in team:
                for name, level in step["skills"].items():
                    if skills[key].get(name, 0) < level:
                        yield Broken("skill", one.id, number, f"{key} has {name} {skills[key].get(name, 0)}, {level} is asked for")


def same_people(week, served):
    for one in served:
        for number in range(1, len(one.steps)):
            if one.steps[number]["same_technician"] and set(one.teams[number]) != set(one.teams[number - 1]):
                yield Broken("same_technician", one.id, number, "other people than in the step before")


def bays_right(week, served):
    kinds = {one["id"]: one["kinds"] for one in week["bays"]}
    for one in served:
        for number, (step, placed) in enumerate(zip(one.steps, one.placed)):
            if (step["bay"] is None) != (placed["bay"] is None):
                yield Broken("bay", one.id, number, f"is in {placed['bay']}, {step['bay']} is asked for")
            elif step["bay"] is not None and step["bay"] not in kinds[placed["bay"]]:
                yield Broken("kind", one.id, number, f"{placed['bay']} is no {step['bay']}")
        for stay in one.stays():
            for number in stay[1:]:
                if one.placed[number]["bay"] != one.placed[number - 1]["bay"]:
                    yield Broken("same_bay", one.id, number, "another bay than in the step before")


# Of people


def people_present(week, served):
    present = {one["id"]: one["present"] for one in week["technicians"]}
    for one in served:
        for number, team in enumerate(one.teams):
            for key in team:
                if not within(one.starts[number], one.ends[number], present[key]):
                    yield Broken("present", one.id, number, f"{key} is not there from {one.starts[number]} to {one.ends[number]}")


def people_once(week, served):
    taken = defaultdict(list)
    for one in served:
        for number, team in enumerate(one.teams):
            for key in set(team):
                taken[key].append((one.starts[number], one.ends[number], one.id, number))
    for key, times in taken.items():
        yield from clashes("busy", key, times)


def ceilings(week, served):
    minutes = defaultdict(int)
    for one in served:
        for number, team in enumerate(one.teams):
            for key in set(team):
                minutes[key, one.starts[number] // DAY] += one.lengths[number]
    people = {one["id"]: one for one in week["technicians"]}
    for (key, day), worked in sorted(minutes.items()):
        most = people[key]["ceiling"] * presence(people[key], day * DAY, (day + 1) * DAY) // 100
        if worked > most:
            yield Broken("ceiling", None, None, f"{key} works {worked} minutes on day {day}, {most} are allowed")


# Of bays


def bays_open(week, served):
    opened = {one["id"]: one["open"] for one in week["bays"]}
    for one in served:
        for number, placed in enumerate(one.placed):
            if placed["bay"] is not None and not within(*one.in_bay(number), opened[placed["bay"]]):
                start, end = one.in_bay(number)
                yield Broken("open", one.id, number, f"{placed['bay']} is not open from {start} to {end}")


def bays_once(week, served):
    taken = defaultdict(list)
    for one in served:
        for stay in one.stays():
            times = [one.in_bay(number) for number in stay]
            taken[one.placed[stay[0]]["bay"]].append((min(start for start, _ in times), max(end for _, end in times), one.id, stay[0]))
    taken.pop(None, None)  # told by `bay`
    for key, times in taken.items():
        yield from clashes("occupied", key, times)


# Of the garage


def units(week, served):
    uses = defaultdict(list)
    for one in served:
        for number, step in enumerate(one.steps):
            for kind, count in step["tools"].items():
                uses[kind].append((one.starts[number], one.ends[number], count, one.id, number))
        if one.job["loaner"] is not None:
            uses[one.job["loaner"]].append((one.starts[0], one.ends[-1], 1, one.id, None))
    owned = {tool["kind"]: tool["units"] for tool in week["tools"]}
    for kind, times in uses.items():
        # Use only rises where something starts.
        for at, _, _, key, number in times:
            used = sum(count for start, end, count, _, _ in times if start <= at < end)
            if used > owned.get(kind, 0):
                yield Broken("units", key, number, f"{used} units of {kind} are used at {at}, there are {owned.get(kind, 0)}")


def intake(week, served):
    every, cars = week["intake"]["every"], week["intake"]["cars"]
    buckets = defaultdict(list)
    for one in served:
        buckets[one.starts[0] // every].append(one.id)
    for bucket, keys in sorted(buckets.items()):
        if len(keys) > cars:
            yield Broken("intake", keys[-1], 0, f"{len(keys)} cars come from {bucket * every} to {(bucket + 1) * every}, {cars} are allowed")


def pins(week, served):
    by_id = {one.id: one for one in served}
    for job in week["jobs"]:
        if not job["pinned"]:
            continue
        if job["id"] not in by_id:
            yield Broken("pinned", job["id"], None, "is not served")
            continue
        for number, (placed, agreed) in enumerate(zip(by_id[job["id"]].placed, job["confirmed"])):
            if any(placed[what] != agreed[what] for what in ("start", "bay")) or set(placed["technicians"]) != set(agreed["technicians"]):
                yield Broken("pinned", job["id"], number, "is not as confirmed")


# Times


def within(start, end, stretches):
    return any(since <= start and end <= until for since, until in stretches)


def clashes(rule, what, times):
    """Those that begin before all that began earlier have ended."""
    busy, by = float("-inf"), None
    for start, end, key, number in sorted(times):
        if start < busy:
            yield Broken(rule, key, number, f"{what} is taken until {busy} by {by}")
        if end > busy:
            busy, by = end, key


def main(words):
    as_json = "--json" in words
    words = [word for word in words if word != "--json"]
    if len(words) != 2:
        raise SystemExit("usage: validate.py WEEK.json PLAN.json [--json]")
    try:
        week, plan = (json.load(open(word, encoding="utf-8")) for word in words)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    found, parts = check(week, plan)
    if as_json:
        print(json.dumps({"broken": list(map(str, found)), **parts}))
    else:
        print("\n".join([*map(str, found), *(f"{name} {value}" for name, value in parts.items()),
                         f"{len(found)} rules broken" if found else "feasible"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The validator sees each rule that is broken, and computes each part of the cost. By hand:

    python3 -m unittest discover -s Tests/Benchmarks/scheduling
"""

import sys
import unittest
from copy import deepcopy
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from validate import check  # noqa: E402


def step(minutes, skills=None, bay=None, **others):
    return {"minutes": minutes, "skills": skills or {}, "technicians": 1, "bay": bay, "tools": {}, "before": 5 if bay else 0,
            "after": 5 if bay else 0, "lag": [0, 0], "same_technician": False, "same_bay": False, **others}


def job(key, *steps, **others):
    return {"id": key, "priority": 1, "release": 0, "due": 5000, "wish": None, "loaner": None, "pinned": False, "confirmed": None,
            "steps": list(steps), **others}


def at(start, people, bay=None):
    return {"start": start, "technicians": people.split(), "bay": bay}


def person(key, skills, efficiency=100, ceiling=100):
    return {"id": key, "skills": skills, "efficiency": efficiency, "present": [[480, 720], [750, 1020], [1920, 2160]], "ceiling": ceiling}


WEEK = {
    "format": "pitcrew-garage-week/1", "name": "T-1", "seed": 1, "horizon": 10080,
    "technicians": [person("T1", {"brakes": 3, "engine": 2}), person("T2", {"engine": 2}, efficiency=80), person("T3", {}, ceiling=50)],
    "bays": [{"id": "B1", "kinds": ["lift"], "open": [[475, 1080], [1915, 2500]]},
             {"id": "B2", "kinds": ["lift", "wash"], "open": [[475, 1080]]},
             {"id": "B3", "kinds": ["paint"], "open": [[0, 10080]]}],
    "tools": [{"kind": "jack", "units": 1}, {"kind": "loaner", "units": 1}], "intake": {"every": 15, "cars": 1},
    "jobs": [
        job("brakes", step(60, {"brakes": 2}, "lift"), step(15, {"brakes": 1}, lag=[0, 30], same_technician=True), due=560, priority=2),
        job("clutch", step(60, {"engine": 2}, "lift", technicians=2, tools={"jack": 1}),
            step(60, {"engine": 2}, "lift", technicians=2, tools={"jack": 1}, lag=[0, 1440], same_technician=True, same_bay=True),
            loaner="loaner", wish=600),
        job("pinned", step(30), pinned=True, confirmed=[at(480, "T3")]),
        job("moved", step(30), confirmed=[at(500, "T3")]),
        job("handed", step(30, {}, "wash"), confirmed=[at(800, "T1", "B2")], loaner="loaner"),
        job("left", step(30), priority=3),
    ],
}
PLAN = {"instance": "T-1", "jobs": {
    "brakes": [at(500, "T1", "B1"), at(570, "T1")],
    "clutch": [at(640, "T2 T1", "B1"), at(1920, "T1 T2", "B1")],
    "pinned": [at(480, "T3")],
    "moved": [at(520, "T3")],
    "handed": [at(580, "T3", "B2")],
}}


def broken(change, week=None):
    """What the validator says once a copy of the plan was changed."""
    plan = deepcopy(PLAN)
    change(plan["jobs"])
    return {(one.rule, one.job, one.step) for one in check(week or WEEK, plan)[0]}


def put(key, number, place):
    def change(jobs):
        jobs[key][number] = place
    return change


# What is changed, and the one thing that is seen.
CASES = {
    "a step is missing": (lambda jobs: jobs["brakes"].pop(), ("whole", "brakes", None)),
    "a job nobody asked for": (lambda jobs: jobs.update(other=[at(0, "T1")]), ("form", "other", None)),
    "a person nobody knows": (put("brakes", 0, at(500, "T9", "B1")), ("form", "brakes", 0)),
    "a bay nobody knows": (put("brakes", 0, at(500, "T1", "B9")), ("form", "brakes", 0)),
    "half a minute": (put("brakes", 0, at(500.5, "T1", "B1")), ("form", "brakes", 0)),
    "nobody at all": (put("brakes", 0, at(500, "", "B1")), ("form", "brakes", 0)),
    "before it ends": (put("brakes", 1, at(559, "T1")), {("lag", "brakes", 1), ("busy", "brakes", 1)}),
    "after its lag": (put("brakes", 1, at(591, "T1")), ("lag", "brakes", 1)),
    "one person for two": (put("clutch", 0, at(640, "T2", "B1")), {("count", "clutch", 0), ("same_technician", "clutch", 1)}),
    "one person twice": (lambda jobs: [one.update(technicians=["T1", "T1"]) for one in jobs["clutch"]],
                         {("count", "clutch", 0), ("count", "clutch", 1)}),
    "a skill too low": (lambda jobs: jobs.update(brakes=[at(500, "T2", "B1"), at(580, "T2")]),
                        {("skill", "brakes", 0), ("skill", "brakes", 1)}),
    "over a break": (put("moved", 0, at(700, "T3")), ("present", "moved", 0)),
    "two steps at once": (put("moved", 0, at(595, "T3")), ("busy", "moved", 0)),
    "other people": (put("brakes", 1, at(570, "T2")), {("same_technician", "brakes", 1), ("skill", "brakes", 1)}),
    "a bay too many": (put("moved", 0, at(520, "T3", "B3")), ("bay", "moved", 0)),
    "a bay too few": (put("handed", 0, at(580, "T3")), ("bay", "handed", 0)),
    "a bay of another kind": (put("handed", 0, at(580, "T3", "B3")), ("kind", "handed", 0)),
    "another bay": (put("brakes", 0, at(500, "T1", "B2")), None),
    "the car does not stay": (put("clutch", 1, at(1920, "T1 T2", "B2")), {("same_bay", "clutch", 1), ("open", "clutch", 1)}),
    "before the bay opens": (lambda jobs: jobs.update(brakes=[at(479, "T1", "B1"), at(540, "T1")]),
                             {("open", "brakes", 0), ("present", "brakes", 0)}),
    "into a bay that is taken": (put("handed", 0, at(530, "T1", "B1")), {("kind", "handed", 0), ("occupied", "handed", 0), ("busy", "handed", 0)}),
    "the bay of a car that stays": (lambda jobs: jobs.update(brakes=[at(800, "T1", "B1"), at(860, "T1")]), ("occupied", "brakes", 0)),
    "two loaners": (put("handed", 0, at(750, "T3", "B2")), ("units", "handed", None)),
    "the next quarter": (put("moved", 0, at(510, "T3")), None),
    "two cars in a quarter": (lambda jobs: jobs.update(brakes=[at(485, "T1", "B1"), at(550, "T1")]), ("intake", "pinned", 0)),
    "a pin is dropped": (lambda jobs: jobs.pop("pinned"), ("pinned", "pinned", None)),
    "a pin is moved": (lambda jobs: jobs.update(pinned=[at(550, "T3")]), ("pinned", "pinned", 0)),
    "a pin has other people": (lambda jobs: (jobs.update(pinned=[at(480, "T2")])), ("pinned", "pinned", 0)),
}


class RuleTests(unittest.TestCase):
    def test_the_plan_is_feasible(self):
        self.assertEqual(set(), broken(lambda jobs: None))

    def test_each_rule_is_seen(self):
        for name, (change, seen) in CASES.items():
            with self.subTest(name):
                self.assertEqual(set() if seen is None else seen if isinstance(seen, set) else {seen}, broken(change))

    def test_release(self):
        week = deepcopy(WEEK)
        week["jobs"][3]["release"] = 521
        self.assertEqual({("release", "moved", 0)}, broken(lambda jobs: None, week))

    def test_ceiling_counts_the_day_a_step_starts_on(self):
        week = deepcopy(WEEK)
        week["technicians"][2]["ceiling"] = 17  # of 510 minutes, 86 are left; 90 are planned
        self.assertEqual({("ceiling", None, None)}, broken(lambda jobs: None, week))
        week["technicians"][2]["ceiling"] = 18
        self.assertEqual(set(), broken(lambda jobs: None, week))

    def test_units_of_tools(self):
        week = deepcopy(WEEK)
        week["jobs"][0]["steps"][0]["tools"] = {"jack": 2}
        self.assertEqual({("units", "brakes", 0)}, broken(lambda jobs: None, week))

    def test_a_car_that_comes_back_to_its_bay_has_left_it(self):
        week = deepcopy(WEEK)
        week["jobs"][1]["steps"][1]["same_bay"] = False
        self.assertEqual(set(), broken(lambda jobs: jobs.update(brakes=[at(800, "T1", "B1"), at(860, "T1")]), week))

    def test_another_week(self):
        self.assertEqual([("form", None)], [(one.rule, one.job) for one in check(WEEK, {**PLAN, "instance": "T-2"})[0]])


class CostTests(unittest.TestCase):
    def test_each_part(self):
        self.assertEqual({
            "unserved": 30_000,
            "late": 2 * (585 - 560),
            "moved": 300 + 300,  # `handed` has another first start and other people: the start alone counts
            "wish": 7,  # 40 minutes
            "surplus": 2 * (1 + 2),  # brakes 3 where 2, then 1 are asked for
            "unfair": 2 * 300,  # T1 225 minutes of 750; T2 is slower and makes both 75
            "cost": 30_000 + 50 + 600 + 7 + 6 + 600,
        }, check(WEEK, PLAN)[1])

    def test_people_alone(self):
        plan = deepcopy(PLAN)
        plan["jobs"]["moved"] = [at(500, "T2")]
        self.assertEqual(60, check({**WEEK, "intake": {"every": 15, "cars": 2}}, plan)[1]["moved"] - 300)

    def test_an_empty_plan(self):
        week = {**WEEK, "jobs": WEEK["jobs"][-1:]}
        self.assertEqual(30_000, check(week, {"instance": "T-1", "jobs": {}})[1]["cost"])


if __name__ == "__main__":
    unittest.main()

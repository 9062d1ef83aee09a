"""Weeks are the same for the same seed, and what was confirmed was feasible before the disruption. By hand, as test_validate.py."""

import sys
import unittest
from pathlib import Path
from random import Random
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent))

import weeks  # noqa: E402
from catalogue import SIZES  # noqa: E402
from validate import check  # noqa: E402

CASES = [("S", 1), ("S", 2), ("S", 3), ("M", 1), ("M", 2)]


def plan_of(week, key):
    return {"instance": week["name"], "jobs": {job["id"]: job["confirmed"] for job in week["jobs"] if job[key]}}


class WeekTests(unittest.TestCase):
    def test_a_seed_gives_one_week(self):
        self.assertEqual(weeks.week("S", 7), weeks.week("S", 7))
        self.assertNotEqual(weeks.week("S", 7)["jobs"], weeks.week("S", 8)["jobs"])

    def test_confirmed_times_were_feasible_before_the_disruption(self):
        for size, seed in CASES:
            with self.subTest(size=size, seed=seed), patch.object(weeks, "disrupted", lambda garage, shape, random: dict(garage)):
                week = weeks.week(size, seed)
                self.assertEqual([], check(week, plan_of(week, "confirmed"))[0])
                self.assertGreater(len(plan_of(week, "confirmed")["jobs"]), 0.5 * len(week["jobs"]))

    def test_the_disruption_takes_some_of_them_and_no_pinned_one(self):
        for size, seed in CASES:
            with self.subTest(size=size, seed=seed):
                week = weeks.week(size, seed)
                self.assertNotEqual([], check(week, plan_of(week, "confirmed"))[0])
                self.assertEqual([], check(week, plan_of(week, "pinned"))[0])

    def test_work_nearly_fills_what_is_left(self):
        for size, seed in CASES:
            with self.subTest(size=size, seed=seed):
                week = weeks.week(size, seed)
                self.assertEqual(SIZES[size].jobs, len(week["jobs"]))
                load = sum(map(weeks.work, week["jobs"])) / weeks.work_possible(week)
                self.assertTrue(0.85 < load < 1.05, load)

    def test_each_step_can_be_done_by_those_who_are_employed(self):
        shape = SIZES["S"]
        for seed in range(20):
            people = weeks.technicians(shape, Random(seed))
            for _, steps in weeks.SERVICES:
                for step in steps:
                    able = [one for one in people if all(one["skills"].get(name, 0) >= level for name, level in step.skills.items())]
                    self.assertGreaterEqual(len(able), step.people, (seed, step))


if __name__ == "__main__":
    unittest.main()

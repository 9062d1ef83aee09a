#!/usr/bin/env python3
"""Solves a flexible job shop, given as a garage week, with OR-Tools CP-SAT for the shortest makespan.

    cpsat.py WEEK.json SECONDS SEED [--workers 1|2]

Prints one JSON line: {"plan", "makespan", "bound"}. The seconds hold for the search; building the model takes some hundredths.
"""

import argparse
import json
import sys
from pathlib import Path

from ortools.sat.python import cp_model


def solve(week, seconds, seed, workers):
    model, horizon = cp_model.CpModel(), week["horizon"]
    makespan, placed, taken = model.new_int_var(0, horizon, "makespan"), {}, {one["id"]: [] for one in week["technicians"]}
    for job in week["jobs"]:
        end = 0
        for number, step in enumerate(job["steps"]):
            minutes = step["minutes"]
            start = model.new_int_var(0, horizon - minutes, "")
            model.add(start >= end)
            able = [one["id"] for one in week["technicians"] if all(one["skills"].get(skill) for skill in step["skills"])]
            choices = {key: model.new_bool_var("") for key in able}
            model.add_exactly_one(choices.values())
            for key, chosen in choices.items():
                taken[key].append(model.new_optional_fixed_size_interval_var(start, minutes, chosen, ""))
            placed[job["id"], number] = start, choices
            end = start + minutes
        model.add(makespan >= end)
    for intervals in taken.values():
        model.add_no_overlap(intervals)
    model.minimize(makespan)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers, solver.parameters.random_seed = seconds, workers, seed
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {"plan": None}
    jobs = {job["id"]: [place(solver, *placed[job["id"], number]) for number in range(len(job["steps"]))] for job in week["jobs"]}
    return {"plan": {"instance": week["name"], "jobs": jobs}, "makespan": round(solver.objective_value), "bound": round(solver.best_objective_bound)}


def place(solver, start, choices):
    return {"start": solver.value(start), "technicians": [key for key, chosen in choices.items() if solver.boolean_value(chosen)], "bay": None}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("week", type=Path)
    parser.add_argument("seconds", type=float)
    parser.add_argument("seed", type=int)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    print(json.dumps(solve(json.loads(asked.week.read_text()), asked.seconds, asked.seed, asked.workers)))
    sys.stdout.flush()

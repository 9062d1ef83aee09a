#!/usr/bin/env python3
"""Solves a garage week with OR-Tools CP-SAT.

    cpsat.py WEEK.json SECONDS SEED [--workers 1|2] [--cold] [--lns]

The seconds hold for building the model and searching, not for starting Python and reading the week. Prints one JSON line:
{"plan", "cost", "bound", "status", "build_seconds", "first_feasible_seconds", "seconds", "trace", "memory_mb"}. Where a warm search finds
nothing in time, the plan is the one it started from and the status is "start"; a cold one has no plan then.
"""

import argparse
import gc
import json
import resource
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from kept import kept
from layout import stays
from model import WeekModel
from ortools.sat.python import cp_model

MARGIN = 0.02
"""Seconds the search leaves for reading the answer."""


class Trace(cp_model.CpSolverSolutionCallback):
    def __init__(self, began):
        super().__init__()
        self.began, self.found = began, []

    def on_solution_callback(self):
        self.found.append([round(time.perf_counter() - self.began, 3), round(self.objective_value)])


def solve(week, seconds, seed, workers, is_warm, is_lns=False):
    began = time.perf_counter()
    gc.disable()  # much is made and nothing dropped
    start = kept(week) if is_warm else None
    made = WeekModel(week, start)
    built = time.perf_counter() - began
    solver, trace = cp_model.CpSolver(), Trace(began)
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = max(0.0, seconds - built - MARGIN)
    # Probing and symmetry took seconds, in each neighbourhood too, and found next to nothing; short runs have time for one round of the rest.
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.symmetry_level = 0
    if seconds < 20:
        solver.parameters.max_presolve_iterations = 1
    # Begins with small neighbourhoods; the default's first ones take seconds each.
    solver.parameters.lns_initial_difficulty = 0.1
    solver.parameters.lns_initial_deterministic_limit = 0.01
    solver.parameters.use_lns_only = is_lns
    if workers == 1:
        # One thread takes turns between searches; alone it would only ever run one without large neighbourhoods.
        solver.parameters.interleave_search = True
    status = solver.status_name(solver.solve(made.model, trace)) if seconds - built > MARGIN else "UNKNOWN"
    has_plan = status in ("OPTIMAL", "FEASIBLE")
    plan = plan_of(week, made, solver) if has_plan else start
    return {
        "plan": None if plan is None else {"instance": week["name"], "jobs": plan},
        "cost": round(solver.objective_value) if has_plan else None,
        "bound": round(solver.best_objective_bound) if has_plan else None,
        "status": status.lower() if has_plan else "start" if is_warm else "none",
        "build_seconds": round(built, 3), "first_feasible_seconds": trace.found[0][0] if trace.found else None,
        "seconds": round(time.perf_counter() - began, 3), "trace": trace.found,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def plan_of(week, made, solver):
    """The places; within a pool the bays are given out in the order the cars come."""
    jobs, cars = {}, []
    for job in week["jobs"]:
        if not solver.boolean_value(made.served[job["id"]]):
            continue
        steps = made.steps[job["id"]]
        jobs[job["id"]] = [{"start": solver.value(step.start), "bay": None,
                            "technicians": [key for key, literal in step.team.items() if solver.boolean_value(literal)]} for step in steps]
        for stay in stays(job):
            first, last = steps[stay[0]], steps[stay[-1]]
            pool = next(number for number, literal in first.pools.items() if solver.boolean_value(literal))
            cars.append((solver.value(first.start) - first.step["before"], solver.value(last.end) + last.step["after"], pool, job["id"], stay))
    free = {(number, bay): -week["horizon"] for number, pool in enumerate(made.pools) for bay in pool.bays}
    for begin, end, pool, key, stay in sorted(cars):
        bay = next(bay for bay in made.pools[pool].bays if free[pool, bay] <= begin)
        free[pool, bay] = end
        for number in stay:
            jobs[key][number]["bay"] = bay
    return jobs


if __name__ == "__main__":
    words = argparse.ArgumentParser()
    words.add_argument("week", type=Path)
    words.add_argument("seconds", type=float)
    words.add_argument("seed", type=int)
    words.add_argument("--workers", type=int, default=2, choices=[1, 2])
    words.add_argument("--cold", action="store_true")
    words.add_argument("--lns", action="store_true", help="neighbourhoods only: no search that proves a bound")
    asked = words.parse_args()
    print(json.dumps(solve(json.loads(asked.week.read_text()), asked.seconds, asked.seed, asked.workers, not asked.cold, asked.lns)))

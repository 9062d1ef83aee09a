#!/usr/bin/env python3
"""Solves a garage week with Timefold's solver, whose jar is in the wheel of the Python package `timefold`; the package itself is not used.

    peer.py WEEK.json SECONDS SEED [--cold]         prints one JSON line, as cpsat.py does
    peer.py --compile                           so that no run has to

The Java beside it is compiled once into PITCREW_BENCH_STATE. A job's planning variable is one of many ways to do the whole of it, drawn before the
search and counted as building; the score is incremental.
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from kept import kept, length
from layout import pools, stays


def compiled():
    """The class path."""
    # This folder bears the package's name too.
    places = [Path(place) / "solver/jars" for place in importlib.util.find_spec("timefold").submodule_search_locations]
    folder = next((place for place in places if place.exists()), None)
    if folder is None:
        raise SystemExit("the Python package timefold is not installed")
    wanted = ("timefold-solver-core-", "slf4j", "micrometer", "commons-math", "jspecify", "gizmo", "jandex", "asm", "jakarta", "HdrHistogram",
              "LatencyUtils", "jaxb", "txw", "istack", "angus")
    jars = ":".join(str(jar) for jar in sorted(folder.glob("*.jar")) if jar.name.startswith(wanted))
    classes = Path(os.environ.get("PITCREW_BENCH_STATE", HERE / ".state")) / "timefold"
    sources = sorted(HERE.glob("*.java"))
    newest = max(source.stat().st_mtime for source in sources)
    if not (classes / "Main.class").exists() or (classes / "Main.class").stat().st_mtime < newest:
        classes.mkdir(parents=True, exist_ok=True)
        subprocess.run(["javac", "-nowarn", "-proc:none", "-cp", jars, "-d", classes, *sources], check=True, stdout=sys.stderr)
    return f"{classes}:{jars}"


def numbers(week, alike, start):
    """The week as Garage.java reads it."""
    people = {one["id"]: number for number, one in enumerate(week["technicians"])}
    by_id = {one["id"]: one for one in week["technicians"]}
    tools = {one["kind"]: number for number, one in enumerate(week["tools"])}
    pool_of = {bay: number for number, pool in enumerate(alike) for bay in pool.bays}

    def many(values):
        values = list(values)
        return [len(values), *values]

    def stretches(those):
        return many(edge for stretch in those for edge in stretch)

    yield from [week["horizon"], week["intake"]["every"], week["intake"]["cars"], len(people)]
    for one in week["technicians"]:
        yield from [one["ceiling"], *stretches(one["present"])]
    yield len(alike)
    for pool in alike:
        yield from [len(pool.bays), *stretches(pool.open)]
    yield from many(one["units"] for one in week["tools"])
    yield len(week["jobs"])
    for job in week["jobs"]:
        yield from [job["priority"], job["release"], job["due"], -1 if job["wish"] is None else job["wish"],
                    -1 if job["loaner"] is None else tools[job["loaner"]], int(job["pinned"]), int(job["id"] in start), len(job["steps"])]
        staying = {number for stay in stays(job) for number in stay[1:]}
        for number, step in enumerate(job["steps"]):
            able = [one for one in week["technicians"] if all(one["skills"].get(name, 0) >= level for name, level in step["skills"].items())]
            yield from [step["technicians"], step["before"], step["after"], *step["lag"], int(step["same_technician"]), int(number in staying)]
            yield from many(at for at, pool in enumerate(alike) if step["bay"] in pool.kinds)
            yield from many(tools[kind] for kind in step["tools"])
            yield from many(step["tools"].values())
            yield from many(people[one["id"]] for one in able)
            yield from many(-(-step["minutes"] * 100 // one["efficiency"]) for one in able)
            yield from many(sum(one["skills"][name] - level for name, level in step["skills"].items()) for one in able)
        yield int(job["confirmed"] is not None)
        for step, place in zip(job["steps"], job["confirmed"] or []):
            yield from [place["start"], *many(sorted(people[key] for key in place["technicians"])),
                        -1 if place["bay"] is None else pool_of[place["bay"]], length(step, by_id, place["technicians"])]


def plan_of(week, alike, lines):
    """The places; within a pool the bays are given out in the order the cars come."""
    people, by_id = [one["id"] for one in week["technicians"]], {one["id"]: one for one in week["technicians"]}
    jobs, cars = {}, []
    for words in lines:
        job = week["jobs"][int(words[1])]
        jobs.setdefault(job["id"], []).append({"start": int(words[2]), "technicians": [people[int(one)] for one in words[4:]],
                                               "bay": None if words[3] == "-1" else int(words[3])})
    for job in week["jobs"]:
        for stay in stays(job) if job["id"] in jobs else []:
            first, last = (jobs[job["id"]][stay[at]] for at in (0, -1))
            end = last["start"] + length(job["steps"][stay[-1]], by_id, last["technicians"]) + job["steps"][stay[-1]]["after"]
            cars.append((first["start"] - job["steps"][stay[0]]["before"], end, first["bay"], job["id"], stay))
    free = {(number, bay): -week["horizon"] for number, pool in enumerate(alike) for bay in pool.bays}
    for begin, end, pool, key, stay in sorted(cars):
        # Where the search has not become feasible there may be none; the validator tells.
        bay = next((bay for bay in alike[pool].bays if free[pool, bay] <= begin), alike[pool].bays[0])
        free[pool, bay] = end
        for number in stay:
            jobs[key][number]["bay"] = bay
    return {"instance": week["name"], "jobs": jobs}


def main():
    words = argparse.ArgumentParser()
    words.add_argument("week", type=Path)
    words.add_argument("seconds", type=float)
    words.add_argument("seed", type=int)
    words.add_argument("--cold", action="store_true")
    asked = words.parse_args()
    week = json.loads(asked.week.read_text())
    alike = pools(week)
    text = " ".join(map(str, numbers(week, alike, kept(week))))
    command = ["java", "-Xmx4g", "-XX:+UseSerialGC", "-cp", compiled(), "Main", str(asked.seconds), str(asked.seed), "cold" if asked.cold else "warm"]
    done = subprocess.run(command, input=text, stdout=subprocess.PIPE, text=True, check=True)
    lines = [line.split() for line in done.stdout.splitlines()]
    trace = [[float(line[1]), int(line[3])] for line in lines if line[0] == "better" and line[2] == "0"]
    said = {line[0]: float(line[1]) for line in lines if line[0] in ("built", "took")}
    print(json.dumps({
        "plan": plan_of(week, alike, [line for line in lines if line[0] == "step"]), "cost": trace[-1][1] if trace else None, "bound": None,
        "status": "feasible" if trace else "start", "build_seconds": said["built"],
        "first_feasible_seconds": trace[0][0] if trace else None, "seconds": said["took"], "trace": trace,
    }))


if __name__ == "__main__":
    if sys.argv[1:] == ["--compile"]:
        compiled()
    else:
        main()

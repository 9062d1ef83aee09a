"""The cost of a plan, for the validator alone: each part as FORMAT.md has it."""

from collections import defaultdict


def cost(week, served):
    """Each part of it, and the sum as `cost`."""
    by_id = {one.id: one for one in served}
    parts = {
        "unserved": sum(10_000 * job["priority"] for job in week["jobs"] if job["id"] not in by_id),
        "late": sum(one.job["priority"] * max(0, one.ends[-1] - one.job["due"]) for one in served),
        "moved": sum(map(moved, served)),
        "wish": sum(-(-abs(one.starts[0] - one.job["wish"]) // 6) for one in served if one.job["wish"] is not None),
        "surplus": surplus(week, served),
        "unfair": unfair(week, served),
    }
    return {**parts, "cost": sum(parts.values())}


def moved(one):
    agreed = one.job["confirmed"]
    if agreed is None:
        return 0
    if agreed[0]["start"] != one.starts[0]:
        return 300
    return 60 if any(set(team) != set(step["technicians"]) for team, step in zip(one.teams, agreed)) else 0


def surplus(week, served):
    skills = {one["id"]: one["skills"] for one in week["technicians"]}
    return 2 * sum(skills[key].get(name, 0) - level
                   for one in served for step, team in zip(one.steps, one.teams) for key in team for name, level in step["skills"].items())


def unfair(week, served):
    worked = defaultdict(int)
    for one in served:
        for team, length in zip(one.teams, one.lengths):
            for key in team:
                worked[key] += length
    shares = [-(-1000 * worked[one["id"]] // there) for one in week["technicians"] if (there := presence(one, 0, week["horizon"]))]
    return 2 * max(shares, default=0)


def presence(person, start, end):
    return sum(max(0, min(end, until) - max(start, since)) for since, until in person["present"])

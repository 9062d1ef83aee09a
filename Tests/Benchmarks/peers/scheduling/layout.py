"""What a garage week looks like to the CP-SAT model: bays that are alike, cars that stay, times of absence."""

from collections import defaultdict

from kept import DAY


class Pool:
    """Bays that are alike."""

    def __init__(self, kinds, opened, bays):
        self.kinds, self.open, self.bays = kinds, opened, bays


def pools(week):
    pinned = {place["bay"] for job in week["jobs"] if job["pinned"] for place in job["confirmed"]}
    alike = defaultdict(list)
    for one in week["bays"]:
        own = one["id"] if one["id"] in pinned else None
        alike[frozenset(one["kinds"]), tuple(map(tuple, one["open"])), own].append(one["id"])
    return [Pool(kinds, opened, bays) for (kinds, opened, _), bays in alike.items()]


def stays(job):
    """Runs of steps in one bay, by number."""
    runs = []
    for number, step in enumerate(job["steps"]):
        if step["bay"] and step["same_bay"] and number and job["steps"][number - 1]["bay"]:
            runs[-1].append(number)
        elif step["bay"]:
            runs.append([number])
    return runs


def presence(person, day):
    return sum(max(0, min(end, (day + 1) * DAY) - max(start, day * DAY)) for start, end in person["present"])


def gaps(stretches, horizon):
    """The times between them, past the horizon too: a bay or a person is free only where something says so."""
    edges = [-DAY, *(edge for stretch in sorted(stretches) for edge in stretch), 3 * horizon]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2]) if end > start]

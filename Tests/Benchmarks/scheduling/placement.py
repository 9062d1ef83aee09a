"""The simple list scheduler that confirms jobs before the disruption: each job as early as it goes after the time it is meant for. A calendar
is a whole number with a bit for each minute of the week."""

from collections import Counter

GRID = 15
DAY = 1440


def bits(stretches):
    return sum(((1 << (end - start)) - 1) << start for start, end in stretches)


def clear(calendar, start, end):
    """Whether every minute of [start, end) is free."""
    if start < 0:
        return False
    mask = (1 << (end - start)) - 1
    return (calendar >> start) & mask == mask


class Placement:
    """A week that fills up."""

    def __init__(self, week):
        self.week = week
        self.people = {one["id"]: one for one in week["technicians"]}
        self.bays = {one["id"]: one for one in week["bays"]}
        self.free = {key: bits(one["present"]) for key, one in self.people.items()}
        self.open = {key: bits(one["open"]) for key, one in self.bays.items()}
        self.empty = {key: bits([(0, week["horizon"])]) for key in self.bays}
        self.units = {one["kind"]: [bits([(0, week["horizon"])])] * one["units"] for one in week["tools"]}
        self.starts = Counter()
        self.ceiling = {(key, day): one["ceiling"] * (self.free[key] >> day * DAY & ((1 << DAY) - 1)).bit_count() // 100
                        for key, one in self.people.items() for day in range(week["horizon"] // DAY)}

    def place(self, job, earliest, latest):
        """The steps of a job where they now stand, or nothing."""
        for start in range(-(-earliest // GRID) * GRID, latest, GRID):
            if self.starts[start // self.week["intake"]["every"]] >= self.week["intake"]["cars"]:
                continue
            steps = self._from(job, start)
            if steps:
                self._take(job, steps)
                return [{"start": step["start"], "technicians": step["technicians"], "bay": step["bay"]} for step in steps]
        return None

    def _from(self, job, start):
        placed = []
        for step in job["steps"]:
            first, last = start, start
            if placed:
                first, last = (placed[-1]["end"] + lag for lag in step["lag"])
            found = next((one for at in range(first, min(last, self.week["horizon"]) + 1, 5) if (one := self._at(step, at, placed))), None)
            if not found:
                return None
            placed.append(found)
        return placed if self._loaner(job, placed[0]["start"], placed[-1]["end"]) else None

    def _at(self, step, at, placed):
        team = self._team(step, at, placed)
        if not team:
            return None
        end = at + max(self._length(step, person) for person in team)
        bay = self._bay(step, at, end, placed)
        if step["bay"] and not bay or any(len(self._units(kind, at, end)) < count for kind, count in step["tools"].items()):
            return None
        return {"step": step, "start": at, "end": end, "technicians": team, "bay": bay}

    def _length(self, step, person):
        return -(-step["minutes"] * 100 // self.people[person]["efficiency"])

    def _team(self, step, at, placed):
        able = placed[-1]["technicians"] if step["same_technician"] else [
            key for key, one in self.people.items() if all(one["skills"].get(name, 0) >= level for name, level in step["skills"].items())]

        def is_free(key, length):
            planned = sum(one["end"] - one["start"] for one in placed if key in one["technicians"] and one["start"] // DAY == at // DAY)
            return planned + length <= self.ceiling.get((key, at // DAY), 0) and clear(self.free[key], at, at + length)

        # Who knows least of what can do it, so that masters stay free.
        able = sorted(able, key=lambda key: (sum(self.people[key]["skills"].values()), key))
        for length in sorted({self._length(step, key) for key in able}):
            team = [key for key in able if self._length(step, key) <= length and is_free(key, length)][:step["technicians"]]
            if len(team) == step["technicians"]:
                longest = max(self._length(step, key) for key in team)
                return sorted(team) if all(is_free(key, longest) for key in team) else None
        return None

    def _bay(self, step, at, end, placed):
        if not step["bay"]:
            return None
        start, end = at - step["before"], end + step["after"]
        stays = step["same_bay"] and placed[-1]["bay"]
        for key in [stays] if stays else self.bays:
            since = placed[-1]["end"] + placed[-1]["step"]["after"] if stays else start
            own = [one for one in placed if one["bay"] == key] if not stays else []
            if any(start < one["end"] + one["step"]["after"] and one["start"] - one["step"]["before"] < end for one in own):
                continue
            if step["bay"] in self.bays[key]["kinds"] and clear(self.open[key], start, end) and clear(self.empty[key], min(since, start), end):
                return key
        return None

    def _units(self, kind, start, end):
        return [index for index, unit in enumerate(self.units[kind]) if clear(unit, start, end)]

    def _loaner(self, job, start, end):
        return not job["loaner"] or self._units(job["loaner"], start, end)

    def _take(self, job, placed):
        self.starts[placed[0]["start"] // self.week["intake"]["every"]] += 1
        since = None
        for before, one in zip([None, *placed], placed):
            step, start, end = one["step"], one["start"], one["end"]
            for key in one["technicians"]:
                self.free[key] &= ~bits([(start, end)])
                self.ceiling[key, start // DAY] -= end - start
            if one["bay"]:
                stays = step["same_bay"] and before and before["bay"]
                since = since if stays else start - step["before"]
                self.empty[one["bay"]] &= ~bits([(since, end + step["after"])])
            self._take_units(step["tools"], start, end)
        if job["loaner"]:
            self._take_units({job["loaner"]: 1}, placed[0]["start"], placed[-1]["end"])

    def _take_units(self, tools, start, end):
        for kind, count in tools.items():
            for index in self._units(kind, start, end)[:count]:
                self.units[kind] = list(self.units[kind])
                self.units[kind][index] &= ~bits([(start, end)])

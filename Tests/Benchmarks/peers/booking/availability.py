"""Free time. A day of a resource is a whole number with a bit for each minute, which Python handles some hundred times faster than lists
of intervals."""

from datetime import datetime, time, timedelta, timezone
from functools import lru_cache

GRID_MINUTES = 15


class DayFrame:
    """A local day; minutes count from its midnight, so that days of 23 and 25 hours come out right."""

    def __init__(self, date, zone):
        self.date, self.zone = date, zone
        self.start = datetime.combine(date, time(0), zone).astimezone(timezone.utc)
        self.end = datetime.combine(date + timedelta(days=1), time(0), zone).astimezone(timezone.utc)
        self.length = int((self.end - self.start).total_seconds()) // 60

    def minute(self, moment):
        return min(max(int((moment - self.start).total_seconds()) // 60, 0), self.length)

    def moment(self, minute):
        return self.start + timedelta(minutes=minute)

    def wall(self, text):
        hour, minute = map(int, text.split(":"))
        if hour == 24:
            return self.length
        return self.minute(datetime.combine(self.date, time(hour, minute), self.zone).astimezone(timezone.utc))

    def hours(self, week):
        mask = 0
        for one in week or ():
            if one["weekday"] == self.date.isoweekday():
                mask |= bits(self.wall(one["from"]), self.wall(one["to"]))
        return mask


def bits(first, last):
    return ((1 << max(last - first, 0)) - 1) << first


def starts_of_runs(free, minutes):
    """The minutes from which on `minutes` are free."""
    run = 1
    while run < minutes and free:
        step = min(run, minutes - run)
        free &= free >> step
        run += step
    return free


@lru_cache(maxsize=1000)
def frame(date, zone):
    return DayFrame(date, zone)


class DayPlan:
    """What is free on a day: working hours within opening hours, without breaks, absences and what is taken. Made once a version of the
    day and kept."""

    def __init__(self, garage, date, version, taken):
        self.garage, self.version, self.frame, self.taken = garage, version, frame(date, garage.zone), {}
        midnight = int(self.frame.start.timestamp()) // 60
        for row in taken:
            first, last = max(row["first"] - midnight, 0), min(row["last"] - midnight, self.frame.length)
            self.taken[row["resource_id"]] = self.taken.get(row["resource_id"], 0) | bits(first, last)
        self.open = self.opening()
        self.free_technicians = {one: self.free_of_technician(one) for one in garage.technicians}
        self.free_bays = {one: self.free_of_place(one, bay) for one, bay in garage.bays.items()}
        self.free_tools = {one: self.free_of_place(one, tool) for one, tool in garage.tools.items()}

    def opening(self):
        for special in self.garage.definition.get("specialDays") or ():
            if special["date"] == self.frame.date.isoformat():
                return sum(bits(self.frame.wall(one["from"]), self.frame.wall(one["to"])) for one in special["hours"])
        return self.frame.hours(self.garage.definition["opens"])

    def away(self, periods):
        mask = 0
        for period in periods or ():
            mask |= bits(*(self.frame.minute(datetime.fromisoformat(period[end])) for end in ("start", "end")))
        return mask

    def free_of_technician(self, one):
        who = self.garage.technicians[one]
        free = self.open & self.frame.hours(who["shifts"]) & ~self.frame.hours(who.get("breaks"))
        return free & ~self.away(who.get("absences")) & ~self.taken.get(one, 0)

    def free_of_place(self, one, definition):
        return self.open & ~self.away(definition.get("closures")) & ~self.taken.get(one, 0)

    def starts(self, work, technicians, bays):
        """The minutes at which somebody, a bay and all tools are free."""
        people = places = 0
        for one in technicians:
            people |= starts_of_runs(self.free_technicians[one], work.minutes)
        for one in bays:
            places |= starts_of_runs(self.free_bays[one], work.minutes)
        result = people & places
        for kind, wanted in work.tools.items():
            result &= self.tool_starts(kind, wanted, work.minutes)
        return result

    def tool_starts(self, kind, wanted, minutes):
        at_least = [0] * wanted
        for unit in self.garage.tools_of(kind):
            free = starts_of_runs(self.free_tools[unit], minutes)
            for level in range(wanted - 1, 0, -1):
                at_least[level] |= at_least[level - 1] & free
            at_least[0] |= free
        return at_least[-1]

    def assignment(self, work, start):
        """Technician, bay and tools for a start, those with the least work on the day first; None where there are none."""
        minute = self.frame.minute(start)
        needed = bits(minute, minute + work.minutes)

        def free(candidates, masks):
            ready = [one for one in candidates if masks[one] & needed == needed]
            return sorted(ready, key=lambda one: (self.taken.get(one, 0).bit_count(), one))

        people = free(self.garage.technicians_for(work), self.free_technicians)
        bays = free(self.garage.bays_for(work), self.free_bays)
        tools = []
        for kind, wanted in work.tools.items():
            units = free(self.garage.tools_of(kind), self.free_tools)[:wanted]
            if len(units) < wanted:
                return None
            tools += units
        return (people[0], bays[0], tools) if people and bays else None

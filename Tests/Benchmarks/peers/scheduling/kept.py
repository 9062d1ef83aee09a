"""Where a warm start begins: the confirmed plan without the jobs that the disruption has made impossible."""

from collections import defaultdict

DAY = 1440


def length(step, people, team):
    return max(-(-step["minutes"] * 100 // people[key]["efficiency"]) for key in team)


def within(start, end, stretches):
    return any(since <= start and end <= until for since, until in stretches)


def kept(week):
    """Confirmed jobs that can stay as they are. All were feasible together before people and bays went missing, so only what has shrunk is
    looked at: presence, opening hours and the ceilings, where what matters least goes first."""
    people = {one["id"]: one for one in week["technicians"]}
    bays = {one["id"]: one for one in week["bays"]}
    room = {(key, day): one["ceiling"] * sum(max(0, min(end, (day + 1) * DAY) - max(start, day * DAY)) for start, end in one["present"]) // 100
            for key, one in people.items() for day in range(week["horizon"] // DAY)}
    plan = {}
    for job in sorted(week["jobs"], key=lambda job: (not job["pinned"], -job["priority"])):
        if not job["confirmed"]:
            continue
        wanted, possible = defaultdict(int), True
        for step, place in zip(job["steps"], job["confirmed"]):
            start, minutes = place["start"], length(step, people, place["technicians"])
            possible &= all(within(start, start + minutes, people[key]["present"]) for key in place["technicians"])
            possible &= place["bay"] is None or within(start - step["before"], start + minutes + step["after"], bays[place["bay"]]["open"])
            for key in place["technicians"]:
                wanted[key, start // DAY] += minutes
        if possible and all(minutes <= room.get(where, 0) for where, minutes in wanted.items()):
            for where, minutes in wanted.items():
                room[where] -= minutes
            plan[job["id"]] = job["confirmed"]
    return plan

"""The variables of one step in the CP-SAT model."""

from kept import DAY, length
from ortools.sat.python.cp_model import Domain


class Step:
    """One step's variables, told to those it concerns."""

    def __init__(self, owner, job, step, number, served, before, place):
        self.owner, self.step, self.number, self.place = owner, step, number, place
        self.pools = {}
        model = owner.model
        able = [key for key, one in owner.people.items() if one["present"]
                and all(one["skills"].get(name, 0) >= level for name, level in step["skills"].items())]
        lengths = {key: -(-step["minutes"] * 100 // owner.people[key]["efficiency"]) for key in able}
        if before and step["same_technician"]:
            self.team = {key: literal for key, literal in before.team.items() if key in lengths}
            for key in before.team.keys() - lengths.keys():
                model.add(before.team[key] == 0)
        else:
            self.team = {key: owner.literal(place and key in place["technicians"]) for key in able}
        lengths = {key: lengths[key] for key in self.team}
        self.longest = max(lengths.values(), default=0)
        self.shortest = min(lengths.values(), default=0)
        taken = length(step, owner.people, place["technicians"]) if place else 0
        possible = self.starts(step)
        self.start_value = place["start"] if place else possible.min()
        self.end_value = self.start_value + taken
        self.start = owner.number(possible, self.start_value)
        self.end = owner.number((0, owner.horizon + self.longest), self.end_value)
        model.add(sum(self.team.values()) == step["technicians"] * served)
        if step["technicians"] == 1:
            self.length = sum(lengths[key] * literal for key, literal in self.team.items())
        else:
            self.length = owner.number((0, self.longest), taken)
            model.add_max_equality(self.length, [lengths[key] * literal for key, literal in self.team.items()])
        model.add(self.end == self.start + self.length)
        self.tell_people(lengths, taken)
        self.tell_tools(served)
        self.tell_surplus()

    def starts(self, step):
        """When it can start at all: somebody is there, and some bay open."""
        owner = self.owner
        present = [[since, until - self.shortest] for key in self.team for since, until in owner.people[key]["present"]
                   if until - since >= self.shortest]
        made = Domain.from_intervals(present) if present else Domain(0, 0)
        if step["bay"]:
            opened = [[since + step["before"], until - step["after"] - self.shortest] for pool in owner.pools if step["bay"] in pool.kinds
                      for since, until in pool.open if until - since >= step["before"] + step["after"] + self.shortest]
            both = made.intersection_with(Domain.from_intervals(opened)) if opened else Domain(0, 0)
            made = made if both.is_empty() else both
        return made

    def tell_people(self, lengths, taken):
        owner, model, step = self.owner, self.owner.model, self.step
        days = {day: owner.literal(self.start_value // DAY == day) for day in owner.days
                if any(owner.there[key, day] for key in self.team)}
        off_day = {day: literal.negated() for day, literal in days.items()}
        for day, literal in days.items():
            model.add_linear_constraint(self.start, day * DAY, (day + 1) * DAY - 1).only_enforce_if(literal)
        model.add_exactly_one(days.values())
        is_one = step["technicians"] == 1
        for key, literal in self.team.items():
            idle = literal.negated()
            interval = (model.new_optional_fixed_size_interval_var(self.start, lengths[key], literal, "") if is_one
                        else model.new_optional_interval_var(self.start, self.length, self.end, literal, ""))
            owner.busy[key].append(interval)
            does = bool(self.place and key in self.place["technicians"])
            if is_one:
                owner.weekly[key].append(lengths[key] * literal)
            for day, on_day in days.items():
                if not owner.there[key, day]:
                    model.add_bool_or(idle, off_day[day])
                    continue
                now = does and self.start_value // DAY == day
                if is_one:
                    both = owner.literal(now)
                    model.add_bool_or(idle, off_day[day], both)
                    owner.daily[key, day].append(lengths[key] * both)
                else:
                    minutes = owner.number((0, self.longest), taken if now else 0)
                    model.add(minutes >= self.length).only_enforce_if(literal, on_day)
                    owner.daily[key, day].append(minutes)
                    owner.weekly[key].append(minutes)

    def tell_tools(self, served):
        if self.step["tools"]:
            size = self.length if self.step["technicians"] > 1 else self.owner.number((0, self.longest), self.end_value - self.start_value)
            interval = self.owner.model.new_optional_interval_var(self.start, size, self.end, served, "")
            for kind, count in self.step["tools"].items():
                self.owner.uses[kind].append((interval, count))

    def tell_surplus(self):
        for key, literal in self.team.items():
            above = sum(self.owner.people[key]["skills"].get(name, 0) - level for name, level in self.step["skills"].items())
            if above:
                self.owner.cost.append(2 * above * literal)

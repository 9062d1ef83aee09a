"""A garage week as a CP-SAT model.

Every job has a literal that says whether it is served. Each step has a start, a length, and for each person who can do it a literal and an optional
interval, on which the person's no-overlap is told, with absences as fixed intervals. Bays that are alike (same kinds, same hours, no pinned car)
are one pool with a cumulative, which any interval colouring turns into bays again; others have a no-overlap. Where steps keep their car in the
bay, one interval spans them. Each variable is made together with its value in the plan the search starts from.
"""

from collections import defaultdict

from kept import DAY, length
from layout import gaps, pools, presence, stays
from ortools.sat.python.cp_model import CpModel, Domain
from steps import Step


class WeekModel:
    def __init__(self, week, plan=None):
        """With `plan` (places by job), all variables are hinted at; without, none."""
        self.week, self.plan = week, plan
        self.model = CpModel()
        self.people = {one["id"]: one for one in week["technicians"]}
        self.horizon = week["horizon"]
        self.days = range(self.horizon // DAY)
        self.there = {(key, day): presence(one, day) for key, one in self.people.items() for day in self.days}
        self.pools = pools(week)
        self.busy = defaultdict(list)  # person: intervals
        self.daily = defaultdict(list)  # person, day: minutes
        self.weekly = defaultdict(list)  # person: minutes
        self.in_pool = defaultdict(list)
        self.uses = defaultdict(list)  # tool: interval, units
        self.arrivals = []
        self.cost = []
        self.steps = {}  # job: its steps
        self.served = {}
        for job in week["jobs"]:
            self.add_job(job)
        self.add_people()
        self.add_pools()
        self.add_tools()
        self.add_intake()
        self.model.minimize(sum(self.cost))

    # Variables, with what they are in the plan at hand

    def literal(self, value):
        made = self.model.new_bool_var("")
        if self.plan is not None:
            self.model.add_hint(made, bool(value))
        return made

    def number(self, domain, value):
        if not isinstance(domain, Domain):
            domain = Domain(*domain)
        made = self.model.new_int_var_from_domain(domain, "")
        if self.plan is not None:
            self.model.add_hint(made, value if domain.contains(value) else domain.min())
        return made

    # Jobs

    def add_job(self, job):
        model = self.model
        place = (self.plan or {}).get(job["id"])
        served = self.literal(place)
        if job["pinned"]:
            model.add(served == 1)
        self.served[job["id"]] = served
        self.cost.append(10_000 * job["priority"] * (1 - served))
        steps = []
        for number, step in enumerate(job["steps"]):
            before = steps[-1] if number else None
            made = Step(self, job, step, number, served, before, place and place[number])
            if before:
                model.add_linear_constraint(made.start - before.end, *step["lag"]).only_enforce_if(served)
            steps.append(made)
        self.steps[job["id"]] = steps
        first, last = steps[0], steps[-1]
        if job["release"]:
            model.add(first.start >= job["release"]).only_enforce_if(served)
        for stay in stays(job):
            self.add_stay(job, [steps[number] for number in stay], served, place and place[stay[0]])
        if job["loaner"]:
            span = model.new_optional_interval_var(first.start, self.number((0, self.horizon), place and last.end_value - first.start_value or 0),
                                                   last.end, served, "")
            self.uses[job["loaner"]].append((span, 1))
        self.add_arrival(first, served)
        self.add_times(job, first, last, served)
        if job["pinned"]:
            for made, agreed in zip(steps, job["confirmed"]):
                model.add(made.start == agreed["start"])
                for key in agreed["technicians"]:
                    model.add(made.team[key] == 1)

    def add_arrival(self, first, served):
        every = self.week["intake"]["every"]
        bucket = self.number((0, self.horizon // every), first.start_value // every)
        rest = self.number((0, every - 1), first.start_value % every)
        self.model.add(first.start == every * bucket + rest)
        self.arrivals.append(self.model.new_optional_fixed_size_interval_var(bucket, 1, served, ""))

    def add_times(self, job, first, last, served):
        """Lateness, what has moved, and how far from the wish."""
        model = self.model
        late = self.number((0, self.horizon), max(0, last.end_value - job["due"]) if first.place else 0)
        model.add(late >= last.end - job["due"]).only_enforce_if(served)
        self.cost.append(job["priority"] * late)
        if job["wish"] is not None:
            away = self.number((0, self.horizon // 6), -(-abs(first.start_value - job["wish"]) // 6) if first.place else 0)
            model.add(6 * away >= first.start - job["wish"]).only_enforce_if(served)
            model.add(6 * away >= job["wish"] - first.start).only_enforce_if(served)
            self.cost.append(away)
        if job["confirmed"] and not job["pinned"]:
            # What is kept is as confirmed, so it keeps start and people.
            same_start, same_people = self.literal(first.place), self.literal(first.place)
            model.add_implication(same_start, served)
            model.add_implication(same_people, same_start)
            model.add(first.start == job["confirmed"][0]["start"]).only_enforce_if(same_start)
            for made, agreed in zip(self.steps[job["id"]], job["confirmed"]):
                for key in agreed["technicians"]:
                    model.add_implication(same_people, made.team[key]) if key in made.team else model.add(same_people == 0)
            self.cost += [300 * (served - same_start), 60 * (same_start - same_people)]

    def add_stay(self, job, steps, served, place):
        """One or more steps for which the car stands in one bay."""
        model = self.model
        first, last = steps[0], steps[-1]
        longest = self.horizon if len(steps) > 1 else first.longest + first.step["before"] + first.step["after"]
        taken = place and last.end_value - first.start_value + first.step["before"] + last.step["after"]
        size = self.number((0, longest), taken or first.step["before"] + last.step["after"])
        begin, end = first.start - first.step["before"], last.end + last.step["after"]
        chosen = []
        for number, pool in enumerate(self.pools):
            if not all(step.step["bay"] in pool.kinds for step in steps):
                continue
            inside = self.literal(place and place["bay"] in pool.bays)
            if job["pinned"]:
                model.add(inside == (job["confirmed"][first.number]["bay"] in pool.bays))
            chosen.append(inside)
            first.pools[number] = inside
            interval = model.new_optional_interval_var(begin, size, end, inside, "")
            self.in_pool[number].append((interval, len(steps) == 1))
            if len(steps) > 1:
                for step in steps:
                    self.open_at(step, pool, inside)
        model.add(sum(chosen) == served)

    def open_at(self, step, pool, inside):
        """A step of a longer stay: the nights are not its own. Start and end lie in the same opening, since no step lasts as long as a night."""
        before, after = step.step["before"], step.step["after"]
        starts = Domain.from_intervals([[since + before, until - after] for since, until in pool.open] or [[0, -1]])
        self.model.add_linear_expression_in_domain(step.start, starts).only_enforce_if(inside)
        self.model.add_linear_expression_in_domain(step.end, starts).only_enforce_if(inside)
        gaps = [after[0] - before[1] for before, after in zip(pool.open, pool.open[1:])]
        if any(gap <= step.longest for gap in gaps):
            raise SystemExit("a step is longer than a night")

    # The garage

    def add_people(self):
        worst = self.number((0, 1000), self.unfair())
        for key, one in self.people.items():
            away = gaps(one["present"], self.horizon)
            fixed = [self.model.new_fixed_size_interval_var(start, end - start, "") for start, end in away]
            self.model.add_no_overlap(self.busy[key] + fixed)
            for day in self.days:
                if self.daily[key, day]:
                    self.model.add(sum(self.daily[key, day]) <= one["ceiling"] * self.there[key, day] // 100)
            there = sum(end - start for start, end in one["present"])
            if there and self.weekly[key]:
                self.model.add(there * worst >= 1000 * sum(self.weekly[key]))
        self.cost.append(2 * worst)

    def unfair(self):
        worked = defaultdict(int)
        for job in self.week["jobs"]:
            for step, place in zip(job["steps"], (self.plan or {}).get(job["id"], [])):
                for key in place["technicians"]:
                    worked[key] += length(step, self.people, place["technicians"])
        return max((-(-1000 * minutes // sum(self.there[key, day] for day in self.days)) for key, minutes in worked.items()), default=0)

    def add_pools(self):
        for number, pool in enumerate(self.pools):
            closed = [self.model.new_fixed_size_interval_var(start, end - start, "") for start, end in gaps(pool.open, self.horizon)]
            everything = [interval for interval, _ in self.in_pool[number]]
            short = [interval for interval, is_single in self.in_pool[number] if is_single]
            # Nights hold for single steps; cars that stay are told apart from them.
            if len(pool.bays) == 1:
                self.model.add_no_overlap(everything if len(short) < len(everything) else everything + closed)
            else:
                self.model.add_cumulative(everything, [1] * len(everything), len(pool.bays))
            if len(pool.bays) > 1 or len(short) < len(everything):
                count = len(pool.bays)
                self.model.add_cumulative(short + closed, [1] * len(short) + [count] * len(closed), count)

    def add_tools(self):
        units = {one["kind"]: one["units"] for one in self.week["tools"]}
        for kind, uses in self.uses.items():
            self.model.add_cumulative([interval for interval, _ in uses], [count for _, count in uses], units.get(kind, 0))

    def add_intake(self):
        self.model.add_cumulative(self.arrivals, [1] * len(self.arrivals), self.week["intake"]["cars"])

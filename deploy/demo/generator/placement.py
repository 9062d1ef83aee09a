"""Puts work into a workshop's days: nobody and nothing is ever in two places at once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache

from .catalogue import Service
from .garage import TOOLS, Resource, Workshop, bays, technicians, tools

GRID = 15


@dataclass(frozen=True)
class Place:
    technician: str
    bay: str
    tools: tuple[str, ...]
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Worker:
    id: str
    skills: dict
    efficiency: int
    spans: dict  # weekday -> ((from, to), …) in minutes of the day, without the break


class Calendar:
    """One workshop's people, bays and tools, and what they are taken for."""

    def __init__(self, workshop: Workshop):
        self.workshop = workshop
        self.workers = [_worker(resource) for resource in technicians(workshop)]
        self.bays = [(b.id, {b.definition["kind"], *b.definition["alsoServes"]}) for b in bays(workshop)]
        self.units = {kind: [t.id for t in tools(workshop) if t.definition["kind"] == kind] for kind in TOOLS}
        self.taken: dict[tuple[date, str], list[tuple[int, int]]] = defaultdict(list)

    def place(self, services: tuple[Service, ...], vehicle_class: str, day: date, wish: int) -> Place | None:
        """The first start at or after the wished minute, else the first of the day, at which it fits; nothing on a full day."""
        if not self.workshop.is_open(day):
            return None
        minutes = 6 * sum(service.labour_for(vehicle_class) for service in services)
        able = [w for w in self.workers if all(w.skills.get(s.skill, 0) >= s.level for s in services)]
        # Whoever has least to do that day comes first, then whoever can do least else.
        able.sort(key=lambda w: (sum(b - a for a, b in self.taken[day, w.id]), sum(w.skills.values())))
        starts = range(8 * 60, 18 * 60, GRID)
        for start in [s for s in starts if s >= wish] + [s for s in starts if s < wish]:
            for worker in able:
                end = start + -(-minutes * 100 // worker.efficiency)
                if any(a <= start and end <= b for a, b in worker.spans.get(day.isoweekday(), ())):
                    place = self._take(worker, services, day, start, end)
                    if place:
                        return place
        return None

    def _take(self, worker: Worker, services: tuple[Service, ...], day: date, start: int, end: int) -> Place | None:
        kinds = {service.bay for service in services}
        bay = next((b for b, serves in self.bays if kinds <= serves and self._free(day, b, start, end)), None)
        needed = sorted({kind for service in services for kind in service.tools})
        units = [next((u for u in self.units[kind] if self._free(day, u, start, end)), None) for kind in needed]
        if bay is None or None in units or not self._free(day, worker.id, start, end):
            return None
        for resource in (worker.id, bay, *units):
            self.taken[day, resource].append((start, end))
        return Place(worker.id, bay, tuple(units), self._moment(day, start), self._moment(day, end))

    def _free(self, day: date, resource: str, start: int, end: int) -> bool:
        return all(end <= a or b <= start for a, b in self.taken[day, resource])

    def _moment(self, day: date, minute: int) -> datetime:
        return datetime.combine(day, time(minute // 60, minute % 60), self.workshop.zone).astimezone(UTC)


@cache
def minutes_of(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _worker(resource: Resource) -> Worker:
    definition = resource.definition
    spans = {}
    for shift in definition["shifts"]:
        edges = [minutes_of(shift["from"])]
        for pause in definition["breaks"]:
            if pause["weekday"] == shift["weekday"]:
                edges += [minutes_of(pause["from"]), minutes_of(pause["to"])]
        edges.append(minutes_of(shift["to"]))
        spans[shift["weekday"]] = tuple(zip(edges[::2], edges[1::2], strict=True))
    return Worker(resource.id, definition["skills"], definition["efficiencyPercent"], spans)


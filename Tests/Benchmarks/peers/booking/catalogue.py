"""The workshop with its people, bays, tools and services. Read once a revision and kept in memory: it hardly ever changes."""

import json
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

LABOUR_PERCENT = {"compact": 90, "midsize": 100, "large": 110, "suv": 115, "van": 125}


@dataclass(frozen=True)
class Work:
    """What some services ask of the workshop together."""
    minutes: int
    skills: dict[str, int]
    bay_kinds: frozenset[str]
    tools: dict[str, int]


@dataclass(frozen=True)
class Garage:
    id: UUID
    revision: int
    definition: dict
    zone: ZoneInfo
    technicians: dict[UUID, dict]
    bays: dict[UUID, dict]
    tools: dict[UUID, dict]
    services: dict[UUID, dict]

    def work(self, services, vehicle_class):
        chosen = [self.services[one] for one in services]
        skills, tools = {}, {}
        for service in chosen:
            skills[service["skill"]] = max(skills.get(service["skill"], 0), service["level"])
            for kind in service["toolKinds"]:
                tools[kind] = max(tools.get(kind, 0), service["toolKinds"].count(kind))
        minutes = sum(labour_tenths(service, vehicle_class) for service in chosen) * 6
        return Work(minutes, skills, frozenset(service["bayKind"] for service in chosen), tools)

    def technicians_for(self, work):
        return [one for one, who in self.technicians.items() if all(who["skills"].get(s, 0) >= level for s, level in work.skills.items())]

    def bays_for(self, work):
        return [one for one, bay in self.bays.items() if work.bay_kinds <= {bay["kind"], *bay.get("alsoServes", ())}]

    def tools_of(self, kind):
        return [one for one, tool in self.tools.items() if tool["kind"] == kind]


def labour_tenths(service, vehicle_class):
    return -(-service["labourTenths"] * LABOUR_PERCENT[vehicle_class] // 100)


class Catalogue:
    def __init__(self):
        self.known: dict[UUID, Garage] = {}

    async def garage(self, workshop, connection) -> Garage | None:
        revision = await connection.fetchval("SELECT revision FROM workshops WHERE id = $1 AND active", workshop)
        if revision is None:
            return None
        known = self.known.get(workshop)
        if known is None or known.revision != revision:
            known = self.known[workshop] = await self.read(workshop, revision, connection)
        return known

    @staticmethod
    async def read(workshop, revision, connection):
        async def rows(table):
            found = await connection.fetch(f"SELECT id, definition FROM {table} WHERE workshop_id = $1 AND active ORDER BY id", workshop)
            return {row["id"]: json.loads(row["definition"]) for row in found}

        definition = json.loads(await connection.fetchval("SELECT definition FROM workshops WHERE id = $1", workshop))
        services = await connection.fetch("SELECT id, definition FROM services WHERE active")
        return Garage(
            workshop, revision, definition, ZoneInfo(definition["timeZone"]), await rows("technicians"), await rows("bays"),
            await rows("tools"), {row["id"]: json.loads(row["definition"]) for row in services},
        )

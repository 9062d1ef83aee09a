"""The peer's tables: what can be taken, and appointments. A hold is an appointment that has not been booked yet.

    schema.py URL < DEFINITIONS     makes and fills them: {"tables": {"technicians": [[id, definition], …], …}}
"""

import asyncio
import json
import os
import sys
import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import DateTime, Uuid

MINUTES_A_TENTH = 6


class Base(DeclarativeBase):
    type_annotation_map = {datetime: DateTime(timezone=True), uuid.UUID: Uuid(), dict: JSONB()}


class Workshop(Base):
    __tablename__ = "workshops"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    definition: Mapped[dict]


class Technician(Base):
    __tablename__ = "technicians"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    skills: Mapped[dict]


class Bay(Base):
    __tablename__ = "bays"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]


class Tool(Base):
    __tablename__ = "tools"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]


class Service(Base):
    __tablename__ = "services"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    minutes: Mapped[int]
    skill: Mapped[str]
    level: Mapped[int]
    bay_kind: Mapped[str]
    tool_kind: Mapped[str | None]


class Appointment(Base):
    __tablename__ = "appointments"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    version: Mapped[int] = mapped_column(default=1)
    status: Mapped[str] = mapped_column(String(12))
    workshop_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("workshops.id"))
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("services.id"))
    technician_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("technicians.id"))
    bay_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bays.id"))
    tool_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tools.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    customer: Mapped[dict] = mapped_column(default=dict)
    vehicle: Mapped[dict] = mapped_column(default=dict)

    __table_args__ = (
        # What is over or called off is in nobody's way.
        Index("appointments_taking", "workshop_id", "starts_at", postgresql_where=text("status IN ('booked', 'checked_in', 'held')")),
    )


TAKING = ("booked", "checked_in", "held")


def engine(**options):
    url = os.environ.get("BENCH_DATABASE_URL") or sys.argv[1]
    return create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://"), **options)


def catalogue(tables):
    for identity, one in tables["workshops"]:
        yield Workshop(id=uuid.UUID(identity), definition=one)
    for identity, one in tables["technicians"]:
        yield Technician(id=uuid.UUID(identity), name=one["name"], skills=one["skills"])
    for kind, name in ((Bay, "bays"), (Tool, "tools")):
        for identity, one in tables[name]:
            yield kind(id=uuid.UUID(identity), name=one["name"], kind=one["kind"])
    for identity, one in tables["services"]:
        yield Service(
            id=uuid.UUID(identity), name=one["name"], minutes=one["labourTenths"] * MINUTES_A_TENTH, skill=one["skill"], level=one["level"],
            bay_kind=one["bayKind"], tool_kind=next(iter(one["toolKinds"]), None))


async def make(tables):
    from sqlalchemy.ext.asyncio import AsyncSession
    made = engine()
    async with made.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with AsyncSession(made) as session, session.begin():
        session.add_all(catalogue(tables))
    await made.dispose()


if __name__ == "__main__":
    asyncio.run(make(json.load(sys.stdin)["tables"]))

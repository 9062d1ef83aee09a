"""Check, then insert, in serializable transactions: what was read is as if nobody else had been there, or PostgreSQL gives the transaction
up and it runs again."""

import asyncio
import random
from datetime import datetime, time, timedelta, timezone
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from schema import TAKING, Appointment, Bay, Service, Technician, Tool, Workshop

# Serialization failure, deadlock (PostgreSQL manual, 13.5).
AGAIN = ("40001", "40P01")
LONGEST_PAUSE = 0.05
PATIENCE = timedelta(seconds=15)
GRID_MINUTES = 15
# Nothing lasts longer.
LONGEST = timedelta(hours=12)


class Refused(Exception):
    def __init__(self, status, slug):
        self.status, self.slug = status, slug


class Catalogue:
    """What hardly changes: read once by each process."""

    async def read(self, session):
        self.workshops = {one.id: one for one in await session.scalars(select(Workshop))}
        self.services = {one.id: one for one in await session.scalars(select(Service))}
        self.technicians = list(await session.scalars(select(Technician).order_by(Technician.id)))
        self.bays = list(await session.scalars(select(Bay).order_by(Bay.id)))
        self.tools = list(await session.scalars(select(Tool).order_by(Tool.id)))

    def service(self, workshop, services):
        if workshop not in self.workshops:
            raise Refused(404, "unknown-workshop")
        if len(services) != 1 or services[0] not in self.services:
            raise Refused(422, "unknown-service")
        return self.services[services[0]]

    def able(self, service):
        """Technicians, bays and tools that will do; no tool is one where none is needed."""
        technicians = [one.id for one in self.technicians if one.skills.get(service.skill, -1) >= service.level]
        bays = [one.id for one in self.bays if one.kind == service.bay_kind]
        tools = [one.id for one in self.tools if one.kind == service.tool_kind] if service.tool_kind else [None]
        return technicians, bays, tools

    def hours(self, workshop, day):
        """From opening to closing; None on a day on which it is closed."""
        definition = self.workshops[workshop].definition
        zone = ZoneInfo(definition["timeZone"])
        for one in definition["opens"]:
            if one["weekday"] == day.isoweekday():
                return [datetime.combine(day, time.fromisoformat(one[end]), zone).astimezone(timezone.utc) for end in ("from", "to")]


catalogue = Catalogue()


async def serializable(engine, work):
    """What `work(session)` gives in a serializable transaction that was committed."""
    end, pause = datetime.now() + PATIENCE, 0.002
    while True:
        try:
            async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
                return await work(session)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in AGAIN or datetime.now() > end:
                raise
        # With jitter, so that those who met do not meet again.
        await asyncio.sleep(random.uniform(0, pause))
        pause = min(pause * 2, LONGEST_PAUSE)


async def taken(session, workshop, first, last, without=None):
    """Who and what is taken, and when, between two moments."""
    now = datetime.now(timezone.utc)
    query = select(
        Appointment.id, Appointment.technician_id, Appointment.bay_id, Appointment.tool_id, Appointment.starts_at, Appointment.ends_at,
    ).where(
        Appointment.workshop_id == workshop, Appointment.status.in_(TAKING), Appointment.starts_at > first - LONGEST,
        Appointment.starts_at < last, Appointment.ends_at > first, or_(Appointment.held_until.is_(None), Appointment.held_until > now))
    return [row for row in await session.execute(query) if row.id != without]


def place(rows, service, start, end):
    """Technician, bay and tool that are free, or None."""
    busy = {one for row in rows if row.starts_at < end and start < row.ends_at for one in (row.technician_id, row.bay_id, row.tool_id)} - {None}
    chosen = [next((one for one in able if one not in busy), ...) for able in catalogue.able(service)]
    return None if ... in chosen else chosen


async def required_place(session, workshop, service, start, without=None):
    end = start + timedelta(minutes=service.minutes)
    zone = ZoneInfo(catalogue.workshops[workshop].definition["timeZone"])
    hours = catalogue.hours(workshop, start.astimezone(zone).date())
    chosen = None
    if hours and hours[0] <= start and end <= hours[1]:
        chosen = place(await taken(session, workshop, start, end, without), service, start, end)
    if chosen is None:
        raise Refused(409, "slot-taken")
    return dict(zip(("technician_id", "bay_id", "tool_id"), chosen), starts_at=start, ends_at=end)


async def slots(session, workshop, service, day, days, without=None):
    answer, now = [], datetime.now(timezone.utc)
    for date in (day + timedelta(days=n) for n in range(days)):
        free, hours = [], catalogue.hours(workshop, date)
        if hours:
            rows = await taken(session, workshop, *hours, without)
            start = hours[0]
            while (end := start + timedelta(minutes=service.minutes)) <= hours[1]:
                if start > now and place(rows, service, start, end):
                    free.append({"start": start, "end": end})
                start += timedelta(minutes=GRID_MINUTES)
        answer.append({"date": date, "slots": free})
    return {"workshopId": workshop, "durationMinutes": service.minutes, "days": answer}


async def hold(session, order, seconds):
    now = datetime.now(timezone.utc)
    service = catalogue.service(order.workshopId, order.serviceIds)
    # Those who forgot theirs leave nothing behind.
    await session.execute(delete(Appointment).where(Appointment.status == "held", Appointment.held_until <= now))
    found = await required_place(session, order.workshopId, service, order.start)
    held = Appointment(
        id=uuid4(), status="held", workshop_id=order.workshopId, service_id=service.id, held_until=now + timedelta(seconds=seconds), **found)
    session.add(held)
    return {"id": held.id, "start": held.starts_at, "end": held.ends_at, "expiresAt": held.held_until}


async def release(session, identity):
    await session.execute(delete(Appointment).where(Appointment.id == identity, Appointment.status == "held"))


async def book(session, order):
    service = catalogue.service(order.workshopId, order.serviceIds)
    if order.holdId:
        await release(session, order.holdId)
    found = await required_place(session, order.workshopId, service, order.start)
    booked = Appointment(
        id=uuid4(), version=1, status="booked", workshop_id=order.workshopId, service_id=service.id,
        customer=order.customer.model_dump(mode="json"), vehicle=order.vehicle.model_dump(mode="json"), **found)
    session.add(booked)
    return booked


async def required(session, identity: UUID):
    found = await session.get(Appointment, identity)
    if found is None or found.status == "held":
        raise Refused(404, "unknown-appointment")
    return found


async def move(session, identity, start):
    found = await required(session, identity)
    demand(found, "booked", "checked_in")
    service = catalogue.services[found.service_id]
    place = await required_place(session, found.workshop_id, service, start, without=identity)
    return await change(session, found, **place)


async def advance(session, identity, status, *allowed):
    found = await required(session, identity)
    demand(found, *allowed)
    return await change(session, found, status=status)


def demand(found, *allowed):
    if found.status not in allowed:
        raise Refused(409, "not-possible-now")


async def change(session, found, **values):
    return await session.scalar(
        update(Appointment).where(Appointment.id == found.id).values(version=found.version + 1, **values).returning(Appointment),
        execution_options={"populate_existing": True})

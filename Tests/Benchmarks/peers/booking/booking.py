"""Slots are found with one query; a booking is one transaction: the day's lock, the choice, the rows, the audit entry and the event."""

import base64
import hashlib
import hmac
import os
import uuid
from datetime import datetime, timedelta, timezone

from availability import GRID_MINUTES, DayPlan
from catalogue import Catalogue, labour_tenths
from models import (Appointment, Booked, Customer, Day, Money, Named, ServiceLine, Slot, Slots, Vehicle, WorkshopReference)

NOTICE = timedelta(minutes=30)
HORIZON = timedelta(days=730)
SECRET = os.environ.get("BENCH_LINK_SECRET", "a secret for benchmarks of 40 letters....").encode()
PUBLIC_URL = "http://localhost"
NAMESPACE = uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
VERSIONS = "SELECT day, version FROM workshop_days WHERE workshop_id = $1 AND day BETWEEN $2 AND $3"
TAKEN = """
    SELECT d.day, d.version, a.resource_id, (extract(epoch FROM lower(a.during)) / 60)::bigint AS first,
        (extract(epoch FROM upper(a.during)) / 60)::bigint AS last
    FROM workshop_days d LEFT JOIN allocations a ON a.workshop_id = d.workshop_id AND a.day = d.day AND a.active
    WHERE d.workshop_id = $1 AND d.day = ANY($2)
"""
KEPT_DAYS = 500

catalogue = Catalogue()
plans: dict[tuple, DayPlan] = {}


class Refused(Exception):
    def __init__(self, status, slug):
        self.status, self.slug = status, slug


async def required_garage(workshop, services, connection):
    garage = await catalogue.garage(workshop, connection)
    if garage is None:
        raise Refused(404, "unknown-workshop")
    if any(one not in garage.services for one in services):
        raise Refused(404, "unknown-service")
    return garage


async def planned(garage, dates, connection):
    """The days as they are now: those whose version is the one in memory are not read again."""
    versions = dict(await connection.fetch(VERSIONS, garage.id, dates[0], dates[-1]))
    found = {date: plans.get((garage.id, garage.revision, date)) for date in dates}
    stale = [date for date, plan in found.items() if plan is None or plan.version != versions.get(date, 0)]
    if stale:
        found |= await read(garage, stale, connection)
        plans.update({(garage.id, garage.revision, date): found[date] for date in stale})
        while len(plans) > KEPT_DAYS:
            del plans[next(iter(plans))]
    return [found[date] for date in dates]


async def read(garage, dates, connection):
    rows = {date: [] for date in dates}
    for row in await connection.fetch(TAKEN, garage.id, dates):
        rows[row["day"]].append(row)
    return {
        date: DayPlan(garage, date, some[0]["version"] if some else 0, [row for row in some if row["resource_id"]])
        for date, some in rows.items()
    }


async def find_slots(workshop, services, vehicle_class, first, days, connection):
    garage = await required_garage(workshop, services, connection)
    now = datetime.now(timezone.utc)
    first = first or now.astimezone(garage.zone).date()
    dates = [first + timedelta(days=n) for n in range(days)]
    work = garage.work(services, vehicle_class)
    technicians, bays = garage.technicians_for(work), garage.bays_for(work)
    length, earliest = timedelta(minutes=work.minutes), now + NOTICE
    answer = []
    for plan in await planned(garage, dates, connection):
        mask = plan.starts(work, technicians, bays)
        starts = [plan.frame.moment(m) for m in range(0, plan.frame.length, GRID_MINUTES) if mask >> m & 1]
        free = [Slot(start=one, end=one + length) for one in starts if earliest <= one < now + HORIZON]
        answer.append(Day(date=plan.frame.date, slots=free))
    return Slots(workshopId=workshop, timeZone=garage.definition["timeZone"], durationMinutes=work.minutes, days=answer)


async def book(order, connection):
    """In the caller's transaction."""
    now = datetime.now(timezone.utc)
    if not now < order.start < now + HORIZON:
        raise Refused(422, "start-in-past" if order.start <= now else "start-too-far")
    garage = await required_garage(order.workshopId, order.serviceIds, connection)
    date = order.start.astimezone(garage.zone).date()
    # Whoever books on this day waits here for the one before.
    await connection.execute(
        "INSERT INTO workshop_days AS d (workshop_id, day, version) VALUES ($1, $2, 1)"
        " ON CONFLICT (workshop_id, day) DO UPDATE SET version = d.version + 1", garage.id, date)
    plan = (await read(garage, [date], connection))[date]
    work = garage.work(order.serviceIds, order.vehicle.vehicleClass)
    chosen = plan.assignment(work, order.start)
    if chosen is None:
        raise Refused(409, "slot-taken")
    known = await connection.fetchval("SELECT customer_id FROM contacts WHERE email = $1", order.customer.email.lower())
    booked = made(order, garage, work, chosen, known, now)
    await write(booked.appointment, date, connection)
    return booked


def made(order, garage, work, chosen, known, now):
    technician, bay, tools = chosen
    identity, end = uuid.uuid4(), order.start + timedelta(minutes=work.minutes)
    customer = known or uuid.uuid5(NAMESPACE, order.customer.email.lower())
    token = link_token(identity, end + timedelta(days=30))
    lines = [line(garage, garage.services[one], one, order.vehicle.vehicleClass) for one in order.serviceIds]
    definition = garage.definition
    appointment = Appointment(
        id=identity, version=1, status="booked",
        workshop=WorkshopReference(id=garage.id, **{key: definition.get(key) for key in ("name", "timeZone", "country", "address", "phone")}),
        customer=Customer(id=customer, **order.customer.model_dump()),
        vehicle=Vehicle(id=uuid.uuid5(customer, order.vehicle.plate), **order.vehicle.model_dump(by_alias=True)), services=lines,
        technician=Named(id=technician, name=garage.technicians[technician]["name"]), bay=Named(id=bay, name=garage.bays[bay]["name"]),
        tools=[Named(id=one, name=garage.tools[one]["name"]) for one in tools], start=order.start, end=end,
        price=Money(amount=sum(one.price.amount for one in lines), currency=definition["currency"]), channel="web", note=order.note,
        bookedAt=now, manageUrl=f"{PUBLIC_URL}/appointment#{token}", changedAt=now,
    )
    return Booked(appointment=appointment, manageToken=token, manageUrl=appointment.manageUrl)


def line(garage, service, identity, vehicle_class):
    price = next(one for one in service["prices"] if one["currency"] == garage.definition["currency"])
    return ServiceLine(
        id=identity, code=service["code"], name=service["name"], labourTenths=labour_tenths(service, vehicle_class), price=Money(**price),
        skill=service["skill"], level=service["level"])


def link_token(appointment, expires):
    claims = b"\x01" + appointment.bytes + int(expires.timestamp()).to_bytes(8) + (1).to_bytes(4)
    signed = claims + hmac.digest(SECRET, b"link\n" + claims, hashlib.sha256)
    return base64.urlsafe_b64encode(signed).rstrip(b"=").decode()


async def write(appointment, date, connection):
    """Every row of a booking. What it takes is inserted in the order of resources, so that nobody waits in a circle."""
    one, body = appointment, appointment.model_dump_json(by_alias=True, exclude_none=True)
    await connection.execute(
        "INSERT INTO appointments (id, version, status, workshop_id, day, starts_at, ends_at, technician_id, bay_id, customer_id, changed_at,"
        " state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        one.id, one.version, one.status, one.workshop.id, date, one.start, one.end, one.technician.id, one.bay.id, one.customer.id,
        one.changedAt, body)
    taken = [(one.technician.id, "technician"), (one.bay.id, "bay"), *((tool.id, "tool") for tool in one.tools)]
    await connection.executemany(
        "INSERT INTO allocations (appointment_id, resource_id, kind, workshop_id, day, during)"
        " VALUES ($1, $2, $3, $4, $5, tstzrange($6, $7))",
        [(one.id, resource, kind, one.workshop.id, date, one.start, one.end) for resource, kind in sorted(taken)])
    await connection.execute(
        "INSERT INTO contacts AS c (email, customer_id, name, phone, locale) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (email) DO UPDATE"
        " SET name = excluded.name, phone = coalesce(excluded.phone, c.phone), locale = excluded.locale WHERE c.version = 0",
        one.customer.email.lower(), one.customer.id, one.customer.name, one.customer.phone, one.customer.locale)
    await connection.execute(
        "INSERT INTO outbox (event_id, type, subject, version, event_time, data_class, body)"
        " VALUES ($1, 'appointment.created', $2, $3, $4, 'personal', $5)", uuid.uuid4(), one.id, one.version, one.bookedAt, body)
    # Last, because each entry holds the workshop's chain until the commit.
    after = one.model_dump_json(include={"status", "start", "end", "technician", "bay", "tools"})
    await connection.execute(
        "INSERT INTO audit (workshop_id, appointment_id, actor, action, at, after) VALUES ($1, $2, 'customer', 'book', $3, $4)",
        one.workshop.id, one.id, one.bookedAt, after)

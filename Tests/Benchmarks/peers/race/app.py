"""A booking service as a Python team would write it on FastAPI and SQLAlchemy's ORM, with the same addresses as ours.

    uvicorn app:app --no-access-log

Settings: BENCH_DATABASE_URL, with the tables of schema.py; BENCH_HOLD_SECONDS; BENCH_POOL, the connections of this process.

It does less than ours: no audit trail, no events, no idempotency keys, no alternatives beside a refusal, no signed tokens (a link's token is
the appointment's id), no log line a request.
"""

import os
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, FastAPI, Header, Query
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime, BaseModel, EmailStr, Field
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

import booking
from schema import engine

POOL = int(os.environ.get("BENCH_POOL", 8))
# A table read as a whole is locked as a whole: the manual (13.2.3) advises to make scans of an index cheaper.
SETTINGS = {"random_page_cost": "1", "enable_seqscan": "off"}
writing = engine(
    isolation_level="SERIALIZABLE", pool_size=POOL, max_overflow=0, pool_timeout=20, connect_args={"server_settings": SETTINGS})
reading = writing.execution_options(isolation_level="AUTOCOMMIT")


class Customer(BaseModel):
    name: str = Field(min_length=1, max_length=200)
    email: EmailStr


class Vehicle(BaseModel):
    plate: str = Field(min_length=1, max_length=20)
    make: str = Field(min_length=1, max_length=80)
    model: str = Field(min_length=1, max_length=80)
    vehicleClass: str = Field("midsize", alias="class", pattern="^(compact|midsize|large|suv|van)$")


class Wish(BaseModel):
    workshopId: UUID
    serviceIds: list[UUID] = Field(min_length=1, max_length=10)
    start: AwareDatetime


class Order(Wish):
    customer: Customer
    vehicle: Vehicle
    holdId: UUID | None = None


class Move(BaseModel):
    start: AwareDatetime


class Cancellation(BaseModel):
    reason: str = Field(min_length=1, max_length=500)


class Appointment(BaseModel):
    id: UUID
    version: int
    status: str
    serviceId: UUID
    technicianId: UUID
    bayId: UUID
    toolId: UUID | None
    start: datetime
    end: datetime


class View(BaseModel):
    appointment: Appointment


class Booked(View):
    manageToken: str


class Held(BaseModel):
    id: UUID
    start: datetime
    end: datetime
    expiresAt: datetime


class Slot(BaseModel):
    start: datetime
    end: datetime


class Day(BaseModel):
    date: date
    slots: list[Slot]


class Slots(BaseModel):
    workshopId: UUID
    durationMinutes: int
    days: list[Day]


def shown(one):
    return Appointment(
        id=one.id, version=one.version, status=one.status, serviceId=one.service_id, technicianId=one.technician_id, bayId=one.bay_id,
        toolId=one.tool_id, start=one.starts_at, end=one.ends_at)


@asynccontextmanager
async def lifespan(app):
    async with AsyncSession(reading) as session:
        await booking.catalogue.read(session)
    yield
    await writing.dispose()


app = FastAPI(lifespan=lifespan, openapi_url=None)


@app.exception_handler(booking.Refused)
async def refused(_, error):
    return JSONResponse({"type": f"urn:problem:{error.slug}", "status": error.status}, error.status, media_type="application/problem+json")


def linked(authorization: Annotated[str, Header()]) -> UUID:
    """The appointment a link's token opens."""
    return UUID(authorization.removeprefix("Bearer "))


Linked = Annotated[UUID, Depends(linked)]
First = Annotated[date, Query(alias="from")]
Days = Annotated[int, Query(ge=1, le=60)]


@app.get("/readyz")
async def ready() -> dict:
    async with reading.connect() as connection:
        return {"ready": await connection.scalar(text("SELECT true"))}


@app.get("/v1/slots")
async def slots(workshopId: UUID, serviceIds: UUID, first: First, days: Days = 7) -> Slots:
    service = booking.catalogue.service(workshopId, [serviceIds])
    async with AsyncSession(reading) as session:
        return await booking.slots(session, workshopId, service, first, days)


@app.get("/v1/my/appointment/slots")
async def my_slots(linked: Linked, first: First, days: Days = 7) -> Slots:
    async with AsyncSession(reading) as session:
        mine = await booking.required(session, linked)
        return await booking.slots(session, mine.workshop_id, booking.catalogue.services[mine.service_id], first, days, without=linked)


@app.post("/v1/holds", status_code=201)
async def hold(wish: Wish) -> Held:
    seconds = float(os.environ.get("BENCH_HOLD_SECONDS", 300))
    return await booking.serializable(writing, lambda session: booking.hold(session, wish, seconds))


@app.delete("/v1/holds/{identity}", status_code=204)
async def release(identity: UUID) -> None:
    await booking.serializable(writing, lambda session: booking.release(session, identity))


@app.post("/v1/appointments", status_code=201)
async def book(order: Order) -> Booked:
    booked = await booking.serializable(writing, lambda session: booking.book(session, order))
    return Booked(appointment=shown(booked), manageToken=str(booked.id))


@app.get("/v1/my/appointment")
async def look(linked: Linked) -> View:
    async with AsyncSession(reading) as session:
        return View(appointment=shown(await booking.required(session, linked)))


@app.post("/v1/my/appointment/move")
async def move_mine(linked: Linked, order: Move) -> View:
    return View(appointment=shown(await booking.serializable(writing, lambda session: booking.move(session, linked, order.start))))


@app.post("/v1/my/appointment/cancel")
async def cancel_mine(linked: Linked, cancellation: Cancellation) -> View:
    return View(appointment=await cancel(linked, cancellation))


@app.post("/v1/appointments/{identity}/move")
async def move(identity: UUID, order: Move) -> Appointment:
    return shown(await booking.serializable(writing, lambda session: booking.move(session, identity, order.start)))


@app.post("/v1/appointments/{identity}/cancel")
async def cancel(identity: UUID, _: Cancellation) -> Appointment:
    work = lambda session: booking.advance(session, identity, "cancelled", "booked", "checked_in")  # noqa: E731
    return shown(await booking.serializable(writing, work))


@app.post("/v1/appointments/{identity}/check-in")
async def check_in(identity: UUID) -> Appointment:
    return shown(await booking.serializable(writing, lambda session: booking.advance(session, identity, "checked_in", "booked")))


@app.post("/v1/appointments/{identity}/no-show")
async def no_show(identity: UUID) -> Appointment:
    return shown(await booking.serializable(writing, lambda session: booking.advance(session, identity, "no_show", "booked")))

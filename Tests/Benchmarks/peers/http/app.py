"""Ping and echo in FastAPI, as its documentation has them: a model of the body, the same model as the answer.

    uvicorn app:app --workers 2 --no-access-log
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from fastapi import FastAPI
from pydantic import BaseModel, Field


class Pong(BaseModel):
    message: str


class Status(StrEnum):
    BOOKED = "booked"
    CHECKED_IN = "checked_in"
    STARTED = "started"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class Named(BaseModel):
    id: UUID
    name: str


class Workshop(Named):
    timeZone: str
    country: str
    address: str
    phone: str | None = None


class Customer(Named):
    email: str
    phone: str | None = None
    locale: str


class Vehicle(BaseModel):
    id: UUID
    plate: str
    vin: str | None = None
    make: str
    model: str
    year: int | None = None
    vehicleClass: str = Field(alias="class")
    mileageKm: int | None = None


class Money(BaseModel):
    amount: int
    currency: str


class Service(BaseModel):
    id: UUID
    code: str
    name: str
    labourTenths: int
    price: Money
    skill: str | None = None
    level: int | None = None


class Appointment(BaseModel):
    id: UUID
    version: int
    status: Status
    workshop: Workshop
    customer: Customer
    vehicle: Vehicle
    services: list[Service]
    technician: Named
    bay: Named
    tools: list[Named]
    start: datetime
    end: datetime
    price: Money
    channel: str
    note: str | None = None
    bookedAt: datetime
    changedAt: datetime


app = FastAPI(openapi_url=None)


@app.get("/ping")
async def ping() -> Pong:
    return Pong(message="pong")


@app.post("/echo")
async def echo(appointment: Appointment) -> Appointment:
    return appointment

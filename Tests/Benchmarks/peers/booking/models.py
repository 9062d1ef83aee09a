"""What comes in and goes out."""

from datetime import date, datetime
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, EmailStr, Field


class Named(BaseModel):
    id: UUID
    name: str


class WorkshopReference(Named):
    timeZone: str
    country: str
    address: str
    phone: str | None = None


class CustomerInput(BaseModel):
    name: str = Field(min_length=1, max_length=200)
    email: EmailStr
    phone: str | None = Field(None, max_length=40)
    locale: str = Field("en", max_length=35)


class Customer(CustomerInput):
    id: UUID


class VehicleInput(BaseModel):
    plate: str = Field(min_length=1, max_length=20)
    vin: str | None = Field(None, pattern="^[A-HJ-NPR-Z0-9]{17}$")
    make: str = Field(min_length=1, max_length=80)
    model: str = Field(min_length=1, max_length=80)
    year: int | None = Field(None, ge=1900, le=2100)
    vehicleClass: str = Field("midsize", alias="class", serialization_alias="class", pattern="^(compact|midsize|large|suv|van)$")
    mileageKm: int | None = Field(None, ge=0, le=5_000_000)


class Vehicle(VehicleInput):
    id: UUID


class Order(BaseModel):
    workshopId: UUID
    serviceIds: list[UUID] = Field(min_length=1, max_length=10)
    start: AwareDatetime
    customer: CustomerInput
    vehicle: VehicleInput
    note: str | None = Field(None, max_length=2000)


class Money(BaseModel):
    amount: int
    currency: str


class ServiceLine(BaseModel):
    id: UUID
    code: str
    name: str
    labourTenths: int
    price: Money
    skill: str
    level: int


class Appointment(BaseModel):
    id: UUID
    version: int
    status: str
    workshop: WorkshopReference
    customer: Customer
    vehicle: Vehicle
    services: list[ServiceLine]
    technician: Named
    bay: Named
    tools: list[Named]
    start: datetime
    end: datetime
    price: Money
    channel: str
    note: str | None = None
    bookedAt: datetime
    manageUrl: str
    changedAt: datetime


class Booked(BaseModel):
    appointment: Appointment
    manageToken: str
    manageUrl: str


class Slot(BaseModel):
    start: datetime
    end: datetime


class Day(BaseModel):
    date: date
    slots: list[Slot]


class Slots(BaseModel):
    workshopId: UUID
    timeZone: str
    durationMinutes: int
    days: list[Day]

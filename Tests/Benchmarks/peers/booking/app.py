"""Booking as a Python team would write it: FastAPI with typed models, asyncpg with a pool a worker, FastStream for the events, rules
in the database.

    uvicorn app:app --workers 2 --no-access-log

Settings: BENCH_DATABASE_URL, with the schema of our booking service; BENCH_AMQP_URL.
"""

import asyncio
import hashlib
import os
from contextlib import asynccontextmanager
from datetime import date
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import FastAPI, Header, Query, Request, Response
from fastapi.responses import JSONResponse

import booking
from models import Booked, Order, Slots
from relay import Relay


@asynccontextmanager
async def lifespan(app):
    async with asyncpg.create_pool(os.environ["BENCH_DATABASE_URL"], min_size=8, max_size=8) as pool:
        app.state.pool, app.state.relay = pool, Relay(pool)
        relaying = asyncio.create_task(app.state.relay.run())
        yield
        relaying.cancel()


app = FastAPI(lifespan=lifespan, openapi_url=None)


@app.exception_handler(booking.Refused)
async def refused(_, error):
    return JSONResponse({"type": f"urn:problem:{error.slug}", "status": error.status}, error.status, media_type="application/problem+json")


@app.get("/readyz")
async def ready(request: Request) -> dict:
    return {"ready": await request.app.state.pool.fetchval("SELECT true")}


@app.get("/v1/slots")
async def slots(
    request: Request, workshopId: UUID, serviceIds: str, vehicleClass: str = "midsize", first: Annotated[date | None, Query(alias="from")] = None,
    days: Annotated[int, Query(ge=1, le=60)] = 7,
) -> Slots:
    services = [UUID(one) for one in serviceIds.split(",")]
    async with request.app.state.pool.acquire() as connection:
        return await booking.find_slots(workshopId, services, vehicleClass, first, days, connection)


@app.post("/v1/appointments", status_code=201, response_model=Booked, response_model_exclude_none=True)
async def book(request: Request, order: Order, idempotency_key: Annotated[str, Header(min_length=16, max_length=255)]):
    """A repeated key gets the stored answer, one in flight 409, the same key with another body 422."""
    key, fingerprint = hashlib.sha256(idempotency_key.encode()).digest(), hashlib.sha256(await request.body()).digest()
    async with request.app.state.pool.acquire() as connection, connection.transaction():
        if not await connection.fetchval("SELECT pg_try_advisory_xact_lock($1)", int.from_bytes(key[:8], signed=True)):
            raise booking.Refused(409, "idempotency-key-in-flight")
        stored = await connection.fetchval("SELECT sealed FROM idempotent_replies WHERE key_hash = $1", key)
        if stored is not None:
            if stored[:32] != fingerprint:
                raise booking.Refused(422, "idempotency-key-reused")
            return Response(stored[32:], 201, {"Idempotency-Replayed": "true"}, "application/json")
        booked = await booking.book(order, connection)
        body = booked.model_dump_json(by_alias=True, exclude_none=True).encode()
        await connection.execute("INSERT INTO idempotent_replies (key_hash, sealed) VALUES ($1, $2)", key, fingerprint + body)
    request.app.state.relay.wake.set()
    return Response(body, 201, {"Location": f"/v1/appointments/{booked.appointment.id}", "ETag": '"1"'}, "application/json")

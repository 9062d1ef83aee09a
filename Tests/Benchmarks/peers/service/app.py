"""A service as a Python team would set it up: FastAPI for the door, FastStream for the queue, asyncpg for the database. It takes in events
once each and keeps what they say.

    uvicorn app:app --no-access-log

Settings: BENCH_DATABASE_URL, BENCH_AMQP_URL.
"""

import json
import os
import uuid
from contextlib import asynccontextmanager

import asyncpg
from fastapi import FastAPI, HTTPException, Request
from faststream.rabbit import Channel, ExchangeType, RabbitBroker, RabbitExchange, RabbitMessage, RabbitQueue
from faststream.rabbit.schemas.queue import QueueType
from pydantic import BaseModel

EXCHANGE = RabbitExchange("pitcrew.events", type=ExchangeType.TOPIC, durable=True)
QUEUE = RabbitQueue("bench.service", queue_type=QueueType.QUORUM, durable=True, routing_key="appointment.created")
TABLES = """
    CREATE TABLE IF NOT EXISTS inbox (event_id uuid PRIMARY KEY, received_at timestamptz NOT NULL DEFAULT now());
    CREATE TABLE IF NOT EXISTS appointments (id uuid PRIMARY KEY, version bigint NOT NULL, state jsonb NOT NULL);
"""

broker = RabbitBroker(os.environ["BENCH_AMQP_URL"], logger=None, default_channel=Channel(prefetch_count=64))


class Appointment(BaseModel, extra="allow"):
    id: uuid.UUID
    version: int


@asynccontextmanager
async def lifespan(app):
    async with asyncpg.create_pool(os.environ["BENCH_DATABASE_URL"], min_size=2, max_size=8) as pool:
        await pool.execute(TABLES)
        app.state.pool = pool
        broker.context.set_global("pool", pool)
        await broker.start()
        yield
        await broker.stop()


app = FastAPI(lifespan=lifespan)


@broker.subscriber(QUEUE, EXCHANGE)
async def created(appointment: Appointment, message: RabbitMessage):
    pool = broker.context.get("pool")
    async with pool.acquire() as connection, connection.transaction():
        fresh = await connection.fetchval(
            "INSERT INTO inbox (event_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING true", uuid.UUID(message.message_id))
        if fresh:
            await connection.execute(
                "INSERT INTO appointments AS a (id, version, state) VALUES ($1, $2, $3)"
                " ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state WHERE a.version < excluded.version",
                appointment.id, appointment.version, json.dumps(appointment.model_dump(mode="json")))


@app.get("/healthz")
async def live() -> dict:
    return {"status": "ok"}


@app.get("/readyz")
async def ready(request: Request) -> dict:
    if not await request.app.state.pool.fetchval("SELECT true") or not await broker.ping(timeout=1):
        raise HTTPException(503)
    return {"status": "ok"}

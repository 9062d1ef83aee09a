"""The event path as a Python team would write it: asyncpg for the transactions, FastStream on RabbitMQ for publishing and
consuming, each following its own documentation. Two processes, so that both cores are used: this file runs as producer with relay, or
as consumer.

    peer.py prepare | peer.py consume | peer.py produce --events 20000 --tasks 32 --rate 0

Settings: BENCH_DATABASE_URL, BENCH_AMQP_URL, BENCH_QUEUE, BENCH_TEMPLATE.
"""

import argparse
import asyncio
import contextlib
import json
import os
import time
import uuid
from datetime import datetime, timedelta, timezone

import asyncpg
from faststream import FastStream
from faststream.rabbit import Channel, ExchangeType, RabbitBroker, RabbitExchange, RabbitMessage, RabbitQueue
from faststream.rabbit.schemas.queue import QueueType

EXCHANGE = RabbitExchange("pitcrew.events", type=ExchangeType.TOPIC, durable=True)
QUEUE = RabbitQueue(os.environ["BENCH_QUEUE"], queue_type=QueueType.QUORUM, durable=True, routing_key="appointment.created")
BATCH = 256
START = datetime(2026, 3, 30, 6, 0, tzinfo=timezone.utc)
TABLES = """
    CREATE TABLE bookings (id uuid PRIMARY KEY, version bigint NOT NULL, starts_at timestamptz NOT NULL,
        price bigint NOT NULL, due_at timestamptz NOT NULL);
    CREATE TABLE outbox (position bigserial PRIMARY KEY, event_id uuid NOT NULL, type text NOT NULL, body text NOT NULL,
        sent_at timestamptz);
    CREATE INDEX outbox_unsent ON outbox (position) WHERE sent_at IS NULL;
    CREATE TABLE inbox (event_id uuid PRIMARY KEY, received_at timestamptz NOT NULL DEFAULT now());
    CREATE TABLE effects (id uuid PRIMARY KEY, version bigint NOT NULL, price bigint NOT NULL);
"""


async def pool(size):
    return await asyncpg.create_pool(os.environ["BENCH_DATABASE_URL"], min_size=size, max_size=size)


def connection_to_broker():
    """Without a log line for each message, which would cost the peer and tell nothing."""
    return RabbitBroker(os.environ["BENCH_AMQP_URL"], logger=None, default_channel=Channel(prefetch_count=BATCH))


async def book(database, template, due):
    identifier = uuid.uuid4()
    state = {**template, "id": str(identifier)}
    body = json.dumps(state)
    async with database.acquire() as connection, connection.transaction():
        await connection.execute("INSERT INTO bookings (id, version, starts_at, price, due_at) VALUES ($1, $2, $3, $4, $5)",
                                 identifier, state["version"], START, state["price"]["amount"], due)
        await connection.execute("INSERT INTO outbox (event_id, type, body) VALUES ($1, $2, $3)", uuid.uuid4(), "appointment.created", body)


async def relay_batch(database, broker):
    async with database.acquire() as connection, connection.transaction():
        rows = await connection.fetch(
            "SELECT position, event_id, type, body FROM outbox WHERE sent_at IS NULL ORDER BY position LIMIT $1 FOR UPDATE SKIP LOCKED",
            BATCH)
        if not rows:
            return 0
        await asyncio.gather(*(
            broker.publish(row["body"].encode(), exchange=EXCHANGE, routing_key=row["type"], message_id=str(row["event_id"]),
                           content_type="application/json", persist=True, mandatory=True)
            for row in rows))
        await connection.execute("UPDATE outbox SET sent_at = now() WHERE position = ANY($1)", [row["position"] for row in rows])
        return len(rows)


async def produce(events, tasks, rate):
    template = json.loads(os.environ["BENCH_TEMPLATE"])
    database, broker = await pool(tasks + 1), connection_to_broker()
    await broker.start()
    await broker.declare_exchange(EXCHANGE)
    done, wake = asyncio.Event(), asyncio.Event()

    async def relay():
        while not done.is_set():
            wake.clear()
            if await relay_batch(database, broker) < BATCH:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(wake.wait(), 0.5)
        while await relay_batch(database, broker):
            pass

    async def worker(number):
        """What is late is not forgotten: its latency counts from when it was due."""
        for index in range(number, events, tasks):
            due = datetime.now(timezone.utc)
            if rate:
                due = started + timedelta(seconds=index / rate)
                await asyncio.sleep((due - datetime.now(timezone.utc)).total_seconds())
            await book(database, template, due)
            wake.set()

    start, started = time.monotonic(), datetime.now(timezone.utc)
    relaying = asyncio.create_task(relay())
    await asyncio.gather(*(worker(number) for number in range(tasks)))
    done.set()
    wake.set()
    while await database.fetchval("SELECT count(*) FROM effects") < events:
        await asyncio.sleep(0.02)
    seconds = time.monotonic() - start
    await relaying
    await broker.stop()
    print(json.dumps({"events": events, "seconds": seconds, "events_per_second": events / seconds}), flush=True)


async def consume():
    database, broker = await pool(8), connection_to_broker()

    @broker.subscriber(QUEUE, EXCHANGE)
    async def handle(state: dict, message: RabbitMessage):
        async with database.acquire() as connection, connection.transaction():
            fresh = await connection.fetchval(
                "INSERT INTO inbox (event_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING event_id", uuid.UUID(message.message_id))
            if fresh:
                await connection.execute(
                    "INSERT INTO effects (id, version, price) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE "
                    "SET version = excluded.version, price = excluded.price WHERE effects.version < excluded.version",
                    uuid.UUID(state["id"]), state["version"], state["price"]["amount"])

    app = FastStream(broker, logger=None)

    @app.after_startup
    async def ready():
        print("ready", flush=True)

    await app.run()


async def prepare():
    connection = await asyncpg.connect(os.environ["BENCH_DATABASE_URL"])
    await connection.execute(TABLES)
    await connection.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("role", choices=["prepare", "produce", "consume"])
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--tasks", type=int, default=32)
    parser.add_argument("--rate", type=float, default=0)
    options = parser.parse_args()
    asyncio.run({"prepare": prepare, "consume": consume, "produce": lambda: produce(options.events, options.tasks, options.rate)}[options.role]())

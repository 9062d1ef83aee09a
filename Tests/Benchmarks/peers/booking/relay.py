"""Publishes what lies in the outbox, in batches, and marks it when the broker has confirmed. Each worker has one; they share the rows."""

import asyncio
import os

from faststream.rabbit import ExchangeType, RabbitBroker, RabbitExchange

EXCHANGE = RabbitExchange("pitcrew.events", type=ExchangeType.TOPIC, durable=True)
BATCH = 256
NET_SECONDS = 0.5
CLAIM = """
    SELECT position, event_id, type, body FROM outbox WHERE sent_at IS NULL ORDER BY position LIMIT $1 FOR UPDATE SKIP LOCKED
"""


class Relay:
    def __init__(self, pool):
        self.pool, self.broker, self.wake = pool, RabbitBroker(os.environ["BENCH_AMQP_URL"], logger=None), asyncio.Event()

    async def run(self):
        await self.broker.start()
        try:
            while True:
                while await self.batch() == BATCH:
                    pass
                # Woken by each booking of this worker, and by the clock.
                self.wake.clear()
                try:
                    await asyncio.wait_for(self.wake.wait(), NET_SECONDS)
                except TimeoutError:
                    pass
        finally:
            await self.broker.stop()

    async def batch(self):
        async with self.pool.acquire() as connection, connection.transaction():
            rows = await connection.fetch(CLAIM, BATCH)
            if rows:
                await asyncio.gather(*(
                    self.broker.publish(row["body"].encode(), exchange=EXCHANGE, routing_key=row["type"], message_id=str(row["event_id"]),
                                        content_type="application/json", persist=True, mandatory=True)
                    for row in rows))
                await connection.execute("UPDATE outbox SET sent_at = now() WHERE sent_at IS NULL AND position = ANY($1)",
                                         [row["position"] for row in rows])
            return len(rows)

"""Publishes events of a golden file, each with ids of its own, to the platform's exchange.

    publish.py URL COUNT < EVENT
"""

import asyncio
import json
import sys
import uuid

import aio_pika


async def main(url, count):
    state = json.load(sys.stdin)
    connection = await aio_pika.connect(url)
    exchange = await (await connection.channel(publisher_confirms=True)).get_exchange("pitcrew.events", ensure=False)
    for first in range(0, count, 64):
        await asyncio.gather(*(exchange.publish(message(state), "appointment.created") for _ in range(min(64, count - first))))
    await connection.close()


def message(state):
    event, subject = str(uuid.uuid4()), str(uuid.uuid4())
    attributes = {
        "specversion": "1.0", "id": event, "source": "/pitcrew/eu/booking", "type": "appointment.created", "subject": subject,
        "time": state["bookedAt"], "aggregateversion": "1", "region": "eu", "dataclass": "personal",
    }
    return aio_pika.Message(
        json.dumps({**state, "id": subject, "version": 1}).encode(),
        headers={f"ce-{name}": value for name, value in attributes.items()}, content_type="application/json",
        delivery_mode=aio_pika.DeliveryMode.PERSISTENT, message_id=event, type="appointment.created")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))

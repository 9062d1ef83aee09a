"""Publishing and consuming with aio-pika, as its documentation advises: confirms, a window of messages on their way at once, prefetch,
acknowledgements of many at once.

    peer.py publish|consume [--messages 20000] [--window 256] [--prefetch 512]

Settings: BENCH_AMQP_URL, BENCH_QUEUE.
"""

import argparse
import asyncio
import json
import os
import time

import aio_pika

SIZE = 1024
ACKNOWLEDGED = 64  # deliveries acknowledged at once


async def publish(channel, queue, options):
    body, indices = bytes(SIZE), iter(range(options.messages))

    async def worker():
        for index in indices:
            message = aio_pika.Message(body, message_id=str(index), delivery_mode=aio_pika.DeliveryMode.PERSISTENT)
            await channel.default_exchange.publish(message, routing_key=queue, mandatory=True)

    await asyncio.gather(*(worker() for _ in range(options.window)))


async def consume(channel, queue, options):
    await channel.set_qos(prefetch_count=options.prefetch)
    count, done = 0, asyncio.Event()

    async def handle(message):
        nonlocal count
        count += 1
        assert len(message.body) == SIZE
        if count % ACKNOWLEDGED == 0 or count == options.messages:
            await message.ack(multiple=True)
        if count == options.messages:
            done.set()

    await (await channel.get_queue(queue)).consume(handle)
    await done.wait()


async def main(options):
    connection = await aio_pika.connect(os.environ["BENCH_AMQP_URL"])
    channel = await connection.channel(publisher_confirms=True)
    start = time.monotonic()
    await {"publish": publish, "consume": consume}[options.role](channel, os.environ["BENCH_QUEUE"], options)
    print(json.dumps({"messages_per_second": options.messages / (time.monotonic() - start)}), flush=True)
    await connection.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("role", choices=["publish", "consume"])
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--window", type=int, default=256)
    parser.add_argument("--prefetch", type=int, default=512)
    asyncio.run(main(parser.parse_args()))

"""One statement a transaction with asyncpg, as its documentation advises: a pool, statements prepared by its cache; and, as its event loop
is bound to one core, two processes that share the tasks.

    peer.py commit|read [--tasks 32] [--seconds 5] [--rows 100000] [--processes 2]

Setting: BENCH_DATABASE_URL.
"""

import argparse
import asyncio
import json
import os
import random
import time
from concurrent.futures import ProcessPoolExecutor

import asyncpg


async def commit(pool, options):
    await pool.execute("INSERT INTO written (key, amount, note) VALUES ($1, $2, $3)",
                       random.randrange(1_000_000_000), random.randrange(100_000), "a row of the benchmark")


async def read(pool, options):
    row = await pool.fetchrow("SELECT amount, note FROM kept WHERE key = $1", 1 + random.randrange(options.rows))
    assert row["amount"] >= 0 and row["note"]


async def work(options, tasks):
    step, count = {"commit": commit, "read": read}[options.work], 0
    async with asyncpg.create_pool(os.environ["BENCH_DATABASE_URL"], min_size=tasks, max_size=tasks) as pool:
        start = time.monotonic()

        async def worker():
            nonlocal count
            while time.monotonic() < start + options.seconds:
                await step(pool, options)
                count += 1

        await asyncio.gather(*(worker() for _ in range(tasks)))
        return count / (time.monotonic() - start)


def process(options):
    return asyncio.run(work(options, options.tasks // options.processes))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=["commit", "read"])
    parser.add_argument("--tasks", type=int, default=32)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    with ProcessPoolExecutor(options.processes) as processes:
        rates = list(processes.map(process, [options] * options.processes))
    print(json.dumps({"transactions_per_second": sum(rates)}))

"""Microseconds of processor time to write and to read one event with Python's json and with orjson, from text to dictionaries and back.

    peer.py ROUNDS < EVENT
"""

import json
import sys
import time
import timeit

import orjson

rounds = int(sys.argv[1])
text = sys.stdin.read().strip().encode()
value = json.loads(text)
figures = {}
for name, encode, decode in [
    ("json", lambda: json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode(), lambda: json.loads(text)),
    ("orjson", lambda: orjson.dumps(value), lambda: orjson.loads(text)),
]:
    figures[f"{name} encode"] = timeit.timeit(encode, timer=time.thread_time, number=rounds) / rounds * 1e6
    figures[f"{name} decode"] = timeit.timeit(decode, timer=time.thread_time, number=rounds) / rounds * 1e6
print(json.dumps(figures))

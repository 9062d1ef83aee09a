"""The demo's loader against a door that remembers, and now and then is busy."""

import json
import subprocess
import sys
import tempfile
import threading
import unittest
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

LOAD = Path(__file__).resolve().parents[2] / "deploy/demo/load"
PASSWORD = "not-to-be-printed"


class Memory:
    def __init__(self):
        self.lock = threading.Lock()
        self.rows, self.entries, self.booked, self.refusals, self.requests = {}, {}, {}, 0, 0

    def answer(self, method, path, headers, body):
        if path.endswith("/v1/staff/sessions"):
            right = json.loads(body) == {"email": "operator@example.com", "password": PASSWORD}
            return (200, {"accessToken": "t", "expiresIn": 900}) if right else (401, {})
        if path != "/api/booking/v1/appointments" and headers.get("Authorization") != "Bearer t":
            return 401, {}
        self.requests += 1
        if self.requests == 150:
            return 401, {}  # the token has run out
        if self.requests % 40 == 0:
            self.refusals += 1
            return (429, 503)[self.refusals % 2], {}
        if path.endswith("/v1/ops/status"):
            return 200, {"ready": True, "queueDepth": 0, "outboxBacklog": 0, "retrying": 0, "parked": 0}
        if path.endswith("/import"):
            return 200, [self.imported(path, i, json.loads(line)) for i, line in enumerate(body.splitlines(), 1)]
        if method == "PUT":
            self.entries[path] = body
            return 204, None
        if method == "POST":
            order = json.loads(body)
            self.booked.setdefault(headers["Idempotency-Key"], order)
            return 201, {"appointment": order}
        if "/parts" in path:
            parts = [json.loads(b) for p, b in self.entries.items() if "/parts/" in p]
            return 200, {"items": [p for p in parts if p["workshopId"] in path]}
        return 200, {"items": [order for order in self.booked.values() if order["workshopId"] in path]}

    def imported(self, path, number, row):
        known = (path, row["externalId"]) in self.rows
        self.rows[path, row["externalId"]] = row
        return {"row": number, "status": "unchanged" if known else "created", "id": "x"}


@contextmanager
def door(memory):
    class Handler(BaseHTTPRequestHandler):
        def handle_any(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            with memory.lock:
                status, answer = memory.answer(self.command, self.path, self.headers, body)
            lines = answer if isinstance(answer, list) else [] if answer is None else [answer]
            data = "\n".join(map(json.dumps, lines)).encode()
            self.send_response(status)
            if status in (429, 503):
                self.send_header("Retry-After", "0")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_PUT = do_POST = handle_any

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class LoadTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.state = Path(folder.name)
        (self.state / "secrets").mkdir()
        staff = [{"role": "operator", "email": "operator@example.com", "password": PASSWORD}]
        (self.state / "secrets/staff.json").write_text(json.dumps(staff))

    def load(self, url, *options):
        command = [sys.executable, str(LOAD), "--url", url, "--state", str(self.state), "--small", "--customers", "60", *options]
        return subprocess.run(command, capture_output=True, text=True, timeout=120)

    def test_loads_all_in_spite_of_refusals_and_again_changes_nothing(self):
        memory = Memory()
        with door(memory) as url:
            first = self.load(url)
            self.assertEqual((0, ""), (first.returncode, first.stderr))
            counts = json.loads(first.stdout.splitlines()[-1])
            held = json.dumps([sorted(memory.entries.items()), sorted(map(str, memory.rows.items())), memory.booked])
            second = self.load(url)
        again = json.loads(second.stdout.splitlines()[-1])
        self.assertEqual((60, 93), (counts["customers_created"], counts["parts"]))
        self.assertGreater(counts["visits_created"], 300)
        self.assertGreater(counts["bookings_created"], 5)
        self.assertTrue(counts["caughtUp"])
        self.assertGreater(memory.refusals, 2)
        self.assertEqual(counts["visits_created"], again["visits_unchanged"])
        self.assertEqual((60, 0), (again["customers_unchanged"], again["parts"]))
        self.assertNotIn("bookings_created", again)
        self.assertEqual(held, json.dumps([sorted(memory.entries.items()), sorted(map(str, memory.rows.items())), memory.booked]))
        self.assertNotIn(PASSWORD, first.stdout + first.stderr)

    def test_another_seed_is_refused_where_a_demo_is_loaded(self):
        (self.state / "demo.json").write_text(json.dumps({"seed": 1, "customers": 60, "anchor": "2026-03-02"}))
        done = self.load("http://127.0.0.1:9", "--seed", "2")
        self.assertEqual(1, done.returncode)
        self.assertIn("seed 1", done.stderr)


if __name__ == "__main__":
    unittest.main()

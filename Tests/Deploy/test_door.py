"""The door (nginx) with a made-up booking service behind it: what it lets through, what it adds, what it keeps."""

import gzip
import http.client
import json
import os
import socket
import subprocess
import tempfile
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVICES = "booking notifications jobcard-prep crm-bridge partner-gateway analytics ml-scoring".split()


class Booking(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path.endswith("/events"):
            return self.stream()
        self.send("application/json", json.dumps({"path": self.path, "headers": dict(self.headers), "long": "x" * 2000}))

    def do_POST(self):
        self.send("text/plain", str(len(self.rfile.read(int(self.headers["content-length"])))))

    def send(self, kind, text):
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def stream(self):
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(b"data: first\n\n")
        self.wfile.flush()
        time.sleep(2)
        self.close_connection = True

    def log_message(self, *_):
        pass


def free_ports(count):
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


class TheDoor(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.state = Path(cls.folder.name)
        names = ["http", "https", *SERVICES]
        cls.ports = dict(zip(names, free_ports(len(names))))
        (cls.state / "ports").write_text("".join(f"{name} {port}\n" for name, port in cls.ports.items()))
        cls.upstream = ThreadingHTTPServer(("127.0.0.1", cls.ports["booking"]), Booking)
        cls.upstream.daemon_threads = True
        threading.Thread(target=cls.upstream.serve_forever, daemon=True).start()
        cls.library("state_folders; nginx_start")

    @classmethod
    def tearDownClass(cls):
        cls.library("nginx_stop")
        cls.upstream.shutdown()
        cls.upstream.server_close()
        cls.folder.cleanup()

    @classmethod
    def library(cls, commands):
        environment = os.environ | {"PITCREW_STATE": str(cls.state)}
        subprocess.run(["bash", "-c", f". {ROOT}/deploy/lib/all.sh; {commands}"], check=True, env=environment)

    def ask(self, path, method="GET", body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.ports["http"], timeout=10)
        self.addCleanup(connection.close)
        connection.request(method, path, body, headers)
        return connection.getresponse()

    def test_a_service_hears_its_own_path_and_who_asked(self):
        answer = json.loads(self.ask("/api/booking/v1/slots?from=2030-01-01&x=a%20b").read())
        self.assertEqual("/v1/slots?from=2030-01-01&x=a%20b", answer["path"])
        self.assertEqual("127.0.0.1", answer["headers"]["X-Forwarded-For"])
        self.assertEqual(f"127.0.0.1:{self.ports['http']}", answer["headers"]["Host"])

    def test_a_claimed_forwarding_address_is_not_believed(self):
        answer = json.loads(self.ask("/api/booking/x", **{"X-Forwarded-For": "10.1.1.1"}).read())
        self.assertEqual("127.0.0.1", answer["headers"]["X-Forwarded-For"])

    def test_well_known_documents_of_a_service_are_reached(self):
        self.assertEqual(200, self.ask("/api/booking/.well-known/jwks.json").status)

    def test_what_a_service_says_about_itself_stays_inside(self):
        for name in ["metrics", "healthz", "readyz"]:
            self.assertEqual(404, self.ask(f"/api/booking/{name}").status, name)

    def test_hidden_files_and_notes_are_not_served(self):
        for path in ["/.git/config", "/.env", "/README.md", "/../../../etc/passwd"]:
            self.assertIn(self.ask(path).status, (400, 404), path)

    def test_pages_and_answers_carry_the_security_headers(self):
        for path in ["/", "/api/booking/x", "/api/none/x", "/nothing-here"]:
            headers = self.ask(path).headers
            policy = headers["content-security-policy"]
            self.assertIn("default-src 'none'; script-src 'self'", policy, path)
            self.assertNotIn("unsafe", policy)
            self.assertEqual("nosniff", headers["x-content-type-options"], path)
            self.assertEqual("no-referrer", headers["referrer-policy"], path)

    def test_an_event_stream_is_not_held_back(self):
        started = time.monotonic()
        answer = self.ask("/api/booking/v1/board/events")
        self.assertEqual(b"data: first\n", answer.readline())
        self.assertLess(time.monotonic() - started, 1.5)

    def test_long_answers_are_packed_for_who_takes_it(self):
        answer = self.ask("/api/booking/x", **{"Accept-Encoding": "gzip"})
        self.assertEqual("gzip", answer.headers["content-encoding"])
        self.assertIn(b'"path": "/x"', gzip.decompress(answer.read()))

    def test_a_body_of_eight_megabytes_passes_and_one_of_eleven_does_not(self):
        self.assertEqual(b"8000000", self.ask("/api/booking/x", "POST", b"x" * 8_000_000).read())
        answer = self.ask("/api/booking/x", "POST", b"", **{"Content-Length": "11000000"})
        self.assertEqual((413, "application/problem+json"), (answer.status, answer.headers["content-type"]))

    def test_a_service_that_is_away_is_a_problem_with_a_time_to_return(self):
        answer = self.ask("/api/analytics/v1/metrics")
        self.assertEqual((503, "application/problem+json"), (answer.status, answer.headers["content-type"]))
        self.assertEqual("2", answer.headers["retry-after"])
        self.assertEqual("urn:pitcrew:problem:unavailable", json.loads(answer.read())["type"])

    def test_no_query_reaches_a_log(self):
        self.ask("/api/booking/x?email=ann@example.org").read()
        self.ask("/api/analytics/x?email=ann@example.org").read()
        for log in (self.state / "log").iterdir():
            self.assertNotIn("ann@example.org", log.read_text(), log.name)

    def test_pages_are_only_read(self):
        self.assertEqual(403, self.ask("/", "POST", b"x").status)

    def test_tls_shows_the_certificate_of_the_state_folder(self):
        address = f"https://localhost:{self.ports['https']}/api/booking/x"
        command = ["curl", "-sf", "--cacert", self.state / "tls/certificate.pem", address]
        self.assertIn(b'"path": "/x"', subprocess.run(command, check=True, capture_output=True).stdout)


if __name__ == "__main__":
    unittest.main()

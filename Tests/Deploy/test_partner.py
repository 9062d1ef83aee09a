"""deploy/partner takes a partner on at a door that remembers, and what it prints to begin with works."""

import base64
import json
import re
import subprocess
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from surroundings import ROOT, environment

PASSWORD, SECRET = "not-to-be-printed", "s-1_x"
PARTNER, WORKSHOP, SERVICE = (f"00000000-0000-7000-8000-00000000000{n}" for n in range(1, 4))
START = "2026-12-06T10:00:00.000Z"
ALL = ["partner.bookings", "partner.usage", "partner.webhooks"]
UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Gateway:
    """Knows its operator, keeps keys, and takes what a partner asks for with one of them."""

    def __init__(self):
        self.keys, self.made, self.bookings, self.may = {}, 0, {}, True
        self.elsewhere, self.asked = None, []

    def answer(self, method, path, headers, body):
        given, path = headers.get("Authorization", ""), path.removeprefix("/api")
        name = path.removeprefix("/partner-gateway")
        if name == "/v1/staff/sessions":
            return (200, {"accessToken": "staff"}) if json.loads(body)["password"] == PASSWORD else (401, problem("wrong-credentials"))
        if path.startswith("/booking/"):
            return 200, self.catalogue(path)
        if name == "/oauth/token":
            return self.token(given)
        if name.startswith("/v1/bookings"):
            return self.booking(method, name, headers, body) if given == "Bearer partner" else (401, problem("invalid-token"))
        if given != "Bearer staff":
            return 401, problem("invalid-token")
        if not self.may:
            return 403, problem("insufficient-scope")
        if method == "DELETE":
            return 204, self.keys.pop(name.rpartition("/")[2]) and None
        if not UUID.fullmatch(headers.get("Idempotency-Key", "")):
            return 400, problem("idempotency-key-required")
        wish = json.loads(body)
        if name == "/v1/partners":
            return (201, self.key({})) if wish["name"].strip() else (422, problem("validation"))
        return (201, self.key(wish)) if name == f"/v1/partners/{PARTNER}/keys" else (404, problem("partner-unknown"))

    def key(self, wish):
        self.made += 1
        key = {"id": PARTNER, "clientId": f"pc_{self.made}", "clientSecret": SECRET, "environment": wish.get("environment", "live"),
               "scopes": sorted(wish.get("scopes", ALL))}
        self.keys[key["clientId"]] = key
        return key

    def catalogue(self, path):
        if "/slots?" in path:
            return {"days": [{"slots": []}, {"slots": [{"start": START}]}]}
        return {"items": [{"id": WORKSHOP if "/workshops" in path else SERVICE}]}

    def token(self, given):
        client, _, secret = base64.b64decode(given.removeprefix("Basic ")).decode().partition(":")
        return (200, {"access_token": "partner"}) if client in self.keys and secret == SECRET else (401, {"error": "invalid_client"})

    def booking(self, method, name, headers, body):
        if method == "POST":
            self.bookings[headers["Idempotency-Key"]] = json.loads(body)
            return 202, {"id": headers["Idempotency-Key"]}
        return 200, {"status": "booked"} if name.rpartition("/")[2] in self.bookings else {}


def problem(slug):
    return {"type": f"urn:pitcrew:problem:{slug}", "title": slug}


class Partners(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.state, self.gateway = Path(folder.name), Gateway()
        self.url = self.serve()
        staff = self.state / "staff.json"
        staff.write_text(json.dumps([{"role": role, "email": f"{role}@example.com", "password": PASSWORD} for role in ("advisor", "operator")]))
        (self.state / "system.json").write_text(json.dumps({"url": self.url, "publicUrl": self.url, "staffFile": str(staff)}))

    def serve(self):
        gateway = self.gateway

        class Handler(BaseHTTPRequestHandler):
            def handle_any(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                status, answer = gateway.answer(self.command, self.path, self.headers, body)
                data = b"" if answer is None else json.dumps(answer).encode()
                gateway.asked.append(self.path)
                status = 302 if gateway.elsewhere else status
                self.send_response(status)
                if gateway.elsewhere:
                    self.send_header("Location", gateway.elsewhere + self.path)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_DELETE = handle_any

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}"

    def partner(self, *given):
        done = subprocess.run([ROOT / "deploy/partner", *given], env=environment(PITCREW_STATE=str(self.state)),
                              capture_output=True, text=True, timeout=60)
        self.assertNotIn(PASSWORD, done.stdout + done.stderr)
        return done

    def begin(self, done):
        """What the lines to begin with answer, run by a shell."""
        lines = done.stdout.partition("To begin\n")[2].splitlines()
        self.assertEqual(3, len(lines))
        return subprocess.run(["bash", "-euc", "\n".join(lines)], check=True, capture_output=True, text=True, timeout=60).stdout

    def test_a_new_one_has_a_sandbox_key_alone_and_can_begin(self):
        done = self.partner("Example Fleet")
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        self.assertEqual(["sandbox"], [key["environment"] for key in self.gateway.keys.values()])
        client, = self.gateway.keys
        for shown in (PARTNER, client, SECRET, "sandbox", ", ".join(ALL), f"{self.url}/developers"):
            self.assertIn(shown, done.stdout)
        self.assertEqual({"status": "booked"}, json.loads(self.begin(done)))
        wish, = self.gateway.bookings.values()
        self.assertEqual((WORKSHOP, [SERVICE], START), (wish["workshopId"], wish["serviceIds"], wish["start"]))

    def test_a_live_key_of_all_scopes_is_the_one_it_comes_with(self):
        self.assertEqual(0, self.partner("Example Fleet", "--live").returncode)
        self.assertEqual(["pc_1"], list(self.gateway.keys))

    def token_file(self):
        path = self.state / "token"
        path.write_text("staff")
        return path

    def test_a_secret_goes_over_plain_http_within_this_machine_only(self):
        for url in ("http://garage.example.com", "http://127.0.0.1.example.com", "http://127.0.0.1@garage.example.com", "http://0.0.0.0",
                    "ftp://localhost", "garage.example.com", "//localhost", "http://[::1", "https://garage.example.com/elsewhere"):
            done = self.partner("Example Fleet", "--url", url, "--token-file", str(self.token_file()))
            self.assertEqual(2, done.returncode, url)
            self.assertIn("--url", done.stderr)
        for url in (self.url, self.url.replace("127.0.0.1", "localhost")):
            self.assertEqual(0, self.partner("Example Fleet", "--url", url, "--token-file", str(self.token_file())).returncode, url)

    def test_a_redirect_takes_no_secret_elsewhere(self):
        self.gateway.elsewhere = self.serve()
        self.gateway.asked.clear()
        done = self.partner("Example Fleet", "--url", self.url, "--token-file", str(self.token_file()))
        self.assertEqual((1, []), (done.returncode, self.gateway.asked[1:]))
        self.assertIn("302", done.stderr)

    def test_scopes_are_those_asked_for(self):
        self.partner("Example Fleet", "--live", "--scopes", "partner.usage,partner.webhooks")
        self.assertEqual([("live", ALL[1:])], [(key["environment"], key["scopes"]) for key in self.gateway.keys.values()])

    def test_one_that_is_known_gets_a_further_key(self):
        self.partner("Example Fleet")
        self.assertEqual(0, self.partner("--partner", PARTNER, "--live").returncode)
        self.assertEqual(["sandbox", "live"], [key["environment"] for key in self.gateway.keys.values()])

    def test_where_the_operators_password_opens_nothing_a_token_is_asked_for(self):
        self.gateway.may = False
        done = self.partner("Example Fleet")
        self.assertEqual((1, ""), (done.returncode, done.stdout))
        self.assertRegex(done.stderr, r"^error: POST /partner-gateway/v1/partners: 403 insufficient-scope\n[\s\S]*--token-file")

    def test_a_token_does_instead_of_the_staff_file(self):
        (self.state / "token").write_text("staff\n")
        done = self.partner("Example Fleet", "--url", self.url, "--token-file", str(self.state / "token"))
        self.assertEqual(0, done.returncode, done.stderr)
        (self.state / "token").write_text("another\n")
        self.assertEqual(1, self.partner("Example Fleet", "--url", self.url, "--token-file", str(self.state / "token")).returncode)

    def test_a_refusal_is_told_plainly(self):
        done = self.partner(" ")
        self.assertEqual((1, "error: POST /partner-gateway/v1/partners: 422 validation\n"), (done.returncode, done.stderr))

    def test_without_a_system_it_says_so(self):
        (self.state / "system.json").unlink()
        done = self.partner("Example Fleet")
        self.assertEqual((1, f"error: nothing is up in {self.state}; --url names a door elsewhere\n"), (done.returncode, done.stderr))


if __name__ == "__main__":
    unittest.main()

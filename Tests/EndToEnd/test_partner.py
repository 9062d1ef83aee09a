"""A partner books through the gateway and hears of it by a signed call, checked by the Standard Webhooks library."""

import json
import subprocess
import threading
import urllib.parse
import urllib.request
import uuid
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import jwt
from standardwebhooks.webhooks import Webhook
from waiting import eventually

ROOT = Path(__file__).resolve().parents[2]


class Receiver:
    """Refuses the first call, takes the others."""

    def __init__(self):
        self.calls = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                outer.calls.append((dict(self.headers.items()), body))
                self.send_response(503 if len(outer.calls) == 1 else 204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}/hook"


def token_of(place, partner, **more):
    """`place` is the system or its door."""
    form = urllib.parse.urlencode({
        "grant_type": "client_credentials", "client_id": partner["clientId"], "client_secret": partner["clientSecret"], **more}).encode()
    with urllib.request.urlopen(f"{place.url}/api/partner-gateway/oauth/token", form, timeout=20) as answer:
        return json.loads(answer.read())["access_token"]


def new_partner(door):
    status, partner = door.ask("POST", "/partner-gateway/v1/partners", {"name": "Example Fleet"}, **{"idempotency-key": str(uuid.uuid4())})
    assert status == 201, partner
    return partner


def ask_for_a_booking(door, token, **headers):
    workshop = door.ask("GET", "/booking/v1/workshops")[1]["items"][0]["id"]
    service = door.ask("GET", f"/booking/v1/services?workshopId={workshop}")[1]["items"][0]["id"]
    start = date.today() + timedelta(days=4)
    slots = door.ask("GET", f"/booking/v1/slots?workshopId={workshop}&serviceIds={service}&from={start}&days=10")[1]
    slot = next(slot for day in slots["days"] for slot in day["slots"])
    wish = {"reference": "FLEET-1", "workshopId": workshop, "serviceIds": [service], "start": slot["start"],
            "customer": {"name": "Fleet Driver", "email": f"driver-{uuid.uuid4().hex[:8]}@example.org"},
            "vehicle": {"plate": "B-FL 1", "make": "VW", "model": "Golf"}}
    return door.ask("POST", "/partner-gateway/v1/bookings", wish, token=token, **{"idempotency-key": str(uuid.uuid4()), **headers})


def test_a_partner_books_and_is_called_back(system):
    door, receiver = system.door(), Receiver()
    partner = new_partner(door)
    status, webhook = door.ask("PUT", f"/partner-gateway/v1/partners/{partner['id']}/webhook", {"url": receiver.url})
    assert status == 200, webhook
    token = token_of(system, partner, scope="partner.bookings")
    with urllib.request.urlopen(f"{system.url}/api/partner-gateway/.well-known/jwks.json") as answer:
        keys = jwt.PyJWKSet.from_dict(json.loads(answer.read()))
    key = next(k for k in keys.keys if k.key_id == jwt.get_unverified_header(token)["kid"])
    assert jwt.decode(token, key, algorithms=["ES256"], audience="pitcrew-partners")["scope"] == "partner.bookings"
    status, asked = ask_for_a_booking(door, token)
    assert status == 202, asked
    eventually("the call", lambda: len(receiver.calls) >= 2)
    assert len({headers["webhook-id"] for headers, _ in receiver.calls}) == 1
    headers, body = receiver.calls[1]
    message = Webhook(webhook["secret"]).verify(body, headers)
    assert message["type"] == "booking.confirmed" and message["data"]["reference"] == "FLEET-1"
    status, view = door.ask("GET", f"/partner-gateway/v1/bookings/{asked['id']}", token=token)
    assert status == 200 and view["status"] == "booked"


def test_what_an_operator_hands_a_new_partner_books_in_the_sandbox(system):
    told = subprocess.run([ROOT / "deploy/partner", "Example Garage"], check=True, capture_output=True, text=True, timeout=120).stdout
    lines = told.partition("To begin\n")[2]
    answer = json.loads(subprocess.run(["bash", "-euc", lines], check=True, capture_output=True, text=True, timeout=120).stdout)
    assert (answer["status"], answer["reference"][:6]) == ("booked", "FIRST-")
    wish = json.loads(lines.partition(" -d '")[2].partition("'")[0])
    day, workshop, service = wish["start"][:10], wish["workshopId"], wish["serviceIds"][0]
    slots = system.door().ask("GET", f"/booking/v1/slots?workshopId={workshop}&serviceIds={service}&from={day}&days=1")[1]["days"]
    assert wish["start"] in [slot["start"] for day in slots for slot in day["slots"]]

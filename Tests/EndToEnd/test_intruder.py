"""What an intruder would try first, against the running system: nothing of it may be open."""

import json
import re
import socket
import threading
import time
import uuid
from urllib.parse import urlsplit

import jwt
import pytest
from intruder import GATEWAY, forgeries, partner_token, raw, status_of
from test_identity import Device, code_mailed_to, sign_in
from test_partner import new_partner
from waiting import eventually
from workshop import furnish, start

NOBODY = str(uuid.UUID(int=7))


@pytest.fixture(scope="module")
def door(system):
    return system.door()


@pytest.fixture(scope="module")
def customer(system):
    """The device and the session of somebody who has signed in."""
    return sign_in(system, f"intruder-{uuid.uuid4().hex[:8]}@customer.example")


@pytest.fixture(scope="module")
def partner(door):
    """A partner with a token for each environment."""
    made = new_partner(door)
    wish = {"environment": "sandbox", "scopes": ["partner.bookings", "partner.webhooks"]}
    status, sandbox = door.ask("POST", f"{GATEWAY}/v1/partners/{made['id']}/keys", wish, **{"idempotency-key": str(uuid.uuid4())})
    assert status == 201, sandbox
    return {"id": made["id"], "live": partner_token(door, made), "sandbox": partner_token(door, sandbox), "client": made}


def test_no_forged_token_counts(door):
    published = door.ask("GET", f"{GATEWAY}/.well-known/jwks.json")[1]["keys"]
    name = jwt.get_unverified_header(door.token)["kid"]
    key = next(key for key in published if key["kid"] == name)
    for service in ("booking", "partner-gateway"):
        path = f"/{service}/v1/ops/status"
        assert door.ask("GET", path)[0] == 200
        for trick, token in forgeries(door.token, key):
            assert door.ask("GET", path, token=token)[0] == 401, (service, trick)


def test_a_token_opens_nothing_that_its_scopes_do_not_name(system, door, customer, partner):
    """Every operation of every service, by nobody and by three who may little."""
    bearers = {"nobody": "", "customer": customer[1]["accessToken"], "live partner": partner["live"], "sandbox partner": partner["sandbox"]}
    asked = 0
    for service in system.services:
        for template, operations in door.ask("GET", f"/{service}/openapi.json")[1]["paths"].items():
            for method, operation in operations.items():
                needs = [need["bearer"] for need in operation.get("security", [{}]) if "bearer" in need]
                if not needs or {} in operation["security"]:
                    continue
                path = f"/{service}" + re.sub(r"\{[^}]*\}", NOBODY, template)
                for who, token in bearers.items():
                    held = set(jwt.decode(token, options={"verify_signature": False})["scope"].split()) if token else set()
                    is_elsewhere = "partner" in who and service != "partner-gateway"
                    if token and not is_elsewhere and any(set(need) <= held for need in needs):
                        continue
                    door.token, staff = None, door.token
                    status, answer = door.ask(method.upper(), path, None if method == "get" else {}, token=token)
                    door.token, asked = staff, asked + 1
                    assert status == (403 if token and not is_elsewhere else 401), (who, method, path, answer)
    assert asked > 300


def test_partners_see_nothing_of_each_other_nor_of_the_other_environment(door, partner):
    yard, key = furnish(door, "Environments", 2), {"idempotency-key": str(uuid.uuid4())}
    order = yard.order(start(5), "Fleet Driver", "driver@example.org")
    wish = {"reference": f"X-{uuid.uuid4().hex[:8]}", **order}
    tried = door.ask("POST", f"{GATEWAY}/v1/bookings", wish, token=partner["sandbox"], **key)
    earnest = door.ask("POST", f"{GATEWAY}/v1/bookings", wish, token=partner["live"], **key)
    assert (tried[0], earnest[0]) == (202, 202)
    assert tried[1]["id"] != earnest[1]["id"], "the stored answer of a trial was given for one in earnest"
    other = new_partner(door)
    stranger = partner_token(door, other)
    for booked, owner, strangers in [(tried, "sandbox", [partner["live"], stranger]), (earnest, "live", [partner["sandbox"], stranger])]:
        path = f"{GATEWAY}/v1/bookings/{booked[1]['id']}"
        assert door.ask("GET", path, token=partner[owner])[0] == 200
        assert [door.ask("GET", path, token=token)[0] for token in strangers] == [404, 404]
    assert partner_token(door, partner["client"], scope="ops") is None
    assert partner_token(door, {**partner["client"], "clientSecret": other["clientSecret"]}) is None


def test_customers_reach_nothing_of_each_other(system, door, customer):
    address = f"other-{uuid.uuid4().hex[:8]}@customer.example"
    yard, key = furnish(door, "Others", 3), {"idempotency-key": str(uuid.uuid4())}
    order, token = yard.order(start(6), "Olga Other", address), customer[1]["accessToken"]
    booked = door.ask("POST", "/booking/v1/appointments", order, **key)[1]
    again = door.ask("POST", "/booking/v1/appointments", order, token=token, **key)
    assert again[0] == 201 and again[1]["appointment"]["id"] != booked["appointment"]["id"], "the stored answer of somebody else"
    identifier = booked["appointment"]["id"]
    assert door.ask("GET", f"/booking/v1/my/appointments?cursor={identifier}", token=token)[1]["items"] == []
    for method, path in [("GET", ""), ("POST", "/cancel"), ("POST", "/move"), ("POST", "/link")]:
        assert door.ask(method, f"/booking/v1/appointments/{identifier}{path}", {} if path else None, token=token)[0] == 403, path
    # What a body says of who it is from, of its price and of its state is not listened to.
    greedy = {**yard.order(start(6, 12), "Greta Greedy", address), "customerId": NOBODY, "status": "completed",
              "price": {"amount": 1, "currency": "EUR"}}
    status, made = door.ask("POST", "/booking/v1/appointments", greedy, token=token, **{"idempotency-key": str(uuid.uuid4())})
    appointment = made["appointment"]
    assert (status, appointment["status"], appointment["services"][0]["price"]["amount"]) == (201, "booked", 100)
    assert appointment["customer"]["id"] != NOBODY
    assert door.ask("POST", "/booking/v1/appointments", {**greedy, "channel": "advisor"}, token=token,
                    **{"idempotency-key": str(uuid.uuid4())})[0] == 422


def test_a_device_key_proves_one_request_only(system):
    device, _ = sign_in(system, f"proofs-{uuid.uuid4().hex[:8]}@customer.example")
    path = f"{GATEWAY}/v1/sessions/refresh"

    def refresh(proof, cookie=None, **headers):
        status, _, answered = device.exchange("POST", path, {}, **{"cookie": cookie or device.cookie, "dpop": proof, **headers})
        if status == 200:
            device.cookie = answered["set-cookie"].partition(";")[0]
        return status

    def proof(**changes):
        return device.proof(path, **changes)

    wrong = {"method": proof(htm="GET"), "path": proof(htu=f"{device.url}/api{GATEWAY}/v1/staff/sessions"),
             "host": proof(htu=f"http://evil.example/api{path}"), "age": proof(iat=int(time.time()) - 400),
             "future": proof(iat=int(time.time()) + 400), "type": proof(headers={"typ": "JWT"}), "key": proof(key=Device(device.url).key)}
    for what, made in wrong.items():
        assert refresh(made) == 401, what
    first, old = proof(), device.cookie
    assert refresh(first) == 200
    assert refresh(first) == 401, "a proof counts once"
    for headers in [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]:
        assert refresh(proof(), **headers) == 403, headers
    assert refresh(proof(), **{"x-forwarded-host": "evil.example"}) == 200
    # The first token again, after what it was exchanged for was used: somebody has stolen it, and the session ends for both.
    assert refresh(proof(), cookie=old) == 401
    assert refresh(proof()) == 401


def test_one_token_used_by_many_at_once_leaves_one_way_on(system):
    device, _ = sign_in(system, f"race-{uuid.uuid4().hex[:8]}@customer.example")
    answers = []

    def refresh():
        twin = Device(device.url)
        twin.key, twin.cookie = device.key, device.cookie
        answers.append((twin, twin.post("/v1/sessions/refresh", {}, proves=True)[0]))

    threads = [threading.Thread(target=refresh) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    got = [twin for twin, status in answers if status == 200]
    assert got
    # Whichever is used first, no second one is taken.
    assert [twin.post("/v1/sessions/refresh", {}, proves=True)[0] for twin in got].count(200) <= 1


def test_codes_are_of_one_account_and_bear_few_tries(system):
    device, other = Device(system.url), f"code-{uuid.uuid4().hex[:8]}@customer.example"
    asked = [device.post("/v1/sign-in/codes", {"channel": "email", "address": address})[1]
             for address in (other, f"mallory-{uuid.uuid4().hex[:8]}@customer.example")]
    code = eventually("the mail with the code", lambda: code_mailed_to(system, other))
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert device.post(f"/v1/sign-in/codes/{asked[1]['id']}", {"code": code})[0] == 401, "a code of another account"
    assert {device.post(f"/v1/sign-in/codes/{asked[0]['id']}", {"code": wrong})[0] for _ in range(5)} == {401}
    assert device.post(f"/v1/sign-in/codes/{asked[0]['id']}", {"code": code})[0] == 410


def test_a_live_stream_ends_with_the_session(system):
    door, device = system.door(), Device(system.url)
    person = next(p for p in json.loads(open(system.description["staffFile"]).read()) if p["role"] == "advisor")
    _, session = device.post("/v1/staff/sessions", {name: person[name] for name in ("email", "password")}, proves=True)
    yard, place = furnish(door, "Stream", 1), urlsplit(system.url)
    target = f"/api/booking/v1/board/events?workshopId={yard.id}&date={start(7)[:10]}"
    with socket.create_connection((place.hostname, place.port), timeout=30) as stream:
        stream.sendall(f"GET {target} HTTP/1.1\r\nHost: {place.netloc}\r\nAuthorization: Bearer {session['accessToken']}\r\n\r\n".encode())
        heard, deadline = stream.recv(65536), time.monotonic() + 30
        assert heard.startswith(b"HTTP/1.1 200")
        assert door.ask("DELETE", f"{GATEWAY}/v1/sessions/{session['sessionId']}", token=session["accessToken"])[0] == 204
        while not heard.endswith(b"\r\n0\r\n\r\n"):
            assert time.monotonic() < deadline, "the stream goes on"
            heard += (piece := stream.recv(65536))
            assert piece, "broken off"
    assert status_of(system.url, target, f"Authorization: Bearer {session['accessToken']}\r\n") == 401


def test_crooked_targets_and_hosts_reach_nothing(system):
    for target in ["/api/booking/metrics", "/api/booking/..;/metrics", "/api/booking/%2e%2e%2fmetrics", "/api/booking/%252e%252e/metrics",
                   "//api/booking/metrics", "/api/booking\\metrics", "/api/booking/%6detrics", "/api/booking/metrics/events",
                   f"{system.url}/api/booking/metrics", "/..%2f..%2fetc/passwd", "/.git/config", "/latest/index.html",
                   "/api/booking/v1/workshops;.css", "/api/booking/v1/workshops/x.css", "/api/booking/" + "a" * 7000]:
        assert status_of(system.url, target) in (400, 404, 405), target
    for host in ["evil.example", "localhost.evil.example", f"{urlsplit(system.url).netloc}@evil.example"]:
        answer = raw(system.url, f"GET /api/booking/v1/workshops HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        assert answer.startswith(b"HTTP/1.1 421"), host
    answer = raw(system.url, f"GET http://evil.example/ HTTP/1.1\r\nHost: {urlsplit(system.url).netloc}\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 421")


def test_no_second_request_hides_in_a_body(system):
    hidden = b"GET /api/booking/v1/workshops HTTP/1.1\r\nHost: x\r\n\r\n"
    host = urlsplit(system.url).netloc.encode()
    for header in [b"Content-Length: 5\r\nTransfer-Encoding: chunked", b"Content-Length: 0\r\nContent-Length: 50",
                   b"Transfer-Encoding: x\r\n chunked", b'Transfer-Encoding: "chunked"',
                   b"Transfer_Encoding: chunked\r\nTransfer-Encoding: chunked, identity"]:
        request = b"POST /api/booking/v1/appointments HTTP/1.1\r\nHost: " + host + b"\r\n" + header + b"\r\n\r\n0\r\n\r\n" + hidden
        assert re.findall(rb"HTTP/1.1 (\d+)", raw(system.url, request)) in ([b"400"], [b"501"]), header


def test_bombs_in_bodies_cost_little_and_change_nothing(system, door):
    yard = furnish(door, "Bombs", 1)
    order = yard.order(start(8), "Bob Bomb", "bob@customer.example")
    plain = json.dumps(order).encode()
    bombs = {"depth": b"[" * 60_000, "a member twice": plain[:-1] + b',"workshop\\u0049d":"x"}', "no UTF-8": plain.replace(b"Bob", b"\xff\xfe"),
             "a lone surrogate": plain.replace(b"Bob", b"\\ud800"), "NUL": plain.replace(b"Bob", b"\\u0000"),
             "a number": plain[:-1] + b',"note":1e999999999}', "a mark for each letter": plain.replace(b"Bob", "a\u0316\u0301".encode() * 12_000),
             "a line end": plain.replace(b"Bob", b"a\\r\\nBcc: c@evil.example"), "two addresses": plain.replace(b"bob@", b"a@b.example,bob@"),
             "size": plain.replace(b"Bob", b"b" * 65_536)}
    for what, body in bombs.items():
        host = urlsplit(system.url).netloc
        head = (f"POST /api/booking/v1/appointments HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nConnection: close\r\n"
                f"Idempotency-Key: {uuid.uuid4()}\r\nContent-Length: {len(body)}\r\n\r\n")
        assert raw(system.url, head.encode() + body).split(b" ", 2)[1] in ((b"413",) if what == "size" else (b"400", b"422")), what
    day = door.ask("GET", f"/booking/v1/board?workshopId={yard.id}&date={start(8)[:10]}")[1]
    assert day["appointments"] == []

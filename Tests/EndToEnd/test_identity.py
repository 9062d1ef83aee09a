"""A guest books, signs in by the mailed code or one by text message, and sees the booking; a key binds the session; a log-out reaches everybody."""

import json
import random
import re
import time
import uuid
from email import message_from_string, policy
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm
from running import book_once
from waiting import eventually
from workshop import furnish, start


def public_jwk(key):
    jwk = json.loads(ECAlgorithm(ECAlgorithm.SHA256).to_jwk(key.public_key()))
    return {name: jwk[name] for name in ("kty", "crv", "x", "y")}


class Device(book_once.Door):
    """An app on a device with a key of its own: the cookie it was given, and proofs by the key (RFC 9449)."""

    def __init__(self, url):
        super().__init__(url)
        self.key, self.cookie = ec.generate_private_key(ec.SECP256R1()), None

    def proof(self, path, key=None, headers=None, **claims):
        """Of a POST, unless the claims say otherwise."""
        made = {"jti": str(uuid.uuid4()), "htm": "POST", "htu": f"{self.url}/api{path}", "iat": int(time.time()), **claims}
        return jwt.encode(made, key or self.key, algorithm="ES256",
                          headers={"typ": "dpop+jwt", "jwk": public_jwk(self.key), **(headers or {})})

    def post(self, path, body, proves=False):
        """To the gateway; the cookie of an answer that is no refusal is kept."""
        path = f"/partner-gateway{path}"
        headers = {"cookie": self.cookie} if self.cookie else {}
        if proves:
            headers["dpop"] = self.proof(path)
        status, answer, answered = self.exchange("POST", path, body, **headers)
        if status < 400 and (cookie := answered["set-cookie"]):
            self.cookie = cookie.partition(";")[0]
        return status, answer


def code_mailed_to(system, address):
    """The code in a mail to an address that has asked for one."""
    return next(iter(book_once.codes_mailed_to(system.mail, address)), None)


def link_mailed_to(system, address):
    """The token in the latest link that asks an address whether it wants to wait."""
    mails = [message_from_string(text, policy=policy.default) for text in book_once.mails_to(system.mail, address)]
    texts = [mail.get_body(("plain",)).get_content() for mail in mails]
    return next((found[1] for text in texts if (found := re.search(r"#confirm=([\w-]+)", text))), None)


def is_told(system, address, subject):
    """Whether an address has got a mail with that subject."""
    return any(re.search(f"^Subject: {subject}$", text, re.M) for text in book_once.mails_to(system.mail, address))


def sign_in(system, address):
    device = Device(system.url)
    status, asked = device.post("/v1/sign-in/codes", {"channel": "email", "address": address, "locale": "en"})
    assert status == 202, asked
    code = eventually("the mail with the code", lambda: code_mailed_to(system, address))
    status, session = device.post(f"/v1/sign-in/codes/{asked['id']}", {"code": code}, proves=True)
    assert status == 201, session
    return device, session


def test_a_guest_finds_the_booking_after_signing_in(system):
    door, address = system.door(), f"guest-{uuid.uuid4().hex[:8]}@customer.example"
    yard = furnish(door, "Identity", 1)
    status, booked = door.ask("POST", "/booking/v1/appointments", yard.order(start(9), "Gesa Guest", address), token="",
                              **{"idempotency-key": str(uuid.uuid4())})
    assert status == 201, booked
    _, session = sign_in(system, address)
    assert session["kind"] == "customer" and session["scopes"] == ["own"]
    status, mine = door.ask("GET", "/booking/v1/my/appointments", token=session["accessToken"])
    assert status == 200, mine
    assert [item["appointment"]["id"] for item in mine["items"]] == [booked["appointment"]["id"]]
    _, stranger = sign_in(system, f"stranger-{uuid.uuid4().hex[:8]}@customer.example")
    assert door.ask("GET", "/booking/v1/my/appointments", token=stranger["accessToken"])[1]["items"] == []
    assert door.ask("GET", f"/booking/v1/appointments/{booked['appointment']['id']}", token=session["accessToken"])[0] == 403


def text_to(system, number, after):
    """The code in the message that a number got after the first `after` ones, and where the message says it belongs."""
    bodies = [message["body"] for message in system.texts if message["to"] == number]
    found = [re.search(r"^(\d{6}) .*\n@(\S+) #\1$", body, re.S) for body in bodies[after:]]
    return next((match.groups() for match in found if match), None)


def test_a_proved_number_opens_its_account_and_no_other_number_gets_a_message(system):
    door, address = system.door(), f"phone-{uuid.uuid4().hex[:8]}@customer.example"
    number, stranger = (f"+49176{random.randrange(10**7, 10**8)}" for _ in range(2))
    _, session = sign_in(system, address)
    token = session["accessToken"]
    status, phone = door.ask("POST", "/partner-gateway/v1/phones", {"number": number, "locale": "ar"}, token=token)
    assert (status, phone["verified"]) == (201, False), phone
    code, host = eventually("the message with the code", lambda: text_to(system, number, 0))
    assert host == urlsplit(system.description["publicUrl"]).hostname
    assert door.ask("POST", f"/partner-gateway/v1/phones/{phone['id']}", {"code": code}, token=token)[0] == 204
    devices, asked = [Device(system.url) for _ in range(2)], []
    for device, one in zip(devices, (stranger, number), strict=True):
        status, answer = device.post("/v1/sign-in/codes", {"channel": "sms", "address": one, "locale": "en"})
        assert status == 202 and set(answer) == {"id", "expiresAt"}
        asked.append(answer["id"])
    code, _ = eventually("the message with the code", lambda: text_to(system, number, 1))
    assert devices[0].post(f"/v1/sign-in/codes/{asked[0]}", {"code": code}, proves=True)[0] == 401
    status, again = devices[1].post(f"/v1/sign-in/codes/{asked[1]}", {"code": code}, proves=True)
    assert status == 201 and again["name"] == address
    assert jwt.decode(again["accessToken"], options={"verify_signature": False})["amr"] == ["sms"]
    for subject in ("A mobile number was added to your account", "Your account was used on a new device"):
        eventually(f"the mail: {subject}", lambda subject=subject: is_told(system, address, subject))
    assert not [message for message in system.texts if message["to"] == stranger]
    for log in (system.state / "log").glob("*.log*"):
        assert number not in log.read_text(errors="replace"), log


def test_a_stolen_cookie_is_worth_nothing_without_the_devices_key(system):
    device, _ = sign_in(system, f"robbed-{uuid.uuid4().hex[:8]}@customer.example")
    thief = Device(system.url)
    thief.cookie = device.cookie
    assert thief.post("/v1/sessions/refresh", {})[0] == 401
    assert thief.post("/v1/sessions/refresh", {}, proves=True)[0] == 401
    assert device.post("/v1/sessions/refresh", {}, proves=True)[0] == 200


def test_a_log_out_from_afar_reaches_every_service(system):
    door, address = system.door(), f"lost-{uuid.uuid4().hex[:8]}@customer.example"
    device, session = sign_in(system, address)
    token = session["accessToken"]

    def statuses():
        return {service: door.ask("GET", f"/{service}/v1/ops/status", token=token)[0] for service in system.services}

    # Known everywhere, allowed nowhere.
    assert set(statuses().values()) == {403}
    person = door.ask("GET", f"/partner-gateway/v1/people?email={address}")[1]["items"][0]["id"]
    path = f"/partner-gateway/v1/people/{person}/sessions/{session['sessionId']}/end"
    assert door.ask("POST", path, {"reason": "The phone was lost"})[0] == 204
    began = time.monotonic()
    eventually("every service refuses the token", lambda: set(statuses().values()) == {401}, seconds=30)
    print(f"refused by all seven after {time.monotonic() - began:.2f} s")
    assert device.post("/v1/sessions/refresh", {}, proves=True)[0] == 401

"""The main job: a customer books a slot, and all seven services do their part. Each part is checked by an independent client."""

import email
import email.policy
import json
import secrets
import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor

import jsonschema
import workshop
from broker_tap import Tap
from running import HERE, ROOT, book_once
from waiting import eventually


def test_one_booking_goes_through_every_service(system):
    done = subprocess.run(
        [sys.executable, HERE / "book-once", "--url", system.url, "--staff-file", system.description["staffFile"],
         "--mail", system.mail, "--hubspot", system.hubspot_calls],
        capture_output=True, text=True, timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def schema_of(event_type):
    folder = ROOT / "Shared/Contracts/Golden" / event_type
    latest = max(folder.glob("*.schema.json"), key=lambda path: int(path.name.split(".")[0]))
    return json.loads(latest.read_text())


def test_every_event_is_a_cloud_event_that_satisfies_its_schema_and_keeps_its_trace(system):
    trace = secrets.token_hex(16)
    door = system.door()
    address = f"trace-{uuid.uuid4().hex[:8]}@example.org"
    ask = door.ask
    door.ask = lambda *given, **headers: ask(*given, **{"traceparent": f"00-{trace}-{secrets.token_hex(8)}-01", **headers})
    with Tap(system.description["broker"]) as tap:
        booked = book_once.book(door, address)["appointment"]
        mine = lambda data: str(data.get("appointmentId", data.get("id"))).lower() == booked["id"].lower()  # noqa: E731
        for event_type in ("appointment.created", "jobcard.drafted", "notification.sent"):
            eventually(event_type, lambda wanted=event_type: tap.of(wanted, mine))
        eventually("customer.created", lambda: tap.of("customer.created", lambda data: data["email"] == address))
        heard = [tap.of(kind, mine)[0] for kind in ("appointment.created", "jobcard.drafted", "notification.sent")]
        heard += tap.of("customer.created", lambda data: data["email"] == address)
        messages = list(tap.messages)
    sources = set()
    for event in heard:
        assert event.get_extension("traceparent").split("-")[1] == trace, event.get_type()
        sources.add(event.get_source().rsplit("/", 1)[1])
    assert sources == {"booking", "jobcard-prep", "notifications", "crm-bridge"}
    for event_type, properties, event in messages:
        assert event.get_type() == event_type and event.get_specversion() == "1.0"
        assert properties.message_id == event.get_id() and properties.delivery_mode == 2
        jsonschema.Draft202012Validator(schema_of(event_type)).validate(event.get_data())


def test_the_confirmation_is_a_sound_mail(system):
    address = f"mail-{uuid.uuid4().hex[:8]}@example.org"
    booked = book_once.book(system.door(), address)
    text = eventually("the mail", lambda: book_once.mails_to(system.mail, address))[0]
    message = email.message_from_string(text, policy=email.policy.default)
    assert not message.defects
    assert message["Message-ID"] and message["Date"] and message["Auto-Submitted"] == "auto-generated"
    plain = message.get_body(("plain",)).get_content()
    assert booked["manageToken"] in plain
    assert message.get_body(("html",)).get_content().count("<p") >= 3


def test_two_hundred_race_for_a_slot_of_two(system):
    yard, start = workshop.furnish(system.door(), "Race", 2), workshop.start(3)

    def race(number):
        order = yard.order(start, f"Racer {number}", f"racer{number}-{uuid.uuid4().hex[:6]}@example.org")
        for _ in range(30):
            status, answer = book_once.Door(system.url).ask(
                "POST", "/booking/v1/appointments", order, **{"idempotency-key": f"race-{start}-{order['customer']['email']}"})
            if status not in (429, 503):
                return status, answer
        return status, answer

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(race, range(200)))
    statuses = [status for status, _ in answers]
    assert statuses.count(201) == 2 and statuses.count(409) == 198, {s: statuses.count(s) for s in set(statuses)}
    assert all(answer["alternatives"] for status, answer in answers if status == 409)

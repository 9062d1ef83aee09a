"""What messages mean: poison, handlers that fail or crash, versions side by side, keys used at once, replays, clocks that jump."""

import copy
import json
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import workshop
from running import ROOT
from scenarios import READERS, must, scenario
from strike import point, killing
from waiting import eventually

GOLDEN = ROOT / "Shared/Contracts/Golden"


def golden(event_type, revision):
    return json.loads((GOLDEN / event_type / f"{revision}.json").read_text())


@scenario("poison", share=20)
def poison(lab, load, dice, count):
    """Messages that nobody can read, mixed into the good ones: each is parked once, with a reason, and holds nobody up."""
    state = golden("appointment.created", 2)
    kinds = [
        lambda: ("appointment.created", b"\xff\xfe not JSON", {}),
        lambda: ("appointment.created", json.dumps({**state, "version": "three"}).encode(), {}),
        lambda: ("appointment.created", b"[" * 5000, {}),
        lambda: ("appointment.created", json.dumps({**state, "price": None}).encode(), {}),
        lambda: ("appointment.created", json.dumps(state).encode(), {"ce-aggregateversion": "many"}),
        lambda: ("appointment.created", json.dumps(state).encode(), {"ce-time": "yesterday"}),
        lambda: ("appointment.painted", b"{}", {}),
    ]
    for _ in range(count):
        service = dice.choice(READERS)
        event_type, body, headers = dice.choice(kinds)()
        event = str(uuid.uuid4())
        lab.publish(event_type, body, event, headers, queue=f"pitcrew.{service}")
        found = eventually(f"{service} parks it", lambda s=service, e=event: [
            row for row in lab.parked(s) if str(row["event_id"]) == e], 60)
        must(len(found) == 1 and found[0]["reason"] in ("undecodable", "unknown-type") and found[0]["error"], found)
        lab.discard(service, found)
    return {"parked_and_discarded": count}


@scenario("crashing-handler", share=1, most=3, short=False)
def crash(lab, load, dice, count):
    """A message kills the process each time it is handled, until the broker gives it up; whatever shared its fate is replayed."""
    policy = lab.admin("GET", "policies/pitcrew/pitcrew-analytics")
    definition = {**policy["definition"], "delivery-limit": 3}
    lab.admin("PUT", "policies/pitcrew/pitcrew-analytics", {**policy, "definition": definition})
    innocent = 0
    try:
        for _ in range(count):
            event = str(uuid.uuid4())
            condition = f"FOR EACH ROW WHEN (NEW.event_id = '{event}')"
            with point(lab, "analytics", "INSERT ON inbox", killing(lab, "analytics"), blows=1000, when=condition) as here:
                lab.publish("appointment.created", json.dumps(state_of(uuid.uuid4())).encode(), event, {}, queue="pitcrew.analytics")
                found = eventually("it is dead-lettered and parked", lambda e=event: [
                    row for row in lab.parked("analytics") if str(row["event_id"]) == e], 120)
                must(found[0]["reason"] == "dead-lettered" and here.struck >= 3, (found, here.struck))
            lab.discard("analytics", found)
            lab.wait_service("analytics")
            innocent += lab.replay_all("analytics")
    finally:
        lab.admin("PUT", "policies/pitcrew/pitcrew-analytics", policy)
    return {"deaths": here.struck, "innocent_replayed": innocent}


def state_of(identifier, revision=2, event_type="appointment.created"):
    """A whole state of an appointment that exists for nobody else, in a workshop of its own."""
    state = copy.deepcopy(golden(event_type, revision))
    state["id"] = str(identifier)
    state["customer"] = {**state["customer"], "id": str(uuid.uuid4()), "email": f"stray-{identifier}@example.org"}
    state["status"], state["version"] = "booked", 1
    # What lies in the past gets no job card.
    state["start"], state["end"] = workshop.start(20, 8), workshop.start(20, 9)
    for optional in ("partner", "cancellation", "previousStart"):
        state.pop(optional, None)
    return state


@scenario("attempts", share=1, most=2, short=False)
def attempts(lab, load, dice, count):
    """A message that always fails is tried as often with 1, 2 and 6 instances: the attempts are counted where all see them."""
    allowed, seen = int(lab.environment("analytics")["PITCREW_RETRY_ATTEMPTS"]), {}
    for _ in range(count):
        for instances in (1, 2, 6):
            event, identifier = str(uuid.uuid4()), uuid.uuid4()
            with lab.more("analytics", instances - 1), lab.failing("analytics", "appointments", identifier) as tries:
                lab.publish("appointment.created", json.dumps(state_of(identifier)).encode(), event, {}, queue="pitcrew.analytics")
                found = eventually("it is parked", lambda e=event: [
                    row for row in lab.parked("analytics") if str(row["event_id"]) == e], 60)
                seen[instances] = (found[0]["attempts"], tries())
            lab.discard("analytics", found)
    # A batch that fails is handled one by one: its message may be tried once more than it is counted.
    must(all(counted == allowed and allowed <= tried <= allowed + 1 for counted, tried in seen.values()), seen)
    return {"allowed": allowed, "counted_and_tried": {str(n): list(pair) for n, pair in seen.items()}}


@scenario("contract-versions", share=5, most=20)
def versions(lab, load, dice, count):
    """Events in the form before this one and in this one come side by side: both have the same effects."""
    for _ in range(count):
        identifiers = {}
        for revision in (1, 2):
            identifiers[revision] = uuid.uuid4()
            body = json.dumps(state_of(identifiers[revision], revision, "appointment.created")).encode()
            for service in READERS:
                lab.publish("appointment.created", body, str(uuid.uuid5(identifiers[revision], service)), {}, queue=f"pitcrew.{service}")
        for service, table, column in (("analytics", "appointments", "id"), ("crm-bridge", "visits", "appointment_id"),
                                       ("ml-scoring", "visits", "appointment_id"), ("jobcard-prep", "jobcards", "appointment_id")):
            eventually(f"{service} has both", lambda s=service, t=table, c=column: lab.rows(
                s, f"SELECT count(*) AS n FROM {t} WHERE {c} = ANY($1)", list(identifiers.values()))[0]["n"] == 2, 60)
    return {"pairs": count}


@scenario("idempotency", share=15, most=100)
def same_key(lab, load, dice, count):
    """One key used by 24 clients at once: one appointment, one answer."""
    yard = workshop.furnish(lab.door(), "Keys", 24)
    statuses = {}
    for number in range(count):
        key, address = str(uuid.uuid4()), f"key-{uuid.uuid4().hex[:8]}@example.org"
        order = yard.order(workshop.start(4 + number), "Kay Key", address)
        barrier, clerk = threading.Barrier(24), load.clerk

        def ask(barrier=barrier, key=key, order=order, clerk=clerk):
            barrier.wait()
            return clerk.once("POST", "/booking/v1/appointments", order, "staff", **{"idempotency-key": key})

        with ThreadPoolExecutor(24) as pool:
            answers = [one.result() for one in [pool.submit(ask) for _ in range(24)]]
        made = {answer["appointment"]["id"] for status, answer in answers if status == 201}
        must(len(made) == 1 and all(status in (201, 409) for status, _ in answers), [status for status, _ in answers])
        again = clerk.once("POST", "/booking/v1/appointments", order, "staff", **{"idempotency-key": key})
        must(again[0] == 201 and again[1]["appointment"]["id"] in made, again)
        rows = lab.rows("booking", "SELECT count(*) AS n FROM appointments WHERE state->'customer'->>'email' = $1", address)
        must(rows[0]["n"] == 1, f"{rows[0]['n']} appointments")
        for status, _ in answers:
            statuses[str(status)] = statuses.get(str(status), 0) + 1
    return {"answers": statuses}


@scenario("replay", share=1, most=1, short=False)
def replay(lab, load, dice, count, messages=10_000):
    """Ten thousand messages are parked because a table refuses them; mended and replayed by two operators at once, each is handled once."""
    with lab.changed("analytics", PITCREW_RETRY_ATTEMPTS=1):
        for _ in range(count):
            identifiers = [uuid.uuid4() for _ in range(messages)]
            # The load's own bookings are in another workshop.
            strays = f"WHEN (NEW.workshop_id = '{state_of(identifiers[0])['workshop']['id']}')"
            with lab.refusing("analytics", "appointments", strays):
                lab.publish_many("appointment.created", (
                    (str(uuid.uuid5(one, "event")), json.dumps(state_of(one)).encode()) for one in identifiers), "pitcrew.analytics")
                eventually("all are parked", lambda: len(lab.parked("analytics")) >= messages, 400)
            with ThreadPoolExecutor(2) as pool:
                replayed = sum(pool.map(lambda _: lab.replay_all("analytics"), range(2)))
            must(replayed == messages, f"{replayed} of {messages} were replayed")
            eventually("all are handled", lambda: lab.rows(
                "analytics", "SELECT count(*) AS n FROM appointments WHERE id = ANY($1)", identifiers)[0]["n"] == messages, 400)
    return {"replayed_once_each": messages * count}


@scenario("clock-moved", share=2, most=4, short=False)
def clock(lab, load, dice, count):
    """The clock of a service's host jumps by hours and back again while it works; it goes by the database's clock."""
    off = []
    for _ in range(count):
        service = dice.choice(["notifications", "crm-bridge", "partner-gateway"])
        with lab.own_clock(service) as clock:
            lab.wait(dice, 1, 2)
            clock.set(dice.choice([-3, 3, 20]) * 3600)
            time.sleep(3)
            off.append(round(lab.host_clock_off(service)))
            must(abs(off[-1]) > 3000, f"the clock of {service} did not move")
            clock.set(0)
            time.sleep(1)
    lab.wait_ready()
    return {"seconds_off": off}

"""The one checker of all trials: what was accepted, what each service made of it, and what left the system, all seen from outside.

Counts what is lost (accepted or published, and without its effect), done twice (two effects of one cause), out of order (an older state
stands over a newer one) and unexpected (nobody asked for it, or it should be empty). Calls repeated under their own id, which whoever
gets them can recognise (mail, webhook), are counted apart."""

import json
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timezone

import asyncpg
import pika
from running import ROOT

# What must not be, each a count.
KINDS = ("lost", "duplicate_effects", "out_of_order", "unexpected")
CATALOGUE = json.loads((ROOT / "Shared/Contracts/asyncapi.json").read_text())
# A server that a blow left down: asked again until the time is over.
UNREACHABLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, pika.exceptions.AMQPError)
# Told again every few minutes with the same version: a repetition is meant.
RETOLD = ("signing_keys.changed",)
# What each service knows of an appointment: version, start.
READERS = {
    "notifications": "SELECT id, version, status, starts_at FROM appointments WHERE id = ANY($1)",
    "jobcard-prep": "SELECT appointment_id AS id, appointment_version AS version, status, starts_at FROM jobcards WHERE appointment_id = ANY($1)",
    "crm-bridge": "SELECT appointment_id AS id, version, status, starts_at FROM visits WHERE appointment_id = ANY($1)",
    "analytics": "SELECT id, version, status, starts_at FROM appointments WHERE id = ANY($1)",
    "ml-scoring": "SELECT appointment_id AS id, version, status, starts_at FROM visits WHERE appointment_id = ANY($1)",
}
# A job card has states of its own: only that a visit was called off must show in it.
OWN_STATES = ("jobcard-prep",)
LEFT = {
    "unsent": "SELECT count(*) AS n FROM outbox WHERE sent_at IS NULL",
    "retried": "SELECT count(*) AS n FROM retry",
    "parked": "SELECT count(*) AS n FROM parked WHERE state = 'parked'",
}


def consumers():
    """The services that hear each event type."""
    heard = {}
    for name in CATALOGUE["operations"]:
        service, receives, event_type = name.partition(".receive.")
        if receives:
            heard.setdefault(event_type, []).append(service)
    return heard


@dataclass
class Verdict:
    """What is not as it must be, each with a few examples; empty when all is well."""
    lost: dict = field(default_factory=dict)
    duplicate_effects: dict = field(default_factory=dict)
    out_of_order: dict = field(default_factory=dict)
    unexpected: dict = field(default_factory=dict)
    events: int = 0
    repeated: int = 0

    def add(self, kind, where, what):
        if what := list(what):
            getattr(self, kind).setdefault(where, []).extend(what)

    @property
    def is_clean(self):
        return not (self.lost or self.duplicate_effects or self.out_of_order or self.unexpected)

    def counts(self):
        return {kind: sum(len(found) for found in getattr(self, kind).values()) for kind in KINDS}

    def examples(self):
        return {kind: {where: [str(one)[:200] for one in found[:3]] for where, found in getattr(self, kind).items()}
                for kind in KINDS if getattr(self, kind)}


class Ledger:
    """Compares one load's journal with the system. Visits that partners asked for join it as soon as they are known."""

    def __init__(self, lab, load):
        self.lab, self.load, self.system = lab, load, lab.system
        self.since = datetime.fromtimestamp(load.begin - 1, timezone.utc)

    def settled(self, seconds):
        """The verdict once nothing is wrong any more, or when the time is over."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                verdict = self.verdict()
            except UNREACHABLE as error:
                verdict = Verdict(unexpected={"the ledger could not ask": [f"{type(error).__name__}: {error}"]})
            if verdict.is_clean or time.monotonic() > deadline:
                return verdict
            time.sleep(0.5)

    def verdict(self):
        verdict = Verdict()
        self.answers(verdict)
        self.partners(verdict)
        self.appointments(verdict)
        self.readers(verdict)
        self.events(verdict)
        self.mails(verdict)
        self.crm(verdict)
        self.leftovers(verdict)
        return verdict

    @property
    def visits(self):
        return [visit for visit in self.load.visits if visit.appointment]

    @property
    def ids(self):
        return [uuid.UUID(visit.appointment) for visit in self.visits]

    def answers(self, verdict):
        """What clients were told that they should not have been."""
        verdict.add("unexpected", "answers", (text for visit in self.load.visits for text in visit.trouble))

    def partners(self, verdict):
        """Each accepted request is booked once, and its partner called once under one id."""
        asked = {visit.request: visit for visit in self.load.visits if visit.request}
        rows = self.system.rows("partner-gateway", """
            SELECT id, status, appointment_id, starts_at FROM booking_requests WHERE id = ANY($1)""", list(map(uuid.UUID, asked)))
        for row in rows:
            if row["appointment_id"]:
                visit = asked[str(row["id"])]
                visit.appointment, visit.version, visit.status = str(row["appointment_id"]), 1, row["status"]
        booked = {str(row["id"]) for row in rows if row["status"] == "booked"}
        verdict.add("lost", "partners' requests", set(asked) - booked)
        calls = {}
        for call, body, status, _ in list(self.lab.receiver.calls):
            if status == 204:
                calls.setdefault(body["data"].get("reference"), Counter())[call] += 1
        references = [visit.reference for visit in asked.values()]
        verdict.add("lost", "partner's calls", (one for one in references if one not in calls))
        verdict.add("duplicate_effects", "partner's calls", (one for one in references if len(calls.get(one, ())) > 1))
        verdict.repeated += sum(sum(calls[one].values()) - len(calls[one]) for one in references if one in calls)

    def appointments(self, verdict):
        """The workshop holds what was accepted, and nothing else."""
        rows = self.system.rows("booking", """
            SELECT id, version, status, starts_at, state->'customer'->>'email' AS email FROM appointments
            WHERE workshop_id = $1""", uuid.UUID(self.load.yard.id))
        wanted = {visit.appointment: visit for visit in self.visits}
        compare(verdict, "appointments", rows, wanted, True)
        known = {visit.email for visit in wanted.values()}
        strange = [row for row in rows if str(row["id"]) not in wanted]
        verdict.add("duplicate_effects", "appointments", (row["email"] for row in strange if row["email"] in known))
        # A partner's booking may be there before the gateway has heard of it.
        coming = {visit.email for visit in self.load.visits if visit.request and not visit.appointment}
        verdict.add("unexpected", "appointments", (row["email"] for row in strange if row["email"] not in known | coming))
        broken = self.system.rows("booking", "SELECT audit_break($1) AS at", uuid.UUID(self.load.yard.id))[0]["at"]
        verdict.add("unexpected", "audit trail broken at", [] if broken is None else [broken])

    def readers(self, verdict):
        """What the other services know of the appointments."""
        wanted, ids = {visit.appointment: visit for visit in self.visits}, self.ids
        for service, query in READERS.items():
            compare(verdict, service, self.system.rows(service, query, ids), wanted, service not in OWN_STATES)
        cards = self.system.rows("jobcard-prep", "SELECT appointment_id AS id, status FROM jobcards WHERE appointment_id = ANY($1)", ids)
        verdict.add("out_of_order", "job cards not called off", (
            str(row["id"]) for row in cards if (row["status"] == "cancelled") != (wanted[str(row["id"])].status == "cancelled")))

    def events(self, verdict):
        """Each event that any service has published since the load began was handled by every service that hears its type, and no two
        tell of the same version."""
        told, heard = {}, consumers()
        for service in self.system.services:
            told[service] = self.system.rows(service, """
                SELECT event_id, type, subject, version FROM outbox WHERE created_at >= $1 AND NOT type = ANY($2)""", self.since, list(RETOLD))
        verdict.events = sum(map(len, told.values()))
        twice = Counter((service, str(row["subject"]), row["version"], kind(row["type"])) for service, rows in told.items() for row in rows)
        verdict.add("duplicate_effects", "events", (what for what, n in twice.items() if n > 1))
        for consumer in self.system.services:
            wanted = [row["event_id"] for rows in told.values() for row in rows if consumer in heard.get(row["type"], ())]
            done = {row["event_id"] for row in self.system.rows(
                consumer, "SELECT event_id FROM inbox WHERE event_id = ANY($1)", wanted)}
            verdict.add("lost", f"events for {consumer}", set(wanted) - done)

    def mails(self, verdict):
        """The last word on each visit was sent; every mail that came is one the ledger of messages has sent; none tells twice."""
        rows = self.system.rows("notifications", """
            SELECT id, appointment_id, purpose, status, attempts, appointment_version, (appointment->>'version')::bigint AS told FROM messages
            WHERE appointment_id = ANY($1) AND purpose <> 'reminder'""", self.ids)
        sent = {str(row["id"]): row for row in rows if row["status"] == "sent"}
        last = {str(row["appointment_id"]): row["told"] for row in sorted(sent.values(), key=lambda row: row["told"])}
        verdict.add("lost", "last words", (v.appointment for v in self.visits if last.get(v.appointment) != v.version))
        causes = Counter((str(row["appointment_id"]), row["purpose"], row["appointment_version"]) for row in sent.values())
        verdict.add("duplicate_effects", "messages", (cause for cause, n in causes.items() if n > 1))
        verdict.add("unexpected", "messages given up", (str(row["id"]) for row in rows if row["status"] == "failed"))
        came = Counter(letter for address, letter in self.lab.stand_ins.mails() if address.startswith(self.load.run))
        verdict.add("lost", "mails", set(sent) - set(came))
        # Tried, nobody knows with what result (the ledger says so), and overtaken by a change before the next try: it may have come.
        tried = {str(row["id"]) for row in rows if row["status"] == "cancelled" and row["attempts"]}
        verdict.add("unexpected", "mails", set(came) - set(sent) - tried)
        verdict.repeated += sum(came.values()) - len(came)

    def crm(self, verdict):
        """Every customer is known once, here and in the CRM, under the right name."""
        names = {visit.email: visit.name for visit in self.visits}
        rows = self.system.rows("crm-bridge", "SELECT email, name FROM customers WHERE email LIKE $1", self.load.run + "%")
        found = [one for one in self.lab.stand_ins.contacts() if one.get("email", "").startswith(self.load.run)]
        for where, people in (("customers", [(row["email"], row["name"]) for row in rows]),
                              ("contacts", [(one["email"], f"{one['firstname']} {one['lastname']}") for one in found])):
            count = Counter(people)
            verdict.add("lost", where, (one for one in names.items() if not count[one]))
            verdict.add("duplicate_effects", where, (one for one, n in count.items() if n > 1))
            verdict.add("unexpected", where, (one for one in count if one not in names.items()))

    def leftovers(self, verdict):
        """What no service may have left when nothing is going on."""
        for service in self.system.services:
            for what, query in LEFT.items():
                count = self.system.rows(service, query)[0]["n"]
                verdict.add("unexpected", f"{what} at {service}", range(count))
        behind = self.system.rows("crm-bridge", "SELECT object_id FROM crm_sync WHERE synced_version <> wanted_version")
        verdict.add("lost", "the CRM not told", (str(row["object_id"]) for row in behind))
        verdict.add("unexpected", "in queues", (name for name, count in self.lab.queues().items() for _ in range(count)))
        verdict.add("unexpected", "not ready", (one for one in self.system.services if not self.system.is_ready(one)))


def compare(verdict, where, rows, wanted, has_status):
    """Rows of appointments against the visits: each once, in its last version. A version of its own too many is a command done twice."""
    found = {}
    for row in rows:
        found.setdefault(str(row["id"]), []).append(row)
    verdict.add("lost", where, (one for one in wanted if one not in found))
    verdict.add("duplicate_effects", where, (one for one in wanted if len(found.get(one, ())) > 1))
    pairs = [(visit, found[one][0]) for one, visit in wanted.items() if one in found]
    verdict.add("out_of_order", where, (visit.appointment for visit, row in pairs if row["version"] < visit.version))
    verdict.add("duplicate_effects", f"versions of {where}", (v.appointment for v, row in pairs if row["version"] > v.version))
    same = [(visit, row) for visit, row in pairs if row["version"] == visit.version]
    verdict.add("out_of_order", f"starts of {where}", (
        visit.appointment for visit, row in same if row["starts_at"] != datetime.fromisoformat(visit.start)))
    if has_status:
        verdict.add("out_of_order", f"states of {where}", (visit.appointment for visit, row in same if row["status"] != visit.status))


def kind(event_type):
    """The aggregate an event tells of: all events of an appointment count its versions together."""
    return event_type.partition(".")[0]


def depths(broker, password, queues):
    """How many messages are ready in each queue, by the broker's own word at this moment."""
    credentials = pika.PlainCredentials(broker["user"], password)
    connection = pika.BlockingConnection(pika.ConnectionParameters(
        broker["host"], broker["port"], broker["vhost"], credentials, blocked_connection_timeout=10, socket_timeout=10))
    try:
        channel = connection.channel()
        return {queue: channel.queue_declare(queue, passive=True).method.message_count for queue in queues}
    finally:
        connection.close()

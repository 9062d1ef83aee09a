"""What must be there when many have booked, and what must not: by the databases, the mailbox, the CRM and the broker."""

import json
import re
import urllib.request
import uuid
from collections import Counter
from pathlib import Path

VISITS = "SELECT appointment_id AS id FROM visits WHERE appointment_id = ANY($1)"
JOB_CARDS = "SELECT appointment_id AS id FROM jobcards WHERE appointment_id = ANY($1)"


def contacts(system):
    """The contacts that the CRM's stand-in holds."""
    hubspot = system.description["hubspot"]
    token = Path(hubspot["tokenFile"]).read_text().strip()
    request = urllib.request.Request(
        f"http://127.0.0.1:{hubspot['port']}/crm/v3/objects/contacts", headers={"authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return [contact["properties"] for contact in json.loads(answer.read())["results"]]


def mails(system, run):
    """Address and Message-ID of every mail to the customers whose addresses begin so."""
    for file in system.mail.glob("*.eml"):
        head = file.read_text(errors="replace").split("\n\n", 1)[0]
        address = re.search(r"^X-Envelope-To: (.*)$", head, re.M)[1]
        if address.startswith(run):
            yield address, re.search(r"^Message-ID:\s*(\S+)", head, re.M | re.I)[1]


class Effects:
    """What the system holds of the bookings, compared with what must be there. The customers' addresses begin with `run`, nobody
    else's do."""

    def __init__(self, system, run, yard, bookings):
        self.system, self.run, self.yard = system, run, uuid.UUID(yard.id)
        self.wanted = {booking.appointment: booking.order["customer"]["email"] for booking in bookings}
        self.names = {booking.order["customer"]["email"]: booking.order["customer"]["name"] for booking in bookings}
        self.deliveries = Counter()

    def by_appointment(self, service, query):
        """Compares the column `id` of the rows with the appointments; the query takes these as its one parameter."""
        found = Counter(str(row["id"]) for row in self.system.rows(service, query, list(map(uuid.UUID, self.wanted))))
        return off(found, self.wanted)

    def wrong(self):
        """What is not as it must be, by where it was found; empty when all is well."""
        found = {
            "appointments": self.appointments(),
            "confirmations": self.by_appointment("notifications", """
                SELECT appointment_id AS id FROM messages
                WHERE purpose = 'confirmation' AND status = 'sent' AND appointment_id = ANY($1)"""),
            "job cards": self.by_appointment("jobcard-prep", JOB_CARDS),
            "facts": self.by_appointment("analytics", "SELECT id FROM appointments WHERE id = ANY($1)"),
            "visits of customers": self.by_appointment("crm-bridge", VISITS),
            "visits to score": self.by_appointment("ml-scoring", VISITS),
            "mails": self.mails(),
            "customers": self.customers(),
            "contacts": self.contacts(),
            "queues": {name: count for name, count in self.system.queues().items() if count != 0},
            "tables": self.tables(),
            "not ready": [service for service in self.system.services if not self.system.is_ready(service)],
        }
        return {what: trouble for what, trouble in found.items() if trouble}

    def appointments(self):
        """All that the workshop has, whoever asked for them."""
        rows = self.system.rows("booking", """
            SELECT id, state->'customer'->>'email' AS email, status FROM appointments WHERE workshop_id = $1""", self.yard)
        trouble = off(Counter((str(row["id"]), row["email"]) for row in rows if row["status"] == "booked"), self.wanted.items())
        broken = self.system.rows("booking", "SELECT audit_break($1) AS at", self.yard)[0]["at"]
        return trouble or ({} if broken is None else {"audit trail broken at": broken})

    def mails(self):
        found = list(mails(self.system, self.run))
        self.deliveries = Counter(address for address, _ in found)
        return off(Counter(address for address, _ in set(found)), self.names)

    def customers(self):
        rows = self.system.rows("crm-bridge", "SELECT lower(email) AS email FROM customers WHERE email LIKE $1", self.run + "%")
        return off(Counter(row["email"] for row in rows), self.names)

    def contacts(self):
        """One object for each address, under the right name."""
        found = [contact for contact in contacts(self.system) if contact["email"].startswith(self.run)]
        return off(Counter((one["email"], f"{one['firstname']} {one['lastname']}") for one in found), self.names.items())

    def tables(self):
        """What no service may have left when nothing is going on."""
        counts = {
            "unsent": "SELECT count(*) FROM outbox WHERE sent_at IS NULL",
            "retried": "SELECT count(*) FROM retry",
            "parked": "SELECT count(*) FROM parked WHERE state = 'parked'",
        }
        asked = [(service, what, query) for service in self.system.services for what, query in counts.items()]
        asked.append(("crm-bridge", "not told", "SELECT count(*) FROM crm_sync WHERE synced_version <> wanted_version"))
        left = {(service, what): self.system.rows(service, query)[0]["count"] for service, what, query in asked}
        return {what: count for what, count in left.items() if count}


def off(found, wanted):
    """Whatever is not there exactly once: how many are missing, and the first few; empty when all is well."""
    missing, extra = [key for key in wanted if not found[key]], [key for key, n in found.items() if n > 1 or key not in wanted]
    return {"missing": len(missing), "as": missing[:3], "too many": len(extra), "like": extra[:3]} if missing or extra else {}

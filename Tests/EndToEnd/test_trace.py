"""One trace tells of a partner's booking in all seven services, as a collector of OpenTelemetry's own format sees it."""

import json
import os
import secrets
from pathlib import Path

from test_partner import ask_for_a_booking, new_partner, token_of
from waiting import eventually

SERVICES = {"booking", "notifications", "jobcard-prep", "crm-bridge", "partner-gateway", "analytics", "ml-scoring"}


def spans(folder, trace):
    file = folder / "spans.jsonl"
    lines = file.read_text().splitlines() if file.exists() else []
    return [span for span in map(json.loads, lines) if span["trace"] == trace]


def orphans(seen, root):
    known = {span["span"] for span in seen} | {root}
    return [span for span in seen if span["parent"] not in known]


def test_one_trace_shows_all_seven_services(system):
    folder = Path(os.environ["PITCREW_TRACES"])
    trace, root = secrets.token_hex(16), secrets.token_hex(8)
    door = system.door()
    partner = new_partner(door)
    status, asked = ask_for_a_booking(door, token_of(system, partner), traceparent=f"00-{trace}-{root}-01")
    assert status == 202, asked
    eventually("a span of each service", lambda: {span["service"] for span in spans(folder, trace)} >= SERVICES)
    # A span is told when it ends, so a child may come before its parent.
    eventually("the parent of every span", lambda: not orphans(spans(folder, trace), root))
    assert not (folder / "refused.jsonl").exists(), (folder / "refused.jsonl").read_text()[:2000]

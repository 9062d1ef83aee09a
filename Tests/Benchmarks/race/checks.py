"""What has to be true after a race, by the rows that are there and by what the racers were told. Each check gives the findings against it,
as text; none is good."""

import collections
import json
import time
from datetime import datetime

from bench import psql

PATIENCE_SECONDS = 30
TAKING = ("booked", "checked_in", "started", "completed")
OURS_TAKEN = "SELECT resource_id AS resource, lower(during) AS first, upper(during) AS last FROM allocations WHERE active"
PEERS_TAKEN = " UNION ALL ".join(
    f"SELECT {one}_id AS resource, starts_at AS first, ends_at AS last FROM appointments WHERE {one}_id IS NOT NULL"
    " AND (status IN ('booked', 'checked_in') OR status = 'held' AND held_until > now())" for one in ("technician", "bay", "tool"))


def rows(url, query):
    """The rows of a query as dictionaries."""
    return json.loads(psql(url, f"SELECT coalesce(json_agg(one), '[]') FROM ({query}) one"))


def findings(checks):
    """By check, what it found; those without a finding are left out."""
    found = {check.__name__: check() for check in checks}
    return {name: some for name, some in found.items() if some}


def eventually(url, query):
    """What a query gives, as soon as that is nothing, or after a while."""
    end = time.monotonic() + PATIENCE_SECONDS
    while (left := rows(url, query)) and time.monotonic() < end:
        time.sleep(0.2)
    return left


# Of both sides


def overlaps(url, taken):
    """What begins before something earlier of the same resource has ended. Knows nothing of constraints."""
    return rows(url, f"""
        SELECT * FROM (SELECT resource, first, max(last) OVER (
            PARTITION BY resource ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy_until FROM ({taken}) taken
        ) ordered WHERE first < busy_until""")


def unlike_told(url, told):
    """Each appointment is as its last acknowledged change left it; there is no other, so that no refusal left a row."""
    last = {}
    for appointment, version, status, start, _ in told["changes"]:
        last[appointment] = max(last.get(appointment, (0,)), (version, status, datetime.fromisoformat(start).timestamp()))
    there = {row["id"]: (row["version"], row["status"], row["start"]) for row in rows(url, """
        SELECT id, version, status, extract(epoch FROM starts_at)::float8 AS start FROM appointments WHERE status <> 'held'""")}
    return [f"{one}: acknowledged {last.get(one)}, there is {there.get(one)}"
            for one in last.keys() | there.keys() if last.get(one) != there.get(one)]


def broken_versions(told):
    """Of every appointment each version was acknowledged once."""
    versions = collections.defaultdict(list)
    for appointment, version, *_ in told["changes"]:
        versions[appointment].append(version)
    return [f"{one}: acknowledged versions {sorted(some)}" for one, some in versions.items() if sorted(some) != list(range(1, len(some) + 1))]


def left_open(url):
    """Transactions and locks of others, once nobody asks for anything; services look into their outbox now and then."""
    return eventually(url, """
        SELECT pid, state, query FROM pg_stat_activity a WHERE datname = current_database() AND pid <> pg_backend_pid()
            AND (xact_start IS NOT NULL
                OR EXISTS (SELECT FROM pg_locks l WHERE l.pid = a.pid AND (NOT granted OR locktype IN ('transactionid', 'tuple'))))""")


def of_both(url, taken, told):
    def no_overlaps(): return overlaps(url, taken)
    def all_as_told(): return unlike_told(url, told)
    def all_versions(): return broken_versions(told)
    def all_answers(): return told["wrong"]
    def nothing_open(): return left_open(url)
    return [no_overlaps, all_as_told, all_versions, all_answers, nothing_open]


# Of ours alone


def of_ours(url, told):
    def allocations_as_states():
        return rows(url, f"""
            WITH wanted AS (
                SELECT id, tstzrange(starts_at, ends_at) AS during, resource::uuid FROM appointments,
                    LATERAL (SELECT state #>> '{{technician,id}}' UNION ALL SELECT state #>> '{{bay,id}}'
                        UNION ALL SELECT tool ->> 'id' FROM jsonb_array_elements(state -> 'tools') tool) needs (resource)
                WHERE status IN {TAKING})
            SELECT coalesce(id, appointment_id) AS appointment, wanted.resource AS wanted, resource_id AS taken
            FROM wanted FULL JOIN (SELECT * FROM allocations WHERE active AND NOT is_hold) a
                ON a.appointment_id = id AND a.resource_id = wanted.resource AND a.during = wanted.during
            WHERE id IS NULL OR appointment_id IS NULL""")

    def columns_as_states():
        return rows(url, """
            SELECT id FROM appointments WHERE (version::text, status, technician_id::text, bay_id::text) IS DISTINCT FROM
                (state ->> 'version', state ->> 'status', state #>> '{technician,id}', state #>> '{bay,id}')
                OR starts_at <> (state ->> 'start')::timestamptz OR ends_at <> (state ->> 'end')::timestamptz""")

    def allocations_have_owners():
        return rows(url, """
            SELECT appointment_id FROM allocations a WHERE NOT EXISTS (SELECT FROM appointments WHERE id = a.appointment_id)
                AND NOT EXISTS (SELECT FROM holds WHERE id = a.appointment_id)""")

    def holds_are_over():
        return rows(url, "SELECT id FROM holds") + rows(url, "SELECT appointment_id FROM allocations WHERE is_hold")

    def audit_is_whole():
        broken = rows(url, "SELECT id, audit_break(id) FROM workshops WHERE audit_break(id) IS NOT NULL")
        return broken + rows(url, """
            SELECT a.id, a.version, count(e.sequence) AS entries FROM appointments a LEFT JOIN audit e ON e.appointment_id = a.id
            GROUP BY a.id HAVING count(e.sequence) <> a.version""")

    def never_sold_twice():
        return sold_twice(rows(url, "SELECT sequence, appointment_id AS id, after FROM audit ORDER BY workshop_id, sequence"))

    def an_event_for_each_change():
        acknowledged = collections.Counter((one, version) for one, version, *_ in told["changes"])
        published = collections.Counter((row["subject"], row["version"]) for row in rows(url, """
            SELECT subject, version FROM outbox WHERE type LIKE 'appointment.%'"""))
        return [f"{one}: {acknowledged[one]} acknowledged, {published[one]} published"
                for one in acknowledged | published if acknowledged[one] != published[one]]

    def all_events_sent():
        return eventually(url, "SELECT subject, version FROM outbox WHERE sent_at IS NULL")

    def replies_of_successes_alone():
        kept, made = int(psql(url, "SELECT count(*) FROM idempotent_replies")), told["answers"]["book 201"] + told["answers"].get("hold 201", 0)
        return [] if kept == made else [f"{kept} answers are kept, {made} bookings and holds were made"]

    return [allocations_as_states, columns_as_states, allocations_have_owners, holds_are_over, audit_is_whole, never_sold_twice,
            an_event_for_each_change, all_events_sent, replies_of_successes_alone]


def sold_twice(entries):
    """Goes through all changes in the order of the audit trail, which is that of their commits: what overlapped at any moment, though it be
    gone by now."""
    taken, found = collections.defaultdict(dict), []
    for entry in entries:
        identity, state = entry["id"], entry["after"]
        for spans in taken.values():
            spans.pop(identity, None)
        if state["status"] not in TAKING:
            continue
        for resource in (state["technician"], state["bay"], *state["tools"]):
            spans = taken[resource]
            others = [other for other, (first, last) in spans.items() if first < state["end"] and state["start"] < last]
            found += [f"entry {entry['sequence']}: {resource} was taken by {identity} and {other}" for other in others]
            spans[identity] = (state["start"], state["end"])
    return found

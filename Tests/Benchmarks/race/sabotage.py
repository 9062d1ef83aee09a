"""Does, after a race, what must never be, once for each check, and sees that the check says so: a check that cannot fail proves nothing.
`nothing_open` and `all_events_sent` wait for what passes, and are left out."""

from bench import psql

ANY = "(SELECT id FROM appointments WHERE status = 'cancelled' LIMIT 1)"
GHOST = "'00000000-0000-4000-8000-000000000001'"
# By check, in an order in which each is the first to meet its own.
HARM = {
    "all_as_told": [f"UPDATE appointments SET status = 'booked' WHERE id = {ANY}"],
    "columns_as_states": [],  # met by the one before
    "allocations_as_states": [],  # too
    "no_overlaps": [
        "ALTER TABLE allocations DROP CONSTRAINT no_double_booking",
        """INSERT INTO allocations (appointment_id, resource_id, kind, workshop_id, day, during)
            SELECT (SELECT id FROM appointments WHERE id <> a.appointment_id AND status = 'cancelled' LIMIT 1), resource_id, kind, workshop_id,
                day, tstzrange(lower(during), upper(during) + '7 min') FROM allocations a WHERE active LIMIT 1"""],
    "allocations_have_owners": [
        "ALTER TABLE allocations DROP CONSTRAINT allocations_of_appointment_fkey",
        f"UPDATE allocations SET appointment_id = {GHOST} WHERE (appointment_id, resource_id) IN "
        "(SELECT appointment_id, resource_id FROM allocations LIMIT 1)"],
    "holds_are_over": ["INSERT INTO holds SELECT gen_random_uuid(), id, now(), now() + '1 h', now() FROM workshops"],
    "audit_is_whole": [
        "ALTER TABLE audit DISABLE TRIGGER USER",
        "UPDATE audit SET reason = 'another' WHERE sequence = (SELECT max(sequence) / 2 FROM audit)"],
    "never_sold_twice": [
        """UPDATE audit SET after = after || '{"start": "2000-01-01T00:00:00Z", "end": "2100-01-01T00:00:00Z"}'
            WHERE sequence = (SELECT min(sequence) FROM audit WHERE action = 'book')"""],
    "an_event_for_each_change": ["DELETE FROM outbox WHERE position = (SELECT max(position) FROM outbox WHERE type LIKE 'appointment.%')"],
    "replies_of_successes_alone": [
        "INSERT INTO idempotent_replies (key_hash, sealed) VALUES (sha256('a'), 'refused')"],
}
# What only the racers can have seen.
LIES = {
    "all_versions": lambda told: told["changes"].append(told["changes"][0]),
    "all_answers": lambda told: told["wrong"].append("book was answered 500"),
}


def undetected(url, told, all_checks):
    """The checks that did not find what was done for them."""
    by_name, missed = {check.__name__: check for check in all_checks}, []
    for name, statements in HARM.items():
        if statements:
            psql(url, *statements)
        missed += [] if by_name[name]() else [name]
    for name, lie in LIES.items():
        lie(told)
        missed += [] if by_name[name]() else [name]
    return missed

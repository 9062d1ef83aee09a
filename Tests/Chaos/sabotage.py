"""Breaks the promise on purpose, to see that the ledger counts it: deploy/chaos --sabotage. What is clean in spite of these proves
nothing when it is clean without them."""

import time
import uuid

from waiting import eventually

SETTLE_SECONDS = 12


def marks_before_publishing(lab, load):
    """Some events are marked as sent and never are: what a relay does that marks first and dies."""
    lab.execute("booking", """
        CREATE FUNCTION trial_mark() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF NEW.position % 5 = 0 THEN NEW.sent_at := now(); END IF; RETURN NEW; END $$;
        CREATE TRIGGER trial_mark BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION trial_mark()""")
    time.sleep(2)
    lab.execute("booking", "DROP TRIGGER trial_mark ON outbox; DROP FUNCTION trial_mark()")


def forgets_an_effect(lab, load):
    """A job card is gone."""
    lab.execute("jobcard-prep", f"DELETE FROM jobcard_parts; DELETE FROM jobcards WHERE appointment_id = '{one_of(lab, load)}'")


def tells_twice(lab, load):
    """The same message goes out under another id, as without a ledger of messages."""
    lab.execute("notifications", f"""
        INSERT INTO messages (id, appointment_id, appointment_version, customer_id, purpose, appointment, due_at, created_at)
        SELECT gen_random_uuid(), appointment_id, appointment_version, customer_id, 'change', appointment, now(), now()
        FROM messages CROSS JOIN generate_series(1, 2) WHERE appointment_id = '{one_of(lab, load)}' AND purpose = 'confirmation'""")


def goes_back_in_time(lab, load):
    """An older state is written over a newer one."""
    lab.execute("analytics", f"UPDATE appointments SET version = version - 1 WHERE id = '{one_of(lab, load)}'")


def leaves_something_behind(lab, load):
    """A message lies parked that nobody looks at."""
    lab.publish("appointment.painted", b"{}", str(uuid.uuid4()), {}, queue="pitcrew.analytics")


def one_of(lab, load):
    """A visit that was booked and not changed since, and whose effects are all there."""
    def settled():
        for visit in load.visits:
            if visit.appointment and visit.version == 1 and visit.status == "booked" and not visit.request:
                appointment = uuid.UUID(visit.appointment)
                told = lab.rows("notifications", "SELECT 1 FROM messages WHERE appointment_id = $1 AND status = 'sent'", appointment)
                if told and lab.rows("analytics", "SELECT 1 FROM appointments WHERE id = $1", appointment):
                    return visit.appointment
        return None
    return eventually("a visit is booked and told of", settled, 30)


# What must be found, by what was done.
ALL = {
    marks_before_publishing: "lost", forgets_an_effect: "lost", tells_twice: "duplicate_effects", goes_back_in_time: "out_of_order",
    leaves_something_behind: "unexpected",
}

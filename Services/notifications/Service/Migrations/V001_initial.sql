-- What is known of each appointment, and the one ledger of everything sent or to be sent.

CREATE TABLE appointments (
    id                  uuid PRIMARY KEY,
    version             bigint NOT NULL,
    status              text NOT NULL,
    starts_at           timestamptz NOT NULL
);

CREATE TABLE messages (
    -- Made of the appointment, the purpose and, where it may recur, the appointment's version: one cause, one message.
    id                  uuid PRIMARY KEY,
    version             bigint NOT NULL DEFAULT 1,
    appointment_id      uuid NOT NULL REFERENCES appointments,
    appointment_version bigint NOT NULL,
    customer_id         uuid NOT NULL,
    purpose             text NOT NULL CHECK (purpose IN ('confirmation', 'change', 'cancellation', 'reminder')),
    channel             text NOT NULL DEFAULT 'email' CHECK (channel IN ('email')),
    status              text NOT NULL DEFAULT 'scheduled' CHECK (status IN ('scheduled', 'sending', 'sent', 'failed', 'cancelled')),
    -- The appointment as the message tells it.
    appointment         jsonb NOT NULL,
    due_at              timestamptz NOT NULL,
    -- Whoever sends it holds it until then; after a crash it is free again.
    leased_until        timestamptz,
    attempts            integer NOT NULL DEFAULT 0,
    error               text,
    receipt             text,
    traceparent         text,
    created_at          timestamptz NOT NULL,
    settled_at          timestamptz
);
CREATE INDEX messages_due ON messages (due_at) WHERE status IN ('scheduled', 'sending');
CREATE INDEX messages_appointment ON messages (appointment_id, id);
CREATE INDEX messages_customer ON messages (customer_id, id);
-- However often a confirmation or cancellation is caused, the ledger holds it once.
CREATE UNIQUE INDEX messages_once ON messages (appointment_id, purpose) WHERE purpose IN ('confirmation', 'cancellation');

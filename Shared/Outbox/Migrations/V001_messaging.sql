-- The message path's own tables: what is to be sent, what has been handled, what is to be tried again, what people must look at.

CREATE TABLE outbox (
    position      bigint GENERATED ALWAYS AS IDENTITY,
    created_at    timestamptz NOT NULL DEFAULT now(),
    event_id      uuid NOT NULL,
    type          text NOT NULL,
    subject       uuid NOT NULL,
    version       bigint NOT NULL,
    event_time    timestamptz NOT NULL,
    data_class    text NOT NULL,
    traceparent   text,
    body          text NOT NULL,
    sent_at       timestamptz,
    held_until    timestamptz,
    PRIMARY KEY (created_at, position)
) PARTITION BY RANGE (created_at);
CREATE INDEX outbox_unsent ON outbox (position) WHERE sent_at IS NULL;
CREATE TABLE outbox_default PARTITION OF outbox DEFAULT;

CREATE TABLE inbox (
    event_id      uuid PRIMARY KEY,
    received_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX inbox_received_at ON inbox USING brin (received_at);

CREATE TABLE retry (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id        uuid NOT NULL UNIQUE,
    type            text NOT NULL,
    routing_key     text NOT NULL,
    headers         jsonb NOT NULL,
    body            bytea NOT NULL,
    attempts        integer NOT NULL CHECK (attempts > 0),
    due_at          timestamptz NOT NULL,
    first_failed_at timestamptz NOT NULL DEFAULT now(),
    last_error      text NOT NULL
);
CREATE INDEX retry_due_at ON retry (due_at);

CREATE TABLE parked (
    id              uuid PRIMARY KEY,
    event_id        uuid,
    type            text NOT NULL,
    routing_key     text NOT NULL,
    headers         jsonb NOT NULL,
    body            bytea NOT NULL,
    reason          text NOT NULL CHECK (reason IN ('undecodable', 'unknown-type', 'attempts-exhausted', 'permanent', 'dead-lettered')),
    error           text NOT NULL,
    error_group     text NOT NULL,
    attempts        integer NOT NULL,
    first_failed_at timestamptz NOT NULL,
    parked_at       timestamptz NOT NULL DEFAULT now(),
    state           text NOT NULL DEFAULT 'parked' CHECK (state IN ('parked', 'replayed', 'edited', 'discarded')),
    settled_at      timestamptz,
    settled_by      text,
    settled_note    text,
    CHECK ((state = 'parked') = (settled_at IS NULL))
);
CREATE INDEX parked_open ON parked (error_group, parked_at, id) WHERE state = 'parked';
-- However often a message is delivered, it waits for people once.
CREATE UNIQUE INDEX parked_once ON parked (event_id) WHERE state = 'parked';

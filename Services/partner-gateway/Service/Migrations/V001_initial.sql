-- Identities, partners, their keys, what they asked for, and the webhook calls they are owed.

CREATE TABLE signing_keys (
    kid           text PRIMARY KEY,
    sealed_key    bytea NOT NULL,
    x             text NOT NULL,
    y             text NOT NULL,
    created_at    timestamptz NOT NULL,
    -- Tokens signed by it are accepted until then; NULL for the key that signs.
    retires_at    timestamptz
);
CREATE UNIQUE INDEX signing_keys_current ON signing_keys ((true)) WHERE retires_at IS NULL;
CREATE SEQUENCE signing_keys_version;

CREATE TABLE staff (
    id            uuid PRIMARY KEY,
    email         text NOT NULL UNIQUE CHECK (email = lower(email)),
    name          text NOT NULL,
    role          text NOT NULL CHECK (role IN ('operator', 'advisor')),
    password_hash text NOT NULL
);

CREATE TABLE sign_in_failures (
    account       text NOT NULL,
    at            timestamptz NOT NULL
);
CREATE INDEX sign_in_failures_account ON sign_in_failures (account, at);

CREATE TABLE partners (
    id            uuid PRIMARY KEY,
    name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    active        boolean NOT NULL DEFAULT true,
    version       bigint NOT NULL,
    created_at    timestamptz NOT NULL
);

CREATE TABLE partner_keys (
    client_id     text PRIMARY KEY,
    partner_id    uuid NOT NULL REFERENCES partners,
    secret_hash   bytea NOT NULL,
    scopes        text[] NOT NULL,
    created_at    timestamptz NOT NULL,
    revoked_at    timestamptz
);
CREATE INDEX partner_keys_partner ON partner_keys (partner_id);

CREATE TABLE webhooks (
    partner_id    uuid PRIMARY KEY REFERENCES partners,
    url           text NOT NULL,
    sealed_secret bytea NOT NULL,
    disabled_at   timestamptz,
    disabled_why  text
);

CREATE TABLE booking_requests (
    id             uuid PRIMARY KEY,
    partner_id     uuid NOT NULL REFERENCES partners,
    reference      text NOT NULL,
    status         text NOT NULL CHECK (status IN ('requested', 'booked', 'declined', 'cancelled', 'completed', 'no_show')),
    version        bigint NOT NULL DEFAULT 0,
    appointment_id uuid,
    starts_at      timestamptz,
    reason         text,
    requested_at   timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL,
    UNIQUE (partner_id, reference)
);

CREATE TABLE deliveries (
    id            uuid PRIMARY KEY,
    partner_id    uuid NOT NULL REFERENCES partners,
    type          text NOT NULL,
    body          text NOT NULL,
    status        text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'failed')),
    attempts      integer NOT NULL DEFAULT 0,
    due_at        timestamptz NOT NULL,
    -- Whoever sends it holds it until then; after a crash it is free again.
    leased_until  timestamptz,
    traceparent   text,
    created_at    timestamptz NOT NULL,
    settled_at    timestamptz
);
CREATE INDEX deliveries_due ON deliveries (due_at) WHERE status = 'pending';
CREATE INDEX deliveries_partner ON deliveries (partner_id, id);

CREATE TABLE delivery_attempts (
    delivery_id   uuid NOT NULL REFERENCES deliveries,
    attempt       integer NOT NULL,
    at            timestamptz NOT NULL,
    status        integer,
    error         text,
    milliseconds  integer NOT NULL,
    PRIMARY KEY (delivery_id, attempt)
);

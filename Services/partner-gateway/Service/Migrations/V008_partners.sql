-- Partners' keys by public key, with an environment each; what is tried out is kept apart; limits; usage.
-- Nothing here is in the way of the version before: what it reads and writes stays as it was.

ALTER TABLE partners
    -- NULL for the settings' own.
    ADD COLUMN requests_per_second integer CHECK (requests_per_second BETWEEN 1 AND 100000),
    ADD COLUMN burst integer CHECK (burst BETWEEN 1 AND 1000000),
    ADD COLUMN bookings_per_day integer CHECK (bookings_per_day BETWEEN 0 AND 100000000);

ALTER TABLE partner_keys
    ADD COLUMN environment text NOT NULL DEFAULT 'live' CHECK (environment IN ('live', 'sandbox')),
    -- Public keys of a client that signs assertions; its secret_hash is empty, which no secret matches.
    ADD COLUMN jwks jsonb,
    ADD COLUMN last_used_at timestamptz;

-- Twins of the live tables: a reference may be used in both, and no query reaches over by mistake.
CREATE TABLE sandbox_booking_requests (LIKE booking_requests INCLUDING ALL);
ALTER TABLE sandbox_booking_requests ADD FOREIGN KEY (partner_id) REFERENCES partners;
ALTER TABLE webhooks
    -- Calls are signed with it as well until then.
    ADD COLUMN previous_sealed_secret bytea,
    ADD COLUMN previous_until timestamptz;
CREATE TABLE sandbox_webhooks (LIKE webhooks INCLUDING ALL);
ALTER TABLE sandbox_webhooks ADD FOREIGN KEY (partner_id) REFERENCES partners;

ALTER TABLE deliveries
    ADD COLUMN environment text NOT NULL DEFAULT 'live' CHECK (environment IN ('live', 'sandbox'));

-- Losing it after a crash gives each client one burst.
CREATE UNLOGGED TABLE rate_buckets (
    client_id     text PRIMARY KEY,
    tokens        double precision NOT NULL,
    granted       integer NOT NULL,
    refilled_at   timestamptz NOT NULL
);

CREATE TABLE partner_days (
    partner_id    uuid NOT NULL REFERENCES partners,
    environment   text NOT NULL,
    day           date NOT NULL,
    bookings      integer NOT NULL,
    PRIMARY KEY (partner_id, environment, day)
);

CREATE TABLE partner_usage (
    partner_id    uuid NOT NULL REFERENCES partners,
    client_id     text NOT NULL,
    operation     text NOT NULL,
    status_class  integer NOT NULL,
    day           date NOT NULL,
    requests      bigint NOT NULL,
    -- How many took up to each bound of LatencyHistogram.
    buckets       bigint[] NOT NULL,
    PRIMARY KEY (partner_id, day, client_id, operation, status_class)
);

-- Customers, their vehicles, visits and scores, and the queue of what the outside CRM has yet to be told.

CREATE TABLE customers (
    id            uuid PRIMARY KEY,
    version       bigint NOT NULL CHECK (version > 0),
    name          text NOT NULL,
    email         text NOT NULL UNIQUE CHECK (email = lower(email)),
    phone         text,
    locale        text NOT NULL,
    since         timestamptz NOT NULL,
    nps           integer CHECK (nps BETWEEN 0 AND 10),
    -- When what is known was said: older statements that come later change nothing.
    contact_at    timestamptz NOT NULL,
    -- Words that a search finds the customer by.
    search        tsvector NOT NULL GENERATED ALWAYS AS (
        to_tsvector('simple'::regconfig, regexp_replace(name || ' ' || email || ' ' || coalesce(phone, ''), '[^[:alnum:]]+', ' ', 'g'))
    ) STORED
);
CREATE INDEX customers_name ON customers (lower(name), id);
CREATE INDEX customers_search ON customers USING gin (search);

-- Other ids a customer is known by: a booking's before both met, or another system's.
CREATE TABLE customer_aliases (
    alias_id      uuid PRIMARY KEY,
    customer_id   uuid NOT NULL REFERENCES customers
);
CREATE INDEX customer_aliases_customer ON customer_aliases (customer_id);

CREATE TABLE vehicles (
    id            uuid PRIMARY KEY,
    version       bigint NOT NULL CHECK (version > 0),
    customer_id   uuid NOT NULL REFERENCES customers,
    plate         text NOT NULL,
    -- As plates are compared: NaturalIdentity.normalized(plate:).
    plate_key     text NOT NULL,
    vin           text,
    make          text NOT NULL,
    model         text NOT NULL,
    year          integer,
    class         text NOT NULL,
    mileage_km    integer,
    described_at  timestamptz NOT NULL
);
CREATE INDEX vehicles_customer ON vehicles (customer_id);
CREATE INDEX vehicles_plate ON vehicles (plate_key text_pattern_ops);

CREATE TABLE visits (
    appointment_id uuid PRIMARY KEY,
    customer_id    uuid NOT NULL REFERENCES customers,
    version        bigint NOT NULL,
    status         text NOT NULL,
    starts_at      timestamptz NOT NULL,
    ends_at        timestamptz NOT NULL,
    workshop_id    uuid NOT NULL,
    workshop_name  text NOT NULL,
    time_zone      text NOT NULL,
    plate          text NOT NULL,
    -- List of {code, name}.
    services       jsonb NOT NULL,
    price_amount   bigint NOT NULL,
    price_currency text NOT NULL
);
CREATE INDEX visits_customer ON visits (customer_id, starts_at DESC);

-- By the id that was scored, which may be an alias or not yet known.
CREATE TABLE churn_scores (
    customer_id   uuid PRIMARY KEY,
    version       bigint NOT NULL,
    probability   double precision NOT NULL CHECK (probability BETWEEN 0 AND 1),
    horizon_days  integer NOT NULL,
    reasons       jsonb NOT NULL,
    scored_at     timestamptz NOT NULL
);

-- The durable queue to the CRM: a row for each object, so that many changes before a call become one.
CREATE TABLE crm_sync (
    object_type    text NOT NULL CHECK (object_type = 'contacts'),
    object_id      uuid NOT NULL REFERENCES customers,
    wanted_version bigint NOT NULL,
    synced_version bigint NOT NULL DEFAULT 0,
    -- The version the CRM refused for good; a newer one is tried again.
    failed_version bigint NOT NULL DEFAULT 0,
    attempts       integer NOT NULL DEFAULT 0,
    due_at         timestamptz NOT NULL,
    leased_until   timestamptz,
    last_error     text,
    PRIMARY KEY (object_type, object_id),
    CHECK (synced_version <= wanted_version AND failed_version <= wanted_version)
);
CREATE INDEX crm_sync_due ON crm_sync (due_at) WHERE wanted_version > synced_version AND wanted_version > failed_version;
CREATE INDEX crm_sync_failed ON crm_sync (object_id) WHERE failed_version = wanted_version;

-- What all instances must know of the CRM as a whole.
CREATE TABLE crm_state (
    is_single      boolean PRIMARY KEY DEFAULT true CHECK (is_single),
    paused_until   timestamptz,
    paused_why     text,
    last_success_at timestamptz
);
INSERT INTO crm_state DEFAULT VALUES;

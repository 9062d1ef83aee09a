-- Job cards with their steps and parts, the stock of each workshop, and what has to be bought.

CREATE TABLE bills (
    service_code   text PRIMARY KEY,
    -- [{"sku", "quantity"}]
    parts          jsonb NOT NULL,
    -- [{"name", "percent"}], in working order, adding up to 100
    steps          jsonb NOT NULL
);

CREATE TABLE parts (
    id             uuid PRIMARY KEY,
    workshop_id    uuid NOT NULL,
    sku            text NOT NULL CHECK (length(sku) BETWEEN 1 AND 60),
    name           text NOT NULL,
    on_hand        integer NOT NULL CHECK (on_hand >= 0),
    reserved       integer NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    UNIQUE (workshop_id, sku),
    -- What is not there cannot be set aside, whatever the code does.
    CHECK (reserved <= on_hand)
);

CREATE TABLE jobcards (
    id                  uuid PRIMARY KEY,
    appointment_id      uuid NOT NULL UNIQUE,
    appointment_version bigint NOT NULL,
    version             bigint NOT NULL,
    workshop_id         uuid NOT NULL,
    status              text NOT NULL CHECK (status IN ('draft', 'ready', 'running', 'completed', 'cancelled')),
    technician_id       uuid NOT NULL,
    technician_name     text NOT NULL,
    vehicle             text NOT NULL,
    plate               text NOT NULL,
    note                text,
    starts_at           timestamptz NOT NULL,
    ends_at             timestamptz NOT NULL,
    local_day           date NOT NULL,
    steps               jsonb NOT NULL
);
CREATE INDEX jobcards_day ON jobcards (workshop_id, local_day, starts_at);

CREATE TABLE jobcard_parts (
    jobcard_id     uuid NOT NULL REFERENCES jobcards,
    sku            text NOT NULL,
    needed         integer NOT NULL CHECK (needed >= 0),
    reserved       integer NOT NULL CHECK (reserved >= 0),
    PRIMARY KEY (jobcard_id, sku),
    CHECK (reserved <= needed)
);

CREATE TABLE procurements (
    id             uuid PRIMARY KEY,
    version        bigint NOT NULL,
    workshop_id    uuid NOT NULL,
    jobcard_id     uuid NOT NULL REFERENCES jobcards,
    sku            text NOT NULL,
    quantity       integer NOT NULL CHECK (quantity >= 0),
    needed_by      timestamptz NOT NULL,
    status         text NOT NULL CHECK (status IN ('open', 'received', 'cancelled')),
    UNIQUE (jobcard_id, sku)
);
CREATE INDEX procurements_open ON procurements (workshop_id, sku, needed_by) WHERE status = 'open';

CREATE TABLE receipts (
    id             uuid PRIMARY KEY,
    part_id        uuid NOT NULL REFERENCES parts,
    quantity       integer NOT NULL CHECK (quantity > 0),
    received_by    text NOT NULL,
    received_at    timestamptz NOT NULL
);

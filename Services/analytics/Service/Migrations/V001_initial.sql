-- Facts made from events, and the dimensions they are cut by.

CREATE TABLE appointments (
    id               uuid PRIMARY KEY,
    version          bigint NOT NULL,
    workshop_id      uuid NOT NULL,
    technician_id    uuid NOT NULL,
    customer_id      uuid NOT NULL,
    channel          text NOT NULL,
    status           text NOT NULL,
    starts_at        timestamptz NOT NULL,
    ends_at          timestamptz NOT NULL,
    -- The day of the start in the workshop's own time zone: what every figure is counted by.
    local_day        date NOT NULL,
    booked_at        timestamptz NOT NULL,
    cancel_reason    text,
    cancelled_by     text,
    price_amount     bigint NOT NULL,
    price_currency   text NOT NULL
);
CREATE INDEX appointments_day ON appointments (local_day, workshop_id);

CREATE TABLE appointment_services (
    appointment_id   uuid NOT NULL REFERENCES appointments,
    code             text NOT NULL,
    PRIMARY KEY (appointment_id, code)
);
CREATE INDEX appointment_services_code ON appointment_services (code);

CREATE TABLE workshops (
    id               uuid PRIMARY KEY,
    version          bigint NOT NULL,
    name             text NOT NULL
);

CREATE TABLE services (
    code             text PRIMARY KEY,
    version          bigint NOT NULL,
    name             text NOT NULL
);

CREATE TABLE technicians (
    id               uuid PRIMARY KEY,
    version          bigint NOT NULL,
    workshop_id      uuid NOT NULL,
    name             text NOT NULL,
    active           boolean NOT NULL
);

CREATE TABLE technician_shifts (
    technician_id    uuid NOT NULL REFERENCES technicians,
    weekday          integer NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    minutes          integer NOT NULL CHECK (minutes >= 0),
    PRIMARY KEY (technician_id, weekday)
);

CREATE TABLE messages (
    id               uuid PRIMARY KEY,
    version          bigint NOT NULL,
    purpose          text NOT NULL,
    channel          text NOT NULL,
    status           text NOT NULL,
    at               timestamptz NOT NULL
);

CREATE TABLE customers (
    id               uuid PRIMARY KEY,
    version          bigint NOT NULL,
    since            timestamptz NOT NULL,
    churn            double precision,
    churn_version    bigint NOT NULL DEFAULT 0
);

-- History that features are made from, the models, their scores, and who waits for one.

CREATE TABLE visits (
    appointment_id uuid PRIMARY KEY,
    version        bigint NOT NULL,
    customer_id    uuid NOT NULL,
    status         text NOT NULL,
    starts_at      timestamptz NOT NULL,
    booked_at      timestamptz NOT NULL,
    cancelled_at   timestamptz,
    price_amount   bigint NOT NULL,
    price_currency text NOT NULL,
    labour_tenths  int NOT NULL CHECK (labour_tenths >= 0),
    services       int NOT NULL CHECK (services >= 0),
    channel        text NOT NULL,
    recorded_at    timestamptz NOT NULL
);
CREATE INDEX visits_customer ON visits (customer_id, starts_at);
CREATE INDEX visits_completed ON visits (starts_at) WHERE status = 'completed';
CREATE INDEX visits_imported ON visits (recorded_at) WHERE channel = 'import';

CREATE TABLE customers (
    id      uuid PRIMARY KEY,
    version bigint NOT NULL,
    since   timestamptz NOT NULL,
    nps     int CHECK (nps BETWEEN 0 AND 10),
    -- When the present NPS was first heard of: before that it is unknown to any feature.
    nps_at  timestamptz
);

CREATE TABLE vehicles (
    id          uuid PRIMARY KEY,
    version     bigint NOT NULL,
    customer_id uuid NOT NULL,
    year        int,
    class       text NOT NULL
);
CREATE INDEX vehicles_customer ON vehicles (customer_id);

CREATE TABLE models (
    id           uuid PRIMARY KEY,
    version      bigint NOT NULL,
    name         text NOT NULL,
    status       text NOT NULL CHECK (status IN ('registered', 'current', 'retired')),
    trained_at   timestamptz NOT NULL,
    horizon_days int NOT NULL CHECK (horizon_days > 0),
    features     text[] NOT NULL,
    calibration  jsonb NOT NULL,
    figures      jsonb NOT NULL,
    trees        bytea NOT NULL
);
CREATE UNIQUE INDEX models_current ON models ((true)) WHERE status = 'current';
CREATE INDEX models_trained ON models (trained_at DESC);

CREATE TABLE training_runs (
    id           uuid PRIMARY KEY,
    status       text NOT NULL CHECK (status IN ('pending', 'running', 'succeeded', 'failed')),
    requested_at timestamptz NOT NULL,
    leased_until timestamptz,
    finished_at  timestamptz,
    model_id     uuid REFERENCES models,
    detail       text,
    traceparent  text
);
-- One at a time, on all instances together.
CREATE UNIQUE INDEX training_runs_open ON training_runs ((true)) WHERE status IN ('pending', 'running');
CREATE INDEX training_runs_requested ON training_runs (requested_at DESC);

CREATE TABLE scores (
    customer_id  uuid PRIMARY KEY,
    version      bigint NOT NULL,
    model_id     uuid NOT NULL REFERENCES models,
    probability  double precision NOT NULL CHECK (probability BETWEEN 0 AND 1),
    horizon_days int NOT NULL,
    reasons      jsonb NOT NULL,
    scored_at    timestamptz NOT NULL
);
CREATE INDEX scores_outreach ON scores (probability DESC, customer_id DESC);
CREATE INDEX scores_age ON scores (scored_at);

CREATE TABLE due_scores (
    customer_id uuid PRIMARY KEY,
    due_at      timestamptz NOT NULL,
    -- The trace of what made it due: the score goes on in it.
    traceparent text
);
CREATE INDEX due_scores_due ON due_scores (due_at);

-- What every service keeps beside its messages: answers given under an Idempotency-Key, and the keys that tokens are verified by.

CREATE TABLE idempotency_keys (
    scope         text NOT NULL,
    key           text NOT NULL,
    fingerprint   text NOT NULL,
    status        integer NOT NULL,
    headers       jsonb NOT NULL,
    body          text,
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);

CREATE TABLE trusted_keys (
    issuer        text PRIMARY KEY,
    version       bigint NOT NULL,
    keys          jsonb NOT NULL
);

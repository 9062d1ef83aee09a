-- Replies given under an Idempotency-Key hold client secrets and customers' links. They are kept sealed under a key derived from the
-- caller's, of which only a hash is here, and for 48 hours. What was kept in clear before goes.

DROP TABLE idempotency_keys;

CREATE TABLE idempotent_replies (
    key_hash      bytea PRIMARY KEY,
    sealed        bytea NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idempotent_replies_created_at ON idempotent_replies (created_at);

-- Passkeys of customers and staff, and the challenges of ceremonies under way.

CREATE TABLE passkeys (
    credential_id   bytea PRIMARY KEY CHECK (octet_length(credential_id) BETWEEN 1 AND 1023),
    person_id       uuid NOT NULL,
    person_kind     text NOT NULL CHECK (person_kind IN ('customer', 'staff')),
    public_key      bytea NOT NULL,
    -- COSE: -7 ES256, -8 EdDSA, -257 RS256.
    algorithm       integer NOT NULL CHECK (algorithm IN (-7, -8, -257)),
    sign_count      bigint NOT NULL CHECK (sign_count BETWEEN 0 AND 4294967295),
    user_verified   boolean NOT NULL,
    backup_eligible boolean NOT NULL,
    backed_up       boolean NOT NULL CHECK (backup_eligible OR NOT backed_up),
    transports      text[] NOT NULL,
    name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    created_at      timestamptz NOT NULL,
    last_used_at    timestamptz
);
CREATE INDEX passkeys_person ON passkeys (person_id, created_at);

CREATE TABLE webauthn_challenges (
    id              uuid PRIMARY KEY,
    challenge_hash  bytea NOT NULL CHECK (octet_length(challenge_hash) = 32),
    purpose         text NOT NULL CHECK (purpose IN ('register', 'sign-in')),
    -- NULL for signing in: who it is, only the answer tells.
    person_id       uuid CHECK ((person_id IS NULL) = (purpose = 'sign-in')),
    expires_at      timestamptz NOT NULL
);
CREATE INDEX webauthn_challenges_expiry ON webauthn_challenges (expires_at);

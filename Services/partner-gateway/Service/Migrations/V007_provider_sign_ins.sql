-- Sign-ins that were begun at an identity provider and have not come back yet; each is taken once.

CREATE TABLE provider_sign_ins (
    state_hash      bytea PRIMARY KEY,
    -- Of the cookie: only the browser that began it may finish it.
    browser_hash    bytea NOT NULL,
    nonce_hash      bytea NOT NULL,
    sealed_verifier bytea NOT NULL,
    return_path     text NOT NULL,
    thumbprint      text,
    expires_at      timestamptz NOT NULL
);
CREATE INDEX provider_sign_ins_expiry ON provider_sign_ins (expires_at);

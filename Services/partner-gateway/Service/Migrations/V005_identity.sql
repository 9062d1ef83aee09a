-- People's sessions by device, their refresh tokens, one-time codes, roles and device policies as data, and the audit of it all.

ALTER TABLE staff
    DROP CONSTRAINT staff_role_check,
    ADD CONSTRAINT staff_role_check CHECK (role IN ('operator', 'advisor', 'technician', 'manager', 'marketer', 'support'));

-- Personal data. Customers who have signed in.
CREATE TABLE people (
    id             uuid PRIMARY KEY,
    email          text NOT NULL UNIQUE CHECK (email = lower(email)),
    created_at     timestamptz NOT NULL
);

-- Personal data. Which address a customer has now, as crm-bridge tells.
CREATE TABLE contacts (
    customer_id    uuid PRIMARY KEY,
    email          text NOT NULL CHECK (email = lower(email)),
    version        bigint NOT NULL
);
CREATE INDEX contacts_email ON contacts (email);

-- Attempts at one account are counted over all addresses too.
CREATE INDEX sign_in_failures_account ON sign_in_failures (account, at);

CREATE TABLE sessions (
    id             uuid PRIMARY KEY,
    person_id      uuid NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('customer', 'staff')),
    method         text NOT NULL CHECK (method IN ('code', 'passkey', 'oidc', 'password')),
    user_verified  boolean NOT NULL,
    -- Of the device's key (RFC 7638); once known, a refresh needs its proof.
    key_thumbprint text,
    device         jsonb,
    version        bigint NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL,
    last_used_at   timestamptz NOT NULL,
    tokens_end_at  timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    ended_at       timestamptz,
    ended_why      text
);
CREATE INDEX sessions_person ON sessions (person_id, last_used_at) WHERE ended_at IS NULL;
CREATE INDEX sessions_expires_at ON sessions (expires_at);

-- Of each token only a hash. A used one is kept: whoever comes with it again has stolen it, or was stolen from.
CREATE TABLE refresh_tokens (
    hash           bytea PRIMARY KEY,
    session_id     uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
    created_at     timestamptz NOT NULL,
    used_at        timestamptz,
    successor      bytea
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

-- Proofs of keys that were seen, so that none counts twice; the owner is a device key's thumbprint or a partner's client.
CREATE TABLE seen_proofs (
    owner          text NOT NULL,
    id             text NOT NULL,
    forget_at      timestamptz NOT NULL,
    PRIMARY KEY (owner, id)
);
CREATE INDEX seen_proofs_forget_at ON seen_proofs (forget_at);

-- Personal data, for ten minutes.
CREATE TABLE sign_in_codes (
    id             uuid PRIMARY KEY,
    email          text NOT NULL,
    hash           bytea NOT NULL,
    tries          integer NOT NULL DEFAULT 0,
    created_at     timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    used_at        timestamptz
);
CREATE INDEX sign_in_codes_expires_at ON sign_in_codes (expires_at);

-- What an operator decided that a role may do; the others may do what they come with.
CREATE TABLE role_permissions (
    role           text PRIMARY KEY,
    permissions    text[] NOT NULL
);

CREATE TABLE posture_policies (
    role           text PRIMARY KEY,
    policy         jsonb NOT NULL
);

-- Who signed in, what each device was told, and what was changed; append-only.
CREATE TABLE identity_audit (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at             timestamptz NOT NULL,
    action         text NOT NULL,
    person_id      uuid,
    session_id     uuid,
    -- Who did it, where that is somebody else.
    actor          text,
    outcome        text NOT NULL,
    reason         text,
    detail         jsonb
);
CREATE INDEX identity_audit_person ON identity_audit (person_id, id);

CREATE FUNCTION identity_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'identity_audit is append-only';
END
$$;
CREATE TRIGGER identity_audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON identity_audit
    FOR EACH STATEMENT EXECUTE FUNCTION identity_audit_is_append_only();

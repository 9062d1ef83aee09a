-- Personal data, until the code has run out: one-time codes to be sent. Address and code go once the message is settled.

CREATE TABLE sign_in_codes (
    id            uuid PRIMARY KEY,
    address       text,
    locale        text NOT NULL,
    -- Sealed under the secret that the gateway has too.
    sealed        text,
    status        text NOT NULL DEFAULT 'scheduled' CHECK (status IN ('scheduled', 'sent', 'failed', 'expired')),
    due_at        timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    -- Whoever sends it holds it until then.
    leased_until  timestamptz,
    attempts      integer NOT NULL DEFAULT 0,
    error         text,
    traceparent   text,
    created_at    timestamptz NOT NULL,
    settled_at    timestamptz
);
CREATE INDEX sign_in_codes_due ON sign_in_codes (due_at) WHERE status = 'scheduled';
CREATE INDEX sign_in_codes_expires_at ON sign_in_codes (expires_at);

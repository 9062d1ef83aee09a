-- Personal data, until the letter has left: changes of the way people sign in, of which they are told.

CREATE TABLE security_notices (
    -- The event's: one change, one letter.
    id            uuid PRIMARY KEY,
    -- What is told, to whom and in which language; NULL once that is settled.
    change        jsonb,
    status        text NOT NULL DEFAULT 'scheduled' CHECK (status IN ('scheduled', 'sent', 'failed')),
    due_at        timestamptz NOT NULL,
    -- Whoever sends it holds it until then.
    leased_until  timestamptz,
    attempts      integer NOT NULL DEFAULT 0,
    error         text,
    receipt       text,
    traceparent   text,
    created_at    timestamptz NOT NULL,
    settled_at    timestamptz,
    CHECK ((change IS NULL) = (settled_at IS NOT NULL))
);
CREATE INDEX security_notices_due ON security_notices (due_at) WHERE status = 'scheduled';
CREATE INDEX security_notices_settled ON security_notices (settled_at);

-- Sessions that were ended while access tokens of theirs had not run out: those tokens are refused.

CREATE TABLE ended_sessions (
    session_id    uuid PRIMARY KEY,
    forget_at     timestamptz NOT NULL
);
CREATE INDEX ended_sessions_forget_at ON ended_sessions (forget_at);

-- Since when an account of the operator's file has its password: a first password counts for a while only.

ALTER TABLE staff
    ADD COLUMN password_since timestamptz NOT NULL DEFAULT now(),
    -- Its person has made a passkey since.
    ADD COLUMN password_spent boolean NOT NULL DEFAULT false;

-- Mobile numbers of customers' accounts, by which they sign in too.

-- Personal data. A number that was proved belongs to one account: that of whoever proved it last.
CREATE TABLE phones (
    id               uuid PRIMARY KEY,
    person_id        uuid NOT NULL REFERENCES people ON DELETE CASCADE,
    number           text NOT NULL CHECK (number ~ '^\+[1-9][0-9]{6,14}$'),
    created_at       timestamptz NOT NULL,
    verified_at      timestamptz,
    -- The code that proves it, until it does.
    code_id          uuid,
    code_hash        bytea,
    code_tries       integer NOT NULL DEFAULT 0,
    code_expires_at  timestamptz,
    UNIQUE (person_id, number)
);
CREATE UNIQUE INDEX phones_holder ON phones (number) WHERE verified_at IS NOT NULL;

-- Codes that left for a text message, to bound what an account and all of them may cost; kept for two days.
CREATE TABLE sms_sends (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id        uuid NOT NULL,
    at               timestamptz NOT NULL
);
CREATE INDEX sms_sends_at ON sms_sends (at);
CREATE INDEX sms_sends_person ON sms_sends (person_id, at);

-- A code for a number waits, sealed, until a worker has looked up whose the number is: what the asker waits for is the same for all numbers.
ALTER TABLE sign_in_codes
    ALTER COLUMN email DROP NOT NULL,
    ADD COLUMN number text,
    ADD COLUMN locale text,
    ADD COLUMN sealed text,
    ADD COLUMN traceparent text,
    -- The row of `phones` that the number was found in.
    ADD COLUMN phone_id uuid,
    ADD CONSTRAINT sign_in_codes_address_check CHECK (num_nonnulls(email, number) = 1);
CREATE INDEX sign_in_codes_waiting ON sign_in_codes (created_at) WHERE sealed IS NOT NULL;

ALTER TABLE sessions
    DROP CONSTRAINT sessions_method_check,
    ADD CONSTRAINT sessions_method_check CHECK (method IN ('code', 'sms', 'passkey', 'oidc', 'password'));

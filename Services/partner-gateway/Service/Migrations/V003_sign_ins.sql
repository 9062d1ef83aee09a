-- Sign-ins are counted before the password is looked at, for the account and the address they come from.

ALTER TABLE sign_in_failures
    ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY,
    ADD COLUMN address text NOT NULL DEFAULT '';
DROP INDEX sign_in_failures_account;
CREATE INDEX sign_in_failures_address ON sign_in_failures (address, at);
CREATE INDEX sign_in_failures_at ON sign_in_failures (at);

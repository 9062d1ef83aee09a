-- Staff accounts that the identity provider's word makes, beside those of the operator's file.

ALTER TABLE staff
    -- What the provider calls itself and the person; NULL for an account of the file.
    ADD COLUMN issuer text,
    ADD COLUMN subject text,
    -- The provider's word counts until then.
    ADD COLUMN confirmed_until timestamptz,
    ADD CONSTRAINT staff_of_provider CHECK ((issuer IS NULL) = (subject IS NULL) AND (issuer IS NULL) = (confirmed_until IS NULL)),
    ADD CONSTRAINT staff_subject UNIQUE (issuer, subject);

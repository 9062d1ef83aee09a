-- Brands, templates with what was published of each, and the ledger of what was tried out with them.

CREATE TABLE brands (
    name        text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_]{0,39}$'),
    definition  jsonb NOT NULL,
    revision    bigint NOT NULL DEFAULT 1,
    changed_by  text NOT NULL,
    changed_at  timestamptz NOT NULL
);
-- A workshop speaks as one brand.
CREATE TABLE brand_workshops (
    workshop_id uuid PRIMARY KEY,
    brand       text NOT NULL REFERENCES brands ON DELETE CASCADE
);

CREATE TABLE templates (
    brand       text NOT NULL,
    name        text NOT NULL,
    channel     text NOT NULL CHECK (channel IN ('email', 'sms')),
    locale      text NOT NULL CHECK (locale ~ '^[a-z]{2,3}(-[A-Z]{2})?$'),
    -- Grows with every change; editors present the one they saw.
    revision    bigint NOT NULL DEFAULT 1,
    draft       jsonb,
    drafted_by  text,
    drafted_at  timestamptz,
    -- The version that is said; NULL where what came with the service is.
    published   integer,
    PRIMARY KEY (brand, name, channel, locale),
    CHECK ((draft IS NULL) = (drafted_by IS NULL) AND (draft IS NULL) = (drafted_at IS NULL))
);

CREATE TABLE template_versions (
    brand        text NOT NULL,
    name         text NOT NULL,
    channel      text NOT NULL,
    locale       text NOT NULL,
    version      integer NOT NULL CHECK (version > 0),
    content      jsonb NOT NULL,
    -- The version that it says again, 0 for what came with the service.
    reverts_to   integer CHECK (reverts_to >= 0 AND reverts_to < version),
    published_by text NOT NULL,
    published_at timestamptz NOT NULL,
    PRIMARY KEY (brand, name, channel, locale, version),
    FOREIGN KEY (brand, name, channel, locale) REFERENCES templates
);
ALTER TABLE templates ADD FOREIGN KEY (brand, name, channel, locale, published) REFERENCES template_versions;

-- What was sent in a version must stay to be seen.
CREATE FUNCTION refuse_change_of_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'published versions of templates do not change';
END $$;
CREATE TRIGGER template_versions_stay BEFORE UPDATE OR DELETE ON template_versions
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_version();
CREATE TRIGGER template_versions_not_emptied BEFORE TRUNCATE ON template_versions EXECUTE FUNCTION refuse_change_of_version();

-- Grows with every change of what is said: whoever keeps templates in memory reads them again.
CREATE TABLE template_revision (single boolean PRIMARY KEY DEFAULT true CHECK (single), revision bigint NOT NULL DEFAULT 0);
INSERT INTO template_revision DEFAULT VALUES;

-- The ledger tells in which template a message was said, and has what was sent to try one out.
ALTER TABLE messages
    ADD COLUMN template text,
    ADD COLUMN is_test boolean NOT NULL DEFAULT false,
    ADD COLUMN requested_by text,
    ALTER COLUMN appointment_id DROP NOT NULL,
    ALTER COLUMN appointment_version DROP NOT NULL,
    ALTER COLUMN customer_id DROP NOT NULL,
    ALTER COLUMN appointment DROP NOT NULL,
    DROP CONSTRAINT messages_purpose_check,
    DROP CONSTRAINT messages_channel_check,
    ADD CONSTRAINT messages_purpose_check CHECK (is_test OR purpose IN ('confirmation', 'change', 'cancellation', 'reminder')),
    ADD CONSTRAINT messages_channel_check CHECK (channel = 'email' OR (is_test AND channel = 'sms')),
    ADD CONSTRAINT messages_test_check CHECK (
        CASE WHEN is_test THEN requested_by IS NOT NULL AND appointment_id IS NULL AND customer_id IS NULL AND appointment IS NULL
             ELSE requested_by IS NULL AND appointment_id IS NOT NULL AND appointment_version IS NOT NULL AND customer_id IS NOT NULL
                  AND appointment IS NOT NULL END);
CREATE INDEX messages_tests ON messages (created_at, id) WHERE is_test;

-- What people want and do not want to be sent, and what was decided of each message.

CREATE TABLE contact_preferences (
    person       uuid PRIMARY KEY,
    -- IANA name; NULL where the workshop's counts.
    zone         text,
    -- Minutes since midnight by the person's clock; both or neither.
    quiet_from   integer CHECK (quiet_from BETWEEN 0 AND 1439),
    quiet_until  integer CHECK (quiet_until BETWEEN 0 AND 1439),
    -- Do not disturb until then.
    paused_until timestamptz,
    changed_by   text NOT NULL,
    changed_at   timestamptz NOT NULL,
    CHECK ((quiet_from IS NULL) = (quiet_until IS NULL)),
    CHECK (quiet_from <> quiet_until)
);

-- The proof of what people have said, each time they said it. What they said last counts.
CREATE TABLE consents (
    id              uuid PRIMARY KEY,
    person          uuid NOT NULL,
    purpose         text NOT NULL,
    channel         text NOT NULL,
    is_given        boolean NOT NULL,
    -- Where it was said, and in answer to which words.
    source          text NOT NULL,
    wording_version text,
    -- The event or request that brought it: the same is noted once.
    event_id        uuid NOT NULL,
    said_at         timestamptz NOT NULL,
    noted_at        timestamptz NOT NULL,
    -- Orders what was said at the same moment.
    version         bigint NOT NULL,
    UNIQUE (event_id, purpose, channel)
);
CREATE INDEX consents_latest ON consents (person, purpose, channel, said_at DESC, version DESC, id DESC);

CREATE FUNCTION refuse_change_of_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was said stays as it was said';
END $$;
CREATE TRIGGER consents_stay BEFORE UPDATE OR DELETE ON consents FOR EACH ROW EXECUTE FUNCTION refuse_change_of_consent();
CREATE TRIGGER consents_not_emptied BEFORE TRUNCATE ON consents EXECUTE FUNCTION refuse_change_of_consent();

-- Addresses that nothing is sent to. Of an address only its SHA-256 in hexadecimal: it outlives the customer.
CREATE TABLE suppressions (
    address_hash text NOT NULL,
    channel      text NOT NULL,
    reason       text NOT NULL CHECK (reason IN ('hard_bounce', 'complaint', 'stop')),
    source       text NOT NULL,
    since        timestamptz NOT NULL,
    -- When it was lifted, as by the word START.
    lifted_at    timestamptz,
    PRIMARY KEY (address_hash, channel, reason)
);

-- What was decided last of each message of any kind: the ledger of everything sent and not sent.
CREATE TABLE send_decisions (
    message_id  uuid PRIMARY KEY,
    kind        text NOT NULL,
    purpose     text NOT NULL,
    channel     text NOT NULL,
    -- NULL where only an address is known.
    person      uuid,
    verdict     text NOT NULL CHECK (verdict IN ('allowed', 'deferred', 'refused')),
    grounds     text CHECK (grounds IN ('consent', 'contract', 'transactional')),
    consent_id  uuid REFERENCES consents,
    rule        text,
    -- When a deferred one is decided again.
    again_at    timestamptz,
    -- Whether it counts for the frequency caps.
    counts      boolean NOT NULL,
    decided_at  timestamptz NOT NULL,
    created_at  timestamptz NOT NULL,
    CHECK (CASE verdict WHEN 'allowed' THEN grounds IS NOT NULL AND rule IS NULL AND (consent_id IS NOT NULL) = (grounds = 'consent')
                        ELSE grounds IS NULL AND rule IS NOT NULL AND consent_id IS NULL AND NOT counts END),
    CHECK ((again_at IS NOT NULL) = (verdict = 'deferred'))
);
CREATE INDEX send_decisions_person ON send_decisions (person, created_at, message_id);
CREATE INDEX send_decisions_counting ON send_decisions (person, decided_at) WHERE counts;
CREATE INDEX send_decisions_security ON send_decisions (created_at) WHERE purpose = 'security';

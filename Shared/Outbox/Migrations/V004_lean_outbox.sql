-- Every event pays for an index twice: when it is written and when it is marked as sent. Unsent rows are found by the partial index on
-- their position, which is unique by the way it is made. Sent ones are looked for only when a broker has lost them, by the time of
-- sending, in whose order they lie.

ALTER TABLE outbox DROP CONSTRAINT outbox_pkey;
CREATE INDEX outbox_sent_at ON outbox USING brin (sent_at) WITH (autosummarize = on);

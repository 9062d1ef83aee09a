-- Every event pays for an index twice: when it is written and when it is marked as sent. Unsent rows are found by the partial index on
-- their position, which is unique by the way it is made; sent ones by their day.

ALTER TABLE outbox DROP CONSTRAINT outbox_pkey;

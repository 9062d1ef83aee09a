-- People who were forgotten, by their ids: what is told later of the time before does not bring them back.
CREATE TABLE erased_customers (
    customer_id uuid PRIMARY KEY,
    -- of the profile; 0 for another id that the person was known by
    version bigint NOT NULL,
    erased_at timestamptz NOT NULL
);
CREATE INDEX waiting_list_by_address ON waiting_list (lower(btrim(wish->'customer'->>'email')));

-- Entries from before notes lay apart hold theirs themselves: it may be erased too, and nothing else of an entry may be changed. The chain
-- holds the note's digest, so it stays whole.
CREATE FUNCTION audit_only_forgets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.note IS NOT NULL AND NEW.note IS NULL THEN
        OLD.note := NULL;
        IF OLD IS NOT DISTINCT FROM NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'restrict_violation';
END
$$;
DROP TRIGGER audit_append_only ON audit;
CREATE TRIGGER audit_append_only BEFORE DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_only_forgets BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION audit_only_forgets();

-- What is kept of identities and of partners' usage, and for how long.

-- The audit stays append-only, but for rows that a transaction has said it keeps no longer: it names the days to keep, and a row goes only
-- if it is older than those, and than ninety days whatever was named.
DROP TRIGGER identity_audit_append_only ON identity_audit;
CREATE TRIGGER identity_audit_append_only BEFORE UPDATE OR TRUNCATE ON identity_audit
    FOR EACH STATEMENT EXECUTE FUNCTION identity_audit_is_append_only();

CREATE FUNCTION identity_audit_keeps_its_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    days integer := nullif(current_setting('pitcrew.identity_audit_days', true), '')::integer;
BEGIN
    IF days >= 90 AND OLD.at < now() - make_interval(days => days) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'identity_audit is append-only';
END
$$;
CREATE TRIGGER identity_audit_retention BEFORE DELETE ON identity_audit
    FOR EACH ROW EXECUTE FUNCTION identity_audit_keeps_its_time();

CREATE INDEX identity_audit_at ON identity_audit (at);
CREATE INDEX partner_usage_day ON partner_usage (day);

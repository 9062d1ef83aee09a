-- What people write beside a change, apart from the trail. The trail holds a digest of it and of a salt that lies here: so what was written
-- can be checked for as long as it is here, and nobody can guess it from the digest once it is gone. Personal data, may be deleted.
-- There is no foreign key: an entry is written after its note, and never goes.
CREATE TABLE audit_notes (
    workshop_id uuid NOT NULL,
    sequence bigint NOT NULL,
    written_at timestamptz NOT NULL,
    salt bytea NOT NULL CHECK (octet_length(salt) = 32),
    note text NOT NULL,
    PRIMARY KEY (workshop_id, sequence)
);
CREATE INDEX ON audit_notes (written_at);

CREATE FUNCTION audit_note_is_not_edited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a note of the audit trail may be erased, not edited' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_note_is_not_edited BEFORE UPDATE ON audit_notes FOR EACH STATEMENT EXECUTE FUNCTION audit_note_is_not_edited();

-- Entries of the version before bring their note as ever; those from before this one keep theirs, with a digest that has no salt.
CREATE OR REPLACE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    salt bytea;
BEGIN
    INSERT INTO audit_heads AS head (workshop_id, sequence, hash) VALUES (NEW.workshop_id, 1, '')
    ON CONFLICT (workshop_id) DO UPDATE SET sequence = head.sequence + 1
    RETURNING head.sequence, head.hash INTO NEW.sequence, NEW.previous_hash;
    NEW.note_digest := NULL;
    IF NEW.note IS NOT NULL THEN
        salt := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
        NEW.note_digest := sha256(salt || convert_to(NEW.note, 'UTF8'));
        INSERT INTO audit_notes (workshop_id, sequence, written_at, salt, note)
        VALUES (NEW.workshop_id, NEW.sequence, NEW.at, salt, NEW.note);
        NEW.note := NULL;
    END IF;
    NEW.hash := audit_hash(NEW);
    UPDATE audit_heads SET hash = NEW.hash WHERE workshop_id = NEW.workshop_id;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION audit_break(workshop uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT min(sequence) FROM (
        SELECT a.sequence, a.hash = audit_hash(a) AND a.previous_hash = coalesce(lag(a.hash) OVER w, '')
            AND a.sequence = row_number() OVER w
            AND (a.note IS NULL OR a.note_digest IS NOT DISTINCT FROM sha256(convert_to(a.note, 'UTF8')))
            AND (n.note IS NULL OR a.note_digest IS NOT DISTINCT FROM sha256(n.salt || convert_to(n.note, 'UTF8'))) AS whole
        FROM audit a LEFT JOIN audit_notes n USING (workshop_id, sequence)
        WHERE a.workshop_id = workshop WINDOW w AS (ORDER BY a.sequence)
        UNION ALL
        SELECT least(head, tail) + 1, false FROM (
            SELECT coalesce((SELECT sequence FROM audit_heads WHERE workshop_id = workshop), 0) AS head,
                coalesce((SELECT hash FROM audit_heads WHERE workshop_id = workshop), '') AS head_hash,
                coalesce((SELECT max(sequence) FROM audit WHERE workshop_id = workshop), 0) AS tail,
                coalesce((SELECT hash FROM audit WHERE workshop_id = workshop ORDER BY sequence DESC LIMIT 1), '') AS tail_hash
        ) ends WHERE (head, head_hash) IS DISTINCT FROM (tail, tail_hash)
    ) entries WHERE NOT whole
$$;

-- Requests that were settled are forgotten by the time of their appointments.
CREATE INDEX exceptions_settled ON exceptions (expires_at) WHERE status <> 'pending';

-- Every change of the rules: who, when, what. Not chained: rules belong to workshops or to all of them, and change seldom.
CREATE TABLE policy_changes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- NULL for the garage group's
    workshop_id uuid REFERENCES workshops,
    version bigint NOT NULL,
    actor text NOT NULL,
    at timestamptz NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL
);
CREATE TRIGGER policy_changes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_changes
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- Policies: rules of the garage group (workshop_id NULL) and of single workshops, as the documents staff edit.
CREATE TABLE policies (
    workshop_id uuid REFERENCES workshops UNIQUE NULLS NOT DISTINCT,
    version bigint NOT NULL DEFAULT 1,
    definition jsonb NOT NULL
);

-- Which loyalty tier a customer has; whoever is not here has `standard`. Follows `loyalty.changed` once crm-bridge tells it.
CREATE TABLE customer_tiers (
    customer_id uuid PRIMARY KEY,
    tier text NOT NULL,
    version bigint NOT NULL
);

-- Requests outside policy. Personal data: `state` holds what the customer wrote and a link.
CREATE TABLE exceptions (
    id uuid PRIMARY KEY,
    version bigint NOT NULL CHECK (version > 0),
    status text NOT NULL CHECK (status IN ('pending', 'approved', 'overridden', 'declined', 'moot', 'expired')),
    workshop_id uuid NOT NULL REFERENCES workshops,
    appointment_id uuid NOT NULL REFERENCES appointments,
    requested_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    state jsonb NOT NULL
);
CREATE UNIQUE INDEX one_pending_exception ON exceptions (appointment_id) WHERE status = 'pending';
CREATE INDEX exceptions_waiting ON exceptions (workshop_id, due_at, id) WHERE status = 'pending';
CREATE INDEX exceptions_expiring ON exceptions (expires_at) WHERE status = 'pending';
CREATE INDEX exceptions_by_time ON exceptions (workshop_id, status, requested_at, id);
CREATE INDEX exceptions_of_appointment ON exceptions (appointment_id, requested_at, id);

-- What people write when they change something. Only its digest goes into the chain, so that erasing a person's words would not break it.
ALTER TABLE audit ADD COLUMN note text, ADD COLUMN note_digest bytea;

CREATE OR REPLACE FUNCTION audit_hash(entry audit) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(entry.previous_hash || convert_to((jsonb_build_array(
        entry.workshop_id, entry.sequence, entry.appointment_id, entry.actor, entry.action, entry.reason,
        extract(epoch FROM entry.at), entry.before, entry.after
        -- entries without a note have the hash they always had
    ) || CASE WHEN entry.note_digest IS NULL THEN '[]' ELSE jsonb_build_array(encode(entry.note_digest, 'hex')) END)::text, 'UTF8'))
$$;

CREATE OR REPLACE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_heads AS head (workshop_id, sequence, hash) VALUES (NEW.workshop_id, 1, '')
    ON CONFLICT (workshop_id) DO UPDATE SET sequence = head.sequence + 1
    RETURNING head.sequence, head.hash INTO NEW.sequence, NEW.previous_hash;
    NEW.note_digest := sha256(convert_to(NEW.note, 'UTF8'));
    NEW.hash := audit_hash(NEW);
    UPDATE audit_heads SET hash = NEW.hash WHERE workshop_id = NEW.workshop_id;
    RETURN NEW;
END
$$;

-- The first entry of a workshop that does not follow from the one before it, or that the head tells of and is not there; NULL if the
-- chain is whole. A note may be gone; another may not have come.
CREATE OR REPLACE FUNCTION audit_break(workshop uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT min(sequence) FROM (
        SELECT a.sequence, a.hash = audit_hash(a) AND a.previous_hash = coalesce(lag(a.hash) OVER w, '')
            AND a.sequence = row_number() OVER w
            AND (a.note IS NULL OR a.note_digest IS NOT DISTINCT FROM sha256(convert_to(a.note, 'UTF8'))) AS whole
        FROM audit a WHERE a.workshop_id = workshop WINDOW w AS (ORDER BY a.sequence)
        UNION ALL
        SELECT least(head, tail) + 1, false FROM (
            SELECT coalesce((SELECT sequence FROM audit_heads WHERE workshop_id = workshop), 0) AS head,
                coalesce((SELECT hash FROM audit_heads WHERE workshop_id = workshop), '') AS head_hash,
                coalesce((SELECT max(sequence) FROM audit WHERE workshop_id = workshop), 0) AS tail,
                coalesce((SELECT hash FROM audit WHERE workshop_id = workshop ORDER BY sequence DESC LIMIT 1), '') AS tail_hash
        ) ends WHERE (head, head_hash) IS DISTINCT FROM (tail, tail_hash)
    ) entries WHERE NOT whole
$$;

-- uuid columns in GiST exclusion constraints; a trusted extension, so the service's own role may create it
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- The catalogue: `definition` is the document that staff edit; what the database must know of it stands in columns.

CREATE TABLE workshops (
    id uuid PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    -- grows with every change to the workshop, its people, bays and tools, and to any service: caches compare it
    revision bigint NOT NULL DEFAULT 1,
    name text NOT NULL,
    active boolean NOT NULL DEFAULT true,
    definition jsonb NOT NULL
);

CREATE TABLE technicians (
    id uuid PRIMARY KEY,
    workshop_id uuid NOT NULL REFERENCES workshops,
    version bigint NOT NULL DEFAULT 1,
    active boolean NOT NULL DEFAULT true,
    definition jsonb NOT NULL
);
CREATE INDEX ON technicians (workshop_id);

CREATE TABLE bays (LIKE technicians INCLUDING ALL);
ALTER TABLE bays ADD FOREIGN KEY (workshop_id) REFERENCES workshops;

CREATE TABLE tools (LIKE technicians INCLUDING ALL);
ALTER TABLE tools ADD FOREIGN KEY (workshop_id) REFERENCES workshops;

CREATE TABLE services (
    id uuid PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    code text NOT NULL UNIQUE,
    active boolean NOT NULL DEFAULT true,
    definition jsonb NOT NULL
);

-- Personal data. Who an e-mail address belongs to; the profile itself is crm-bridge's.
CREATE TABLE contacts (
    email text PRIMARY KEY CHECK (email = lower(email)),
    customer_id uuid NOT NULL,
    name text NOT NULL,
    phone text,
    locale text NOT NULL,
    -- of the profile; 0 while only we know this customer
    version bigint NOT NULL DEFAULT 0
);
CREATE INDEX ON contacts (customer_id);

-- One row per workshop and local day on which something was ever booked. Whoever changes the day's bookings increments `version`
-- first and so holds the day until the transaction ends; whoever reads it knows whether a cached day is still right.
CREATE TABLE workshop_days (
    workshop_id uuid NOT NULL REFERENCES workshops,
    day date NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (workshop_id, day)
) WITH (fillfactor = 50);

CREATE TABLE appointments (
    id uuid PRIMARY KEY,
    version bigint NOT NULL CHECK (version > 0),
    status text NOT NULL CHECK (status IN ('booked', 'checked_in', 'started', 'completed', 'cancelled', 'no_show')),
    workshop_id uuid NOT NULL REFERENCES workshops,
    day date NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    technician_id uuid NOT NULL REFERENCES technicians,
    bay_id uuid NOT NULL REFERENCES bays,
    customer_id uuid NOT NULL,
    -- the row of the system it was imported from
    external_id text UNIQUE,
    -- the partner's request it answers
    request_id uuid UNIQUE,
    -- secure links of another generation are void
    link_generation integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL,
    -- personal data: the whole state as events and readers see it
    state jsonb NOT NULL,
    CHECK (starts_at < ends_at)
);
CREATE INDEX ON appointments (workshop_id, day, starts_at, id);
CREATE INDEX ON appointments (customer_id, starts_at);

-- What an appointment takes, and for how long. The exclusion constraint is why nothing can be sold twice, whatever the program does.
CREATE TABLE allocations (
    appointment_id uuid NOT NULL REFERENCES appointments,
    resource_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('technician', 'bay', 'tool')),
    workshop_id uuid NOT NULL,
    day date NOT NULL,
    during tstzrange NOT NULL CHECK (NOT isempty(during) AND lower_inc(during) AND NOT upper_inc(during)),
    active boolean NOT NULL DEFAULT true,
    PRIMARY KEY (appointment_id, resource_id),
    CONSTRAINT no_double_booking EXCLUDE USING gist (resource_id WITH =, during WITH &&) WHERE (active)
);
CREATE INDEX allocations_of_day ON allocations (workshop_id, day) WHERE active;

-- Every change to the schedule: who, when, what, why. Append-only; each entry is chained to the one before it in its workshop.
CREATE TABLE audit (
    workshop_id uuid NOT NULL REFERENCES workshops,
    sequence bigint NOT NULL,
    appointment_id uuid NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    reason text,
    at timestamptz NOT NULL,
    before jsonb,
    after jsonb NOT NULL,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (workshop_id, sequence)
);
CREATE INDEX ON audit (appointment_id, sequence);

CREATE TABLE audit_heads (
    workshop_id uuid PRIMARY KEY REFERENCES workshops,
    sequence bigint NOT NULL,
    hash bytea NOT NULL
);

CREATE FUNCTION audit_hash(entry audit) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(entry.previous_hash || convert_to(jsonb_build_array(
        entry.workshop_id, entry.sequence, entry.appointment_id, entry.actor, entry.action, entry.reason,
        extract(epoch FROM entry.at), entry.before, entry.after
    )::text, 'UTF8'))
$$;

CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_heads AS head (workshop_id, sequence, hash) VALUES (NEW.workshop_id, 1, '')
    ON CONFLICT (workshop_id) DO UPDATE SET sequence = head.sequence + 1
    RETURNING head.sequence, head.hash INTO NEW.sequence, NEW.previous_hash;
    NEW.hash := audit_hash(NEW);
    UPDATE audit_heads SET hash = NEW.hash WHERE workshop_id = NEW.workshop_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER audit_chain BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_chain();

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- The first entry of a workshop that does not follow from the one before it; NULL if the chain is whole.
CREATE FUNCTION audit_break(workshop uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT min(sequence) FROM (
        SELECT a.sequence,
            a.hash = audit_hash(a) AND a.previous_hash = coalesce(lag(a.hash) OVER w, '') AND a.sequence = row_number() OVER w AS whole
        FROM audit a WHERE a.workshop_id = workshop WINDOW w AS (ORDER BY a.sequence)
    ) entries WHERE NOT whole
$$;

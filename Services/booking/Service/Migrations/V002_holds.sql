-- A slot that somebody has chosen and not yet booked: taken for everybody else until it expires. Rows that have expired count for
-- nothing and go when their day is next changed.
CREATE TABLE holds (
    id uuid PRIMARY KEY,
    workshop_id uuid NOT NULL REFERENCES workshops,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    -- an offer of the waiting list, which outlives others and does not count with them
    is_offer boolean NOT NULL DEFAULT false,
    CHECK (starts_at < ends_at)
);
CREATE INDEX ON holds (workshop_id, expires_at);

-- An allocation is an appointment's or a hold's; `appointment_id` names either. What lies on several days has a row for each, and a
-- visit of several steps may have one resource more than once.
ALTER TABLE allocations
    DROP CONSTRAINT allocations_appointment_id_fkey,
    DROP CONSTRAINT allocations_pkey,
    ADD COLUMN is_hold boolean NOT NULL DEFAULT false,
    ADD COLUMN of_appointment uuid GENERATED ALWAYS AS (CASE WHEN NOT is_hold THEN appointment_id END) STORED REFERENCES appointments,
    ADD COLUMN of_hold uuid GENERATED ALWAYS AS (CASE WHEN is_hold THEN appointment_id END) STORED REFERENCES holds ON DELETE CASCADE,
    ADD PRIMARY KEY (appointment_id, resource_id, during);
CREATE INDEX allocations_of_hold ON allocations (of_hold) WHERE of_hold IS NOT NULL;

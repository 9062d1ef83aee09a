-- Customers who wait for a place to become free, and what they were offered.
CREATE TABLE waiting_list (
    id uuid PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'offered', 'booked', 'left', 'closed')),
    workshop_id uuid NOT NULL REFERENCES workshops,
    first_day date NOT NULL,
    last_day date NOT NULL,
    joined_at timestamptz NOT NULL,
    -- personal data: what is wanted, by whom, for which vehicle
    wish jsonb NOT NULL,
    -- offers that were left without an answer
    unanswered integer NOT NULL DEFAULT 0,
    appointment_id uuid REFERENCES appointments,
    -- when it was booked, left or closed
    ended_at timestamptz,
    CHECK (first_day <= last_day), CHECK ((ended_at IS NULL) = (status IN ('waiting', 'offered')))
);
CREATE INDEX waiting_list_in_order ON waiting_list (workshop_id, joined_at, id) WHERE status IN ('waiting', 'offered');
CREATE INDEX waiting_list_ended ON waiting_list (ended_at);

-- Nobody is offered the same start twice, and no entry has two offers at a time.
CREATE TABLE waiting_list_offers (
    entry_id uuid NOT NULL REFERENCES waiting_list ON DELETE CASCADE,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    offered_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    hold_id uuid NOT NULL UNIQUE,
    answer text CHECK (answer IN ('accepted', 'declined', 'expired')),
    PRIMARY KEY (entry_id, starts_at)
);
CREATE UNIQUE INDEX waiting_list_one_offer ON waiting_list_offers (entry_id) WHERE answer IS NULL;
CREATE INDEX waiting_list_open_offers ON waiting_list_offers (expires_at) WHERE answer IS NULL;

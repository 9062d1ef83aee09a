-- What customers have said last to being written to for a purpose on a channel; the proof of each time is kept by notifications.
CREATE TABLE consents (
    customer_id     uuid NOT NULL REFERENCES customers,
    purpose         text NOT NULL,
    channel         text NOT NULL,
    version         bigint NOT NULL CHECK (version > 0),
    is_given        boolean NOT NULL,
    -- Where it was said, and in answer to which words.
    source          text NOT NULL,
    wording_version text,
    said_at         timestamptz NOT NULL,
    noted_by        text NOT NULL,
    PRIMARY KEY (customer_id, purpose, channel)
);

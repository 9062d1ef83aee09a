-- Calls wait while an endpoint is disabled; who makes a call proves that it still holds it; calls are listed by age.

ALTER TABLE deliveries
    DROP CONSTRAINT deliveries_status_check,
    ADD CONSTRAINT deliveries_status_check CHECK (status IN ('pending', 'held', 'delivered', 'failed')),
    -- Counts how often the call was taken in hand; what was done under an older count no longer counts.
    ADD COLUMN lease bigint NOT NULL DEFAULT 0;
DROP INDEX deliveries_partner;
CREATE INDEX deliveries_partner ON deliveries (partner_id, created_at, id);
CREATE INDEX deliveries_unsettled ON deliveries (partner_id, status) WHERE status IN ('held', 'failed');

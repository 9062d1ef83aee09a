-- What may be had instead of a booking that was declined, as the partner is told of it.

ALTER TABLE booking_requests ADD COLUMN alternatives jsonb;
ALTER TABLE sandbox_booking_requests ADD COLUMN alternatives jsonb;

-- Ids are hashes: the order of the ledger is that of time.
CREATE INDEX messages_appointment_time ON messages (appointment_id, created_at, id);
CREATE INDEX messages_customer_time ON messages (customer_id, created_at, id);
DROP INDEX messages_appointment;
DROP INDEX messages_customer;

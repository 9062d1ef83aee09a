-- People are told when the way they sign in changes.

-- The language of the last code that a customer signed in with; NULL for none yet.
ALTER TABLE people ADD COLUMN locale text;

-- Which devices a person has had: also those of sessions that have ended.
CREATE INDEX sessions_devices ON sessions (person_id, key_thumbprint);

-- How many new devices a person was told of lately.
CREATE INDEX identity_audit_new_devices ON identity_audit (person_id, at) WHERE action = 'device.new';

-- One-time codes by text message too; the provider's receipt of what it took.

ALTER TABLE sign_in_codes
    ADD COLUMN channel text NOT NULL DEFAULT 'email' CHECK (channel IN ('email', 'sms')),
    ADD COLUMN receipt text;

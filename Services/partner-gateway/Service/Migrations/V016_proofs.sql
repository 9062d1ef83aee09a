-- When an identity provider asked a person for a proof, and whether it was to ask anew.

-- NULL where the provider did not say, and for every other way in: these ask when the session is made.
ALTER TABLE sessions ADD COLUMN provider_asked_at timestamptz;

-- The provider must ask, or have asked, at or after it; NULL where it need not.
ALTER TABLE provider_sign_ins ADD COLUMN asked_since timestamptz;

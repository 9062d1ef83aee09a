-- When an identity provider asked a person for a proof, and whether it was to ask anew.

-- NULL where the provider did not say, and for every other way in: these ask when the session is made.
ALTER TABLE sessions ADD COLUMN provider_asked_at timestamptz;

-- The provider must have asked since the sign-in began.
ALTER TABLE provider_sign_ins ADD COLUMN asks_anew boolean NOT NULL DEFAULT false;

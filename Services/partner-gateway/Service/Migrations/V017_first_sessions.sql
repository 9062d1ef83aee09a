-- Who has signed in before.

-- When the person first signed in; NULL for never yet. Sessions are forgotten, and whoever comes back after that is no newcomer.
ALTER TABLE people ADD COLUMN first_session_at timestamptz;
ALTER TABLE staff ADD COLUMN first_session_at timestamptz;
UPDATE people SET first_session_at = created_at;
UPDATE staff SET first_session_at = (SELECT min(created_at) FROM sessions WHERE person_id = staff.id AND kind = 'staff');

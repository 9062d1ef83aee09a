-- The appointment's version since which its status and start are what they are: a message made of an earlier one is overtaken.
-- 0 for what was heard of before this was noted: nothing of it counts as overtaken.
ALTER TABLE appointments ADD COLUMN since_version bigint NOT NULL DEFAULT 0;

ALTER TABLE waiting_list
    -- What is wished for, when, and by which address; NULL in entries of the version before.
    ADD COLUMN wish_key uuid,
    -- Nobody has confirmed the address yet: nothing is offered, and the entry goes then. NULL once it is confirmed, and where it needs not be.
    ADD COLUMN confirm_by timestamptz,
    -- Letters that asked the address, or led it back.
    ADD COLUMN letters integer NOT NULL DEFAULT 0,
    -- The reason code for which staff took it off the list.
    ADD COLUMN removed_for text;
-- Nobody waits for the same twice, however often they ask at once.
CREATE UNIQUE INDEX waiting_list_one_of_a_wish ON waiting_list (wish_key) WHERE status IN ('waiting', 'offered');
CREATE INDEX waiting_list_unconfirmed ON waiting_list (confirm_by) WHERE confirm_by IS NOT NULL;

-- What staff did with places on the list. Not chained, as it changes no appointment; holds no personal data, so it stays.
CREATE TABLE waiting_list_changes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    workshop_id uuid NOT NULL REFERENCES workshops,
    entry_id uuid NOT NULL,
    -- of the entry, after it
    version bigint NOT NULL,
    actor text NOT NULL,
    action text NOT NULL CHECK (action IN ('remove', 'offer')),
    reason text,
    -- of the place that was offered, or was on offer when the entry was removed
    starts_at timestamptz,
    at timestamptz NOT NULL
);
CREATE INDEX ON waiting_list_changes (workshop_id, id);
CREATE TRIGGER waiting_list_changes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON waiting_list_changes
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

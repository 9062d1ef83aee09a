-- Whoever loses a staff account loses its passkeys: who comes back under the same address, or has got the address, begins anew.

CREATE FUNCTION staff_takes_passkeys_along() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM passkeys WHERE person_id = OLD.id AND person_kind = 'staff';
    RETURN NULL;
END
$$;
CREATE TRIGGER staff_passkeys AFTER DELETE ON staff FOR EACH ROW EXECUTE FUNCTION staff_takes_passkeys_along();

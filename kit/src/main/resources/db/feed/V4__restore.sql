-- A dump that is restored beside the other databases of a running cluster shows by the database's own number only. Null: the
-- epoch was begun by a service of the release before; the next start of a newer one begins another.
ALTER TABLE feed_epoch ADD COLUMN database oid;
UPDATE feed_epoch SET database = (SELECT oid FROM pg_database WHERE datname = current_database());

-- Whoever restores an older copy has forgotten which ids were given out since; other services have not. A new epoch leaves
-- out a thousand million of every kind, more than eleven days of a thousand a second.
CREATE FUNCTION leave_out_ids() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass,
                   coalesce(last_value, start_value) + 1000000000)
    FROM pg_sequences WHERE schemaname = current_schema();
    RETURN NULL;
END $$;
CREATE TRIGGER feed_epoch_renewed AFTER UPDATE OF epoch ON feed_epoch
    FOR EACH ROW EXECUTE FUNCTION leave_out_ids();

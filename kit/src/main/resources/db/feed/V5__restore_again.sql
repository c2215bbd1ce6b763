-- A second restore from a copy that is older than the first one would leave out the same thousand million, and give out again
-- what was given out between the two. So ids go on at the microsecond of the restore: no restore is earlier than the one
-- before it, and nobody gives out an id every microsecond.
CREATE OR REPLACE FUNCTION leave_out_ids() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass,
                   greatest(coalesce(last_value, start_value),
                            (extract(epoch FROM clock_timestamp()) * 1000000)::bigint))
    FROM pg_sequences WHERE schemaname = current_schema();
    RETURN NULL;
END $$;

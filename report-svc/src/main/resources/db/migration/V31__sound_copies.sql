-- What a replay would change is not published by the clock: sales whose owner nobody decided, and sales that are told by a
-- release that keeps no journal, which writes a version and not what the journal knows of it.
ALTER TABLE sale
    ADD COLUMN journaled   bigint, -- version of the ledger that the journal follows; null: it knows none
    ADD COLUMN unjournaled boolean GENERATED ALWAYS AS (journaled IS DISTINCT FROM version) STORED;
CREATE INDEX sale_unjournaled ON sale (sale_id) WHERE unjournaled;
CREATE INDEX booking_undecided ON booking (sale_id) WHERE NOT decided;

COMMENT ON TABLE publication_head IS 'How many cuts were made. Who writes movements and who cuts take an advisory lock before they look: one shared, one alone. Its queue is fair, the queue of a row lock is not';

-- Nobody knows of the sales that there are whether the journal follows them: the ledger is read again from zero.
UPDATE feed_cursor SET epoch = '' WHERE feed = 'attribution-svc';

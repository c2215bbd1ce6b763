-- A store sees its own numbers. The stores of the leaves that are there are in the ledger's feed: it is read again from zero.
ALTER TABLE leaf ADD COLUMN store text NOT NULL DEFAULT '';
ALTER TABLE leaf ALTER COLUMN store DROP DEFAULT;
UPDATE feed_cursor SET epoch = '' WHERE feed = 'attribution-svc';

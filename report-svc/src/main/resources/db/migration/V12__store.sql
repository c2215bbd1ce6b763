-- A store sees its own numbers. The stores of the leaves that are there are in the ledger's feed: it is read again from zero.
-- Empty, too: written by a service of the release before, which goes on while services are replaced.
ALTER TABLE leaf ADD COLUMN store text NOT NULL DEFAULT '';
UPDATE feed_cursor SET epoch = '' WHERE feed = 'attribution-svc';

-- Marks of those whose facts changed, each written in the transaction that changed them and read by nobody but the folder that
-- collects them into dirty: who writes them waits for no folder, and no folder for them. See DirtyMembers. The version before
-- does not know them: there is no way back to it.
CREATE TABLE dirty_inbox (
    shard   smallint    NOT NULL,
    since   timestamptz NOT NULL,
    members bigint[]    NOT NULL  -- canonical units, each of that shard
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
CREATE INDEX dirty_inbox_oldest ON dirty_inbox (shard, since);

-- Everybody who waits to be folded, once for each mark.
CREATE VIEW waiting AS
SELECT shard, member, since, not_before FROM dirty
UNION ALL
SELECT shard, member, since, '-infinity' FROM dirty_inbox CROSS JOIN unnest(members) AS marked (member);

-- The history of a feed ends somewhere: partitions are created ahead, and old ones are detached once the newest event of
-- every entity in them was told again. See FeedHistory.

-- An event carries the version of its entity, so that a check need not count what was detached. Until now every version
-- was told exactly once. 0: written by a service of the release before, which goes on while services are replaced.
ALTER TABLE feed_inbox ADD COLUMN version bigint NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN version bigint NOT NULL DEFAULT 0;

-- Gives a version to the events that have none. Needs the whole history: nothing may have been detached or told again yet.
CREATE FUNCTION number_feed() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE feed_inbox SET version = waiting.nr + coalesce(told.events, 0)
    FROM (SELECT part, id, key, row_number() OVER (PARTITION BY part, key ORDER BY id) AS nr FROM feed_inbox) AS waiting
    LEFT JOIN (SELECT part, key, count(*) AS events FROM feed GROUP BY part, key) AS told USING (part, key)
    WHERE feed_inbox.part = waiting.part AND feed_inbox.id = waiting.id AND feed_inbox.version = 0;
    UPDATE feed SET version = told.version
    FROM (SELECT part, pos, row_number() OVER (PARTITION BY part, key ORDER BY pos) AS version FROM feed) AS told
    WHERE feed.part = told.part AND feed.pos = told.pos AND feed.version = 0;
END $$;
SELECT number_feed();

-- first: everything before it was detached. repeat_until: what is newest before that position stands in feed_repeat or was
-- told again. repeat_seen: up to there later events were struck from feed_repeat.
ALTER TABLE feed_head ADD COLUMN first bigint NOT NULL DEFAULT 1,
                      ADD COLUMN repeat_until bigint NOT NULL DEFAULT 0,
                      ADD COLUMN repeat_seen bigint NOT NULL DEFAULT 0;

-- Events that must be told again before the oldest partition can go.
CREATE TABLE feed_repeat (
    part smallint NOT NULL,
    key  text     NOT NULL,
    pos  bigint   NOT NULL,
    PRIMARY KEY (part, key)
);

-- With a default partition no other could be attached without stopping every writer.
DO $$
DECLARE
    top bigint := (SELECT max(pos) FROM feed_rest);
BEGIN
    ALTER TABLE feed DETACH PARTITION feed_rest;
    IF top IS NULL THEN
        DROP TABLE feed_rest;
    ELSE
        EXECUTE format('ALTER TABLE feed ATTACH PARTITION feed_rest FOR VALUES FROM (10000001) TO (%s)', top + 1);
    END IF;
END $$;

-- The version up to which each entity was told. Null if a version is missing in between, or at the beginning although
-- nothing was detached. What was told again counts once.
CREATE VIEW feed_told AS
SELECT key, CASE WHEN count(DISTINCT version) = max(version) - min(version) + 1
                      AND (min(version) = 1 OR (SELECT max(first) FROM feed_head) > 1)
                 THEN max(version) END AS version
FROM (SELECT key, version FROM feed UNION ALL SELECT key, version FROM feed_inbox) AS event
GROUP BY key;

-- Facts on their way to other services, and how far this service has read theirs. Used only by kit.

-- One row. Renewed when the cluster is not the one that wrote it (restore, logical copy), so that readers rebuild.
CREATE TABLE feed_epoch (
    only_row          boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch             text    NOT NULL,
    system_identifier bigint  NOT NULL,
    timeline          integer NOT NULL
);

-- Written in the transaction that changes the entity. cache 1: ids of one key follow the order of its lock.
CREATE TABLE feed_inbox (
    part        smallint    NOT NULL,
    id          bigint      NOT NULL GENERATED ALWAYS AS IDENTITY (CACHE 1),
    key         text        NOT NULL,
    body        bytea       NOT NULL,
    traceparent text        NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (part, id)
);

CREATE TABLE feed_head (
    part smallint PRIMARY KEY CHECK (part BETWEEN 0 AND 15),
    last bigint   NOT NULL
);
INSERT INTO feed_head (part, last) SELECT part, 0 FROM generate_series(0, 15) AS part;

CREATE TABLE feed (
    part        smallint    NOT NULL,
    pos         bigint      NOT NULL,
    key         text        NOT NULL,
    body        bytea       NOT NULL,
    traceparent text        NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (part, pos)
) PARTITION BY RANGE (pos);
CREATE TABLE feed_000 PARTITION OF feed FOR VALUES FROM (1) TO (10000001);
CREATE TABLE feed_rest PARTITION OF feed DEFAULT;

-- How far this service has applied the feeds of others; moved in the transaction that applies.
CREATE TABLE feed_cursor (
    feed     text     NOT NULL,
    part     smallint NOT NULL,
    epoch    text     NOT NULL,
    position bigint   NOT NULL,
    PRIMARY KEY (feed, part)
);

-- Touches and what happened to them.

CREATE TABLE touch (
    id              bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    source          text        NOT NULL,
    number          text        NOT NULL,
    version         bigint      NOT NULL CHECK (version > 0),
    member          bigint,                                         -- null: nobody knows yet
    named_member    bigint,                                         -- the member some report named by id
    campaign        text        NOT NULL,
    channel         smallint    NOT NULL,
    guide           text        NOT NULL,
    store           text        NOT NULL,
    coupon          text        NOT NULL,
    message_class   smallint    NOT NULL,
    cost            bigint,
    cost_currency   text        NOT NULL,
    expires_at      timestamptz,
    by_cloud_guide  boolean     NOT NULL,
    redeemed_source text        NOT NULL,
    redeemed_type   smallint    NOT NULL,
    redeemed_number text        NOT NULL,
    recorded_at     timestamptz NOT NULL,
    UNIQUE (source, number)
) WITH (fillfactor = 90);
CREATE INDEX touch_unidentified ON touch (recorded_at) WHERE member IS NULL;

-- One fact a stage. version: the touch's version that brought it.
CREATE TABLE touch_stage (
    touch          bigint      NOT NULL REFERENCES touch,
    stage          smallint    NOT NULL CHECK (stage BETWEEN 1 AND 6),
    occurred_at    timestamptz NOT NULL,
    failure_reason smallint    NOT NULL,
    recorded_at    timestamptz NOT NULL,
    version        bigint      NOT NULL CHECK (version > 0),
    PRIMARY KEY (touch, stage)
);

-- Identifiers that touches were reported with. rank: the contract's number of the type, 100 more if it is weak; the least
-- (rank, hash) that anybody knows decides whose the touch is. member: who is behind it; null: nobody knows yet.
CREATE TABLE touch_candidate (
    hash   bytea    NOT NULL,
    touch  bigint   NOT NULL REFERENCES touch,
    rank   smallint NOT NULL,
    member bigint,
    PRIMARY KEY (hash, touch)
);
CREATE INDEX touch_candidate_touch ON touch_candidate (touch);

-- The performance ledger, and what it needs of other services' facts. What the version before projected lacks it: after the
-- upgrade feeds are replayed.

-- Bindings of a member; body is a touchline.member.v1.Member with nothing but bindings. A member without any has no row.
-- cloud_guides: whose stores decide about the member's orders.
CREATE TABLE binding (
    shard        smallint NOT NULL,
    unit         bigint   NOT NULL,
    cloud_guides text[]   NOT NULL,
    body         bytea    NOT NULL,
    PRIMARY KEY (shard, unit)
);
CREATE INDEX binding_cloud_guides ON binding USING gin (cloud_guides) WHERE cloud_guides <> '{}';

-- The guides whose stores decide about a sale: those of links.
ALTER TABLE sale ADD COLUMN guides text[] NOT NULL DEFAULT '{}';
CREATE INDEX sale_guides ON sale USING gin (guides) WHERE guides <> '{}';

-- Guides with the stores where they worked; body is a touchline.member.v1.Guide with nothing but stores. Small, and changed
-- under the same lock of store as brand and store.
CREATE TABLE guide (
    key     text   PRIMARY KEY,
    version bigint NOT NULL,
    body    bytea  NOT NULL
);

-- touchline.member.v1.StoreKind
ALTER TABLE store ADD COLUMN kind smallint NOT NULL DEFAULT 0;

-- Whose performance the parts of an entry are: Σ net = the entry's net, Σ unmatched = its unmatched refunds. Part 0 is the
-- net of the order, matched refunds included; the others are unmatched refunds. House: no store, no guide, no partner.
CREATE TABLE performance (
    shard     smallint NOT NULL,
    unit      bigint   NOT NULL,
    sale      bigint   NOT NULL,
    brand     text     NOT NULL,
    part      integer  NOT NULL,
    store     text     NOT NULL,
    guide     text     NOT NULL,
    partner   text     NOT NULL,
    role      text     NOT NULL,
    assisting text     NOT NULL,
    net       bigint   NOT NULL,
    unmatched bigint   NOT NULL,
    PRIMARY KEY (shard, unit, sale, brand, part)
);

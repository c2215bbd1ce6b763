-- What attribution needs of other services' facts, who waits to be folded, and the campaign ledger.
-- Every large table carries shard = Shard.of(unit) first in its key, so that one machine can become many.
-- A unit is a member's id, or minus the sale's id while the buyer is unknown.

-- Who is the same person: every member, those that facts name before member-svc does included (version 0).
CREATE TABLE member (
    shard     smallint NOT NULL,
    id        bigint   NOT NULL,
    canonical bigint   NOT NULL,
    version   bigint   NOT NULL,
    PRIMARY KEY (shard, id)
) WITH (fillfactor = 80);
CREATE INDEX member_merged ON member (canonical) WHERE canonical <> id;

-- Small tables that many people share. Whoever changes campaign or store_arm locks campaign, whoever changes brand or
-- store locks store, in EXCLUSIVE MODE; whoever adds facts that name them, in ROW SHARE MODE. Neither misses the other.
CREATE TABLE campaign (
    key     text   PRIMARY KEY,
    version bigint NOT NULL,
    body    bytea  NOT NULL
);
CREATE TABLE store_arm (
    campaign text    NOT NULL,
    store    text    NOT NULL,
    version  bigint  NOT NULL,
    control  boolean NOT NULL,
    PRIMARY KEY (campaign, store)
);
CREATE TABLE brand (
    key     text     PRIMARY KEY,
    version bigint   NOT NULL,
    zone    text     NOT NULL,
    cut_off smallint NOT NULL
);
CREATE TABLE store (
    key     text   PRIMARY KEY,
    version bigint NOT NULL,
    brand   text   NOT NULL,
    zone    text   NOT NULL,  -- empty: the brand's
    cut_off smallint          -- null: the brand's
);

-- Members held out of a campaign. The treated need no row.
CREATE TABLE control (
    shard    smallint NOT NULL,
    unit     bigint   NOT NULL,
    campaign text     NOT NULL,
    PRIMARY KEY (shard, unit, campaign)
);

-- Touches of known members; body is a touchline.touch.v1.Touch.
CREATE TABLE touch (
    shard    smallint NOT NULL,
    unit     bigint   NOT NULL,
    touch    bigint   NOT NULL,
    version  bigint   NOT NULL,
    campaign text     NOT NULL,
    body     bytea    NOT NULL,
    PRIMARY KEY (shard, unit, touch)
);
CREATE INDEX touch_campaign ON touch (campaign, unit);
CREATE INDEX touch_home ON touch (touch); -- the unit that a touch leaves when its member turns out to be another

-- Where each sale is now. Survives a rebuild (version 0), so that the sale's ledger is found again.
CREATE TABLE sale_home (
    sale    bigint PRIMARY KEY,
    unit    bigint NOT NULL,
    version bigint NOT NULL,
    source  text   NOT NULL,
    number  text   NOT NULL
);
CREATE INDEX sale_home_number ON sale_home (number);

-- Sales; body is a touchline.order.v1.Sale. stores and brands: all that decide about its business days.
CREATE TABLE sale (
    shard       smallint NOT NULL,
    unit        bigint   NOT NULL,
    sale        bigint   NOT NULL,
    stores      text[]   NOT NULL,
    brands      text[]   NOT NULL,
    traceparent text     NOT NULL,
    body        bytea    NOT NULL,
    PRIMARY KEY (shard, unit, sale)
);

-- Who must be folded again; see DirtyMembers.
CREATE TABLE dirty (
    shard  smallint    NOT NULL,
    member bigint      NOT NULL,
    since  timestamptz NOT NULL,
    PRIMARY KEY (shard, member)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
CREATE INDEX dirty_oldest ON dirty (shard, since);

-- The ledger of a sale as it was last told: version and content of its touchline.attribution.v1.LedgerEvent.
CREATE TABLE sale_ledger (
    shard   smallint NOT NULL,
    unit    bigint   NOT NULL,
    sale    bigint   NOT NULL,
    version bigint   NOT NULL,
    refunds integer  NOT NULL,  -- refund documents in it
    body    bytea    NOT NULL,
    PRIMARY KEY (shard, unit, sale)
);

-- The same, entry by entry, for anyone who can read SQL. Amounts in minor units.
CREATE TABLE ledger (
    shard        smallint    NOT NULL,
    unit         bigint      NOT NULL,
    sale         bigint      NOT NULL,
    brand        text        NOT NULL,
    number       text        NOT NULL,
    currency     text        NOT NULL,
    has_order    boolean     NOT NULL,
    present      boolean     NOT NULL,
    paid_at      timestamptz NOT NULL,
    business_day date        NOT NULL,
    paid         bigint      NOT NULL,
    refunded     bigint      NOT NULL,
    net          bigint      NOT NULL,
    unmatched    bigint      NOT NULL,
    organic      bigint      NOT NULL,
    touches      integer     NOT NULL,
    PRIMARY KEY (shard, unit, sale, brand)
);

-- What each model gives each eligible touch of an entry: Σ over its touches + organic = net, for every model.
CREATE TABLE credit (
    shard            smallint    NOT NULL,
    unit             bigint      NOT NULL,
    sale             bigint      NOT NULL,
    brand            text        NOT NULL,
    touch            bigint      NOT NULL,
    campaign         text        NOT NULL,
    qualified_at     timestamptz NOT NULL,
    precedence       bigint      NOT NULL,
    first            bigint      NOT NULL,
    last             bigint      NOT NULL,
    linear           bigint      NOT NULL,
    position         bigint      NOT NULL,
    time_decay       bigint      NOT NULL,
    precedence_share bigint      NOT NULL,
    first_share      bigint      NOT NULL,
    last_share       bigint      NOT NULL,
    linear_share     bigint      NOT NULL,
    position_share   bigint      NOT NULL,
    time_decay_share bigint      NOT NULL,
    PRIMARY KEY (shard, unit, sale, brand, touch)
);

-- What the reports are made of. Everything here is learned from feeds and can be read again from zero.

-- The ledger of one sale as it is known here. Kept when the sale is withdrawn: an older version must stay ignored.
CREATE TABLE sale (
    sale_id  bigint  PRIMARY KEY,
    version  bigint  NOT NULL,
    document text    NOT NULL, -- external key, for people who look for a violator; empty: withdrawn
    refunds  integer NOT NULL  -- refund documents of the sale
);

-- All money of every report is a sum over these: one row for each (sale, brand) with an order, on the order's day; while
-- the order is missing, one for each (sale, brand, day) on which refunds were made, with nothing but unmatched.
CREATE TABLE leaf (
    sale_id       bigint   NOT NULL,
    paid          bigint   NOT NULL,
    refunded      bigint   NOT NULL,
    net           bigint   NOT NULL,
    organic       bigint   NOT NULL,
    unmatched     bigint   NOT NULL,
    day           date     NOT NULL,
    sales_channel smallint NOT NULL,
    has_order     boolean  NOT NULL,
    brand         text     NOT NULL,
    currency      text     NOT NULL,
    PRIMARY KEY (sale_id, brand, day)
);
CREATE UNIQUE INDEX leaf_of_order ON leaf (sale_id, brand) WHERE has_order;
CREATE INDEX leaf_day ON leaf (day);

-- One row for each (sale, brand, eligible touch), whatever the number of models: element m of the arrays is what the
-- model with number m in the contract gives. A further model makes them longer and needs no migration.
CREATE TABLE credit (
    sale_id  bigint   NOT NULL,
    touch_id bigint   NOT NULL,
    channel  smallint NOT NULL,
    brand    text     NOT NULL,
    campaign text     NOT NULL,
    amounts  bigint[] NOT NULL, -- minor units
    shares   bigint[] NOT NULL, -- parts of 1,000,000,000,000
    PRIMARY KEY (sale_id, brand, touch_id)
);

CREATE TABLE campaign (
    key     text   PRIMARY KEY,
    version bigint NOT NULL,
    name    text   NOT NULL,
    brand   text   NOT NULL -- empty: the group
);

-- Arms of members and of stores (the other column is 0 or empty).
CREATE TABLE arm (
    campaign  text    NOT NULL,
    member_id bigint  NOT NULL,
    store     text    NOT NULL,
    version   bigint  NOT NULL,
    control   boolean NOT NULL,
    PRIMARY KEY (campaign, member_id, store)
);

-- How far each touch came, by the stage table of its channel.
CREATE TABLE touch (
    touch_id  bigint   PRIMARY KEY,
    version   bigint   NOT NULL,
    member_id bigint   NOT NULL, -- 0: nobody knows yet
    channel   smallint NOT NULL,
    targeted  boolean  NOT NULL,
    executed  boolean  NOT NULL,
    reached   boolean  NOT NULL,
    responded boolean  NOT NULL,
    campaign  text     NOT NULL -- empty: a guide's own message
);

-- Who is the same person. A member that is missing stands for itself.
CREATE TABLE member (
    member_id    bigint PRIMARY KEY,
    version      bigint NOT NULL,
    canonical_id bigint NOT NULL
);

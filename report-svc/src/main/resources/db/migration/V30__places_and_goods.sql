-- Where the buyer was, for each booking; and what was sold, for each entry with an order.
ALTER TABLE booking ADD COLUMN away boolean NOT NULL DEFAULT false;

-- One row for each (sale, brand, category, goods class), on the order's day: Σ paid and Σ refunded are the leaf's. Owner as in
-- booking: part 0.
CREATE TABLE goods (
    sale_id       bigint   NOT NULL,
    brand         text     NOT NULL,
    category      text     NOT NULL,
    goods_class   smallint NOT NULL,
    day           date     NOT NULL,
    sales_channel smallint NOT NULL,
    currency      text     NOT NULL,
    decided       boolean  NOT NULL,
    store         text     NOT NULL,
    guide         text     NOT NULL,
    partner       text     NOT NULL,
    paid          bigint   NOT NULL,
    refunded      bigint   NOT NULL,
    items         integer  NOT NULL,
    costed_net    bigint   NOT NULL, -- net of the lines whose cost is known
    cost          bigint   NOT NULL,
    PRIMARY KEY (sale_id, brand, category, goods_class)
);
-- Bookings' places and goods are in the ledger's feed, as far as attribution-svc of this release has folded: a replay brings the rest.
CREATE INDEX goods_day ON goods (day);

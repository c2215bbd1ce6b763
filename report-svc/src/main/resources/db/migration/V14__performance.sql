-- Whose performance all money is: one row for each booking of a sale and brand. Part 0 is the order (paid, and nothing
-- refunded); each refund has one for what was matched, which falls on the order's owner, and one for what was not, which falls
-- on the refunding store or the house. Σ over the bookings of a leaf = the leaf. House: no store, no guide, no partner.
-- Leaves that are older than this have no bookings: they are undecided until the ledger's feed is read again.
CREATE TABLE booking (
    sale_id       bigint   NOT NULL,
    brand         text     NOT NULL,
    day           date     NOT NULL, -- the leaf's: the order's day; while the order is missing, the refund's
    part          integer  NOT NULL,
    booked_day    date     NOT NULL, -- the document's own business day
    sales_channel smallint NOT NULL,
    currency      text     NOT NULL,
    is_order      boolean  NOT NULL, -- part 0: what orders are counted by
    touched       boolean  NOT NULL, -- the entry has an eligible touch
    decided       boolean  NOT NULL, -- false: told by an attribution-svc that keeps no performance ledger
    store         text     NOT NULL,
    guide         text     NOT NULL,
    partner       text     NOT NULL,
    assisting     text     NOT NULL, -- cloud guide who assisted
    paid          bigint   NOT NULL,
    refunded      bigint   NOT NULL,
    unmatched     bigint   NOT NULL,
    PRIMARY KEY (sale_id, brand, day, part)
);
CREATE INDEX booking_day ON booking (day);
CREATE INDEX booking_booked_day ON booking (booked_day);

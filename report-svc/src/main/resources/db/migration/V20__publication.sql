-- Published numbers never change; live ones do, and say why. The journal keeps, for each sale, what changed between two cuts:
-- a copy is a cut, its numbers are the sums of all movements up to it, and what came after it are its restatements. So
-- published + Σ restatements = live, by construction.

-- How many cuts were made. Who writes movements holds it FOR SHARE until the transaction ends; who cuts, for update.
CREATE TABLE publication_head (
    one  boolean PRIMARY KEY DEFAULT true CHECK (one),
    last bigint  NOT NULL
);
INSERT INTO publication_head (last) VALUES (0);

-- What was known of a sale when a cut was made, and why it differs from the cut before. Rows of the cut that comes next
-- (last + 1) are open: they follow the feed. All others are closed for ever.
CREATE TABLE journal (
    sale_id    bigint      NOT NULL,
    cut        bigint      NOT NULL,
    cause      smallint    NOT NULL, -- touchline.report.v1.RestatementCause
    document   text        NOT NULL, -- external key; kept when the sale is withdrawn
    basis      bytea       NOT NULL, -- touchline.attribution.v1.LedgerBasis; empty: withdrawn, or nobody said
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (sale_id, cut)
);

-- By how much. Ledger 1 is the campaign ledger: credited by campaign and touch channel, organic without a campaign, and on
-- channel 0 the touched net of each campaign; store is the sale's. Ledger 2 is the performance ledger: paid, refunded, and
-- touched, which is the team's; store, guide and partner are whose it is. unmatched is in both (ledger 1: organic's).
-- PostgreSQL counts a key of all of this twice in size, so rows are found by their sale.
CREATE TABLE movement (
    sale_id    bigint   NOT NULL,
    cut        bigint   NOT NULL,
    paid       bigint   NOT NULL,
    refunded   bigint   NOT NULL,
    unmatched  bigint   NOT NULL,
    touched    bigint   NOT NULL,
    credited   bigint   NOT NULL,
    day        date     NOT NULL, -- the order's; while it is missing, the refund's
    booked_day date     NOT NULL, -- the document's own
    ledger     smallint NOT NULL,
    cause      smallint NOT NULL, -- the journal's
    channel    smallint NOT NULL,
    brand      text     NOT NULL,
    currency   text     NOT NULL,
    campaign   text     NOT NULL,
    store      text     NOT NULL,
    guide      text     NOT NULL,
    partner    text     NOT NULL
);
CREATE INDEX movement_sale ON movement (sale_id, cut);
CREATE INDEX movement_day ON movement (brand, day, cut);
CREATE INDEX movement_booked_day ON movement (brand, booked_day, cut);

-- The copies. A copy is complete when its numbers are: then there is a row in published.
CREATE TABLE publication (
    cut        bigint      PRIMARY KEY,
    kind       smallint    NOT NULL, -- 1: a business day, 2: a month
    day        date        NOT NULL, -- the day, or the first of the month
    last_day   date        NOT NULL,
    brand      text        NOT NULL,
    due_at     timestamptz NOT NULL,
    made_at    timestamptz NOT NULL,
    complete   boolean     NOT NULL, -- whether the ledger was, up to a limit
    waiting    bigint      NOT NULL, -- changes and persons that waited; -1: nobody knew
    epoch      text        NOT NULL, -- of the ledger's feed
    positions  bigint[]    NOT NULL, -- in it, by partition
    definition text        NOT NULL,
    asked_by   text        NOT NULL, -- empty: the clock
    UNIQUE (kind, day, brand)
);
CREATE TABLE published (
    cut     bigint      PRIMARY KEY REFERENCES publication,
    done_at timestamptz NOT NULL
);

-- The numbers of the copies. view 1: by order cohort, 2: by booking date.
CREATE TABLE published_number (
    cut       bigint   NOT NULL REFERENCES publication,
    paid      bigint   NOT NULL,
    refunded  bigint   NOT NULL,
    unmatched bigint   NOT NULL,
    touched   bigint   NOT NULL,
    credited  bigint   NOT NULL,
    view      smallint NOT NULL,
    ledger    smallint NOT NULL,
    channel   smallint NOT NULL,
    currency  text     NOT NULL,
    campaign  text     NOT NULL,
    store     text     NOT NULL,
    guide     text     NOT NULL,
    partner   text     NOT NULL,
    PRIMARY KEY (cut, view, ledger, currency, campaign, channel, store, guide, partner)
);

-- Nobody changes what is published, whatever the program does.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'published numbers never change (% of %)', TG_OP, TG_TABLE_NAME USING ERRCODE = 'TL001';
END $$;
CREATE FUNCTION refuse_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM rows WHERE cut <= (SELECT last FROM publication_head)) THEN
        RAISE EXCEPTION 'a closed cut never changes (% of %)', TG_OP, TG_TABLE_NAME USING ERRCODE = 'TL001';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION refuse_addition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM rows JOIN published USING (cut)) THEN
        RAISE EXCEPTION 'published numbers never change (% of %)', TG_OP, TG_TABLE_NAME USING ERRCODE = 'TL001';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON publication
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON published
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON published_number
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER whole AFTER INSERT ON published_number
    REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_addition();
CREATE TRIGGER immutable BEFORE UPDATE OR TRUNCATE ON movement
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER closed_deletion AFTER DELETE ON movement
    REFERENCING OLD TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_closed();
CREATE TRIGGER closed_insertion AFTER INSERT ON movement
    REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_closed();
CREATE TRIGGER immutable BEFORE UPDATE OR TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER closed_deletion AFTER DELETE ON journal
    REFERENCING OLD TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_closed();
CREATE TRIGGER closed_insertion AFTER INSERT ON journal
    REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_closed();

-- The organisation: which day a store has, and its regions by day.
CREATE TABLE store (
    key     text     PRIMARY KEY,
    version bigint   NOT NULL,
    brand   text     NOT NULL,
    zone    text     NOT NULL, -- empty: the brand's
    cut_off smallint           -- null: the brand's
);
CREATE TABLE placement (
    store  text        NOT NULL,
    region text        NOT NULL,
    since  timestamptz NOT NULL, -- the year 1: always
    until  timestamptz NOT NULL, -- the year 9999: still
    PRIMARY KEY (store, since)
);
CREATE TABLE region (
    key     text   PRIMARY KEY,
    version bigint NOT NULL,
    name    text   NOT NULL,
    brand   text   NOT NULL,
    parent  text   NOT NULL -- empty: top
);

-- Neither the journal nor the organisation was kept before: both feeds are read again from zero.
UPDATE feed_cursor SET epoch = '' WHERE feed IN ('attribution-svc', 'member-svc');

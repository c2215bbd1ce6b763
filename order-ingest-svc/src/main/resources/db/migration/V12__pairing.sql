-- Two reports of one purchase: a till receipt and a mini-program order, or the redemption of a voucher. Locks are taken as
-- before: quarantine, identity, sale (by key); marks of pairing_due follow the lock of their sale, or no lock of a sale follows.

-- twin_of: the sale that stands, of which this one is the twin. twin: this one's twin. Both are written together.
ALTER TABLE sale ADD COLUMN twin_of bigint NOT NULL DEFAULT 0, ADD COLUMN twin bigint NOT NULL DEFAULT 0;

-- paired: it counts zero, because its twin counts.
ALTER TABLE document ADD COLUMN paired boolean NOT NULL DEFAULT false;

-- Orders that may be one of two reports, by what they are found. What decides is the document.
CREATE TABLE candidate (
    sale_id      bigint      PRIMARY KEY,
    side         smallint    NOT NULL, -- 1: till, 2: online, 0: it was one of them and is no longer
    near         boolean     NOT NULL, -- may be found by store, person and amount
    member       bigint      NOT NULL,
    amount_minor bigint      NOT NULL,
    paid_at      timestamptz NOT NULL,
    currency     text        NOT NULL,
    store        text        COLLATE "C" NOT NULL,
    payment      text        COLLATE "C" NOT NULL
);
CREATE INDEX candidate_payment ON candidate (payment, side, sale_id) WHERE payment <> '' AND side > 0;
CREATE INDEX candidate_near ON candidate (store, amount_minor, side, paid_at) WHERE near AND side > 0;
CREATE INDEX candidate_member ON candidate (member) WHERE member > 0;

-- Sales whose twins must be looked for again. stamp: which mark; changed: a paired sale changed, and nobody was told yet.
CREATE SEQUENCE pairing_stamps;
CREATE TABLE pairing_due (
    sale_id bigint      PRIMARY KEY,
    stamp   bigint      NOT NULL,
    changed boolean     NOT NULL,
    since   timestamptz NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
CREATE INDEX pairing_due_since ON pairing_due (since);

-- What looks like one purchase and is counted twice, for a person to look at. Both are sale ids; reason: as in the contract.
CREATE TABLE doubt (
    doubt_id bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    till     bigint      NOT NULL,
    online   bigint      NOT NULL,
    reason   smallint    NOT NULL,
    since    timestamptz NOT NULL,
    UNIQUE (till, online)
);
CREATE INDEX doubt_online ON doubt (online);

-- Whom merged members were merged into. Who never was has no row. Merges were not kept before: a replay tells them all.
CREATE TABLE person (
    member    bigint PRIMARY KEY,
    canonical bigint NOT NULL,
    version   bigint NOT NULL
);

-- The rules in force: only who pairs by them may. Since they changed, candidates up to the id marked were marked to be looked at
-- again; NULL: all.
CREATE TABLE pairing_rules (
    id     smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    rules  text     NOT NULL,
    marked bigint
);
INSERT INTO pairing_rules (rules) VALUES ('');

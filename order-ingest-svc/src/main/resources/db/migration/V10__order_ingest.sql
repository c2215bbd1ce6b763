-- Order documents as they were accepted, the sales they belong to, and what was put aside.
-- Locks are taken in this order everywhere: quarantine, identity (by hash), sale (by key). A document is changed only by
-- a transaction that holds the lock of its sale.

-- An order with its refunds, or a refund without order: the unit whose version counts. The key is the order's, also while
-- refunds wait for it.
CREATE TABLE sale (
    sale_id bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source  text        COLLATE "C" NOT NULL,
    type    smallint    NOT NULL,
    number  text        COLLATE "C" NOT NULL,
    version bigint      NOT NULL,
    member  bigint      NOT NULL,
    UNIQUE (source, type, number)
);
CREATE INDEX sale_without_member ON sale (sale_id) WHERE member = 0;

-- What makes a document recognisable for ever. Never partitioned by time, or next month's duplicate would be accepted.
CREATE TABLE document_key (
    source       text     COLLATE "C" NOT NULL,
    type         smallint NOT NULL,
    number       text     COLLATE "C" NOT NULL,
    document_id  bigint   NOT NULL,
    sale_id      bigint   NOT NULL,
    version      bigint   NOT NULL,
    content_hash bytea    NOT NULL,
    PRIMARY KEY (source, type, number)
);
CREATE SEQUENCE document_ids;

-- The standing content of each key.
CREATE TABLE document (
    sale_id          bigint      NOT NULL,
    document_id      bigint      NOT NULL,
    type             smallint    NOT NULL,
    occurred_at      timestamptz NOT NULL,
    currency         text        NOT NULL,
    amount_minor     bigint      NOT NULL,
    member           bigint      NOT NULL,
    member_rank      smallint    NOT NULL,
    earlier_accepted integer     NOT NULL,
    set_aside        boolean     NOT NULL,
    body             bytea       NOT NULL,
    PRIMARY KEY (sale_id, document_id)
);
COMMENT ON COLUMN document.member_rank IS 'Which of the buyer''s identifiers told the member; a lower one tells better';
COMMENT ON COLUMN document.earlier_accepted IS 'Versions accepted before this one';
COMMENT ON COLUMN document.set_aside IS 'A refund in another currency than its sale: in quarantine, not shown';

-- Identifiers that would tell a document's member (better) as soon as somebody knows them.
CREATE TABLE waiting (
    hash        bytea       NOT NULL,
    document_id bigint      NOT NULL,
    sale_id     bigint      NOT NULL,
    rank        smallint    NOT NULL,
    since       timestamptz NOT NULL,
    PRIMARY KEY (hash, document_id)
);
CREATE INDEX waiting_document ON waiting (document_id);

-- Documents that were not accepted, with the reason. They leave when they are replayed; the row stays.
CREATE TABLE quarantine (
    quarantine_id  bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source         text        COLLATE "C" NOT NULL,
    type           smallint    NOT NULL,
    number         text        COLLATE "C" NOT NULL,
    fingerprint    bytea       NOT NULL,
    reason         smallint    NOT NULL,
    message        text        NOT NULL,
    body           bytea       NOT NULL,
    quarantined_at timestamptz NOT NULL,
    left_at        timestamptz
);
CREATE UNIQUE INDEX quarantine_once ON quarantine (source, type, number, fingerprint, reason) WHERE left_at IS NULL;
CREATE INDEX quarantine_open ON quarantine (reason, quarantine_id) WHERE left_at IS NULL;

-- What became of each batch; the totals are sums. One row a batch instead of one hot row for all.
CREATE TABLE intake (
    intake_id   bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    recorded_at timestamptz NOT NULL,
    offered     integer     NOT NULL,
    accepted    integer     NOT NULL,
    duplicates  integer     NOT NULL,
    paired      integer     NOT NULL,
    quarantined integer     NOT NULL
);

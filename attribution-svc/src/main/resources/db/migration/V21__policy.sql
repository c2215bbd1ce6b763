-- Policies (口径) as versions. Rows are only ever added: a correction is a new version with the same effective_from. Whoever adds
-- one locks the table IN EXCLUSIVE MODE, whoever folds IN ROW SHARE MODE; see PolicyBook.
CREATE TABLE policy (
    number          integer     PRIMARY KEY, -- from 1, without gaps
    effective_from  timestamptz NOT NULL,
    brand           text        NOT NULL,    -- empty: the group
    content         bytea       NOT NULL,    -- a complete touchline.attribution.v1.Policy
    author          text        NOT NULL,    -- name of the client, never a person's
    author_role     text        NOT NULL,
    reason          text        NOT NULL,
    recorded_at     timestamptz NOT NULL,
    idempotency_key text        NOT NULL UNIQUE,
    request         bytea       NOT NULL     -- the touchline.attribution.v1.AdoptPolicyRequest
);

-- The rules that were in the code before there were versions; PolicySeedTest compares.
INSERT INTO policy (number, effective_from, brand, content, author, author_role, reason, recorded_at, idempotency_key, request)
VALUES (1, '0001-01-01T00:00:00Z', '', decode('0a087374616e64617264120b0801180120032a0302030412090802180120022a010312090803180120022a01021209080418'
    || '0120022a010212090805180120042a010212090806180120042a010212090807180120032a010312090808180120032a0103'
    || '12090809180120032a01031209080a180120022a01031209080b180120042a01031a040880f52422060828101418282a00', 'hex'),
        'touchline', 'service', 'The default policy', now(), 'version-1', '');

-- Which version stands when, for the group (brand empty) and for each brand with versions of its own.
CREATE VIEW policy_timeline AS
SELECT brand, effective_from AS since,
       lead(effective_from, 1, 'infinity') OVER (PARTITION BY brand ORDER BY effective_from) AS until, number
FROM (SELECT DISTINCT ON (brand, effective_from) brand, effective_from, number FROM policy
      ORDER BY brand, effective_from, number DESC) AS standing;

-- How far each part of the ledger (a shard) was looked through for those whom a version concerns; see Refold.
CREATE TABLE policy_refold (
    number      integer  NOT NULL,
    part        smallint NOT NULL,
    after_unit  bigint   NOT NULL DEFAULT -9223372036854775808, -- key of the last entry that was looked at
    after_sale  bigint   NOT NULL DEFAULT -9223372036854775808,
    after_brand text     NOT NULL DEFAULT '',
    examined    bigint   NOT NULL DEFAULT 0, -- entries
    marked      bigint   NOT NULL DEFAULT 0, -- members
    finished_at timestamptz,
    PRIMARY KEY (number, part)
);
CREATE INDEX policy_refold_open ON policy_refold (number, part) WHERE finished_at IS NULL;

-- The version that decided the entry. The release before this one folds by version 1 and leaves the column alone.
ALTER TABLE ledger ADD COLUMN policy integer NOT NULL DEFAULT 1;

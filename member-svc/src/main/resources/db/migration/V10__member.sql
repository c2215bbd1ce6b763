-- Who is who.

CREATE SEQUENCE member_id;

-- A member stands for ever; canonical_id says which person it is: the least id of all members merged with it.
CREATE TABLE member (
    id           bigint      PRIMARY KEY,
    canonical_id bigint      NOT NULL REFERENCES member,
    version      bigint      NOT NULL CHECK (version > 0),
    code         text        NOT NULL,
    points       bigint,
    level        text        NOT NULL,
    recorded_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX member_canonical ON member (canonical_id);

-- An identifier belongs to one member for ever. value: AES-GCM, see IdentifierCipher.
-- member is null only inside the transaction that meets the identifier for the first time.
CREATE TABLE identifier (
    hash        bytea       PRIMARY KEY,
    type        smallint    NOT NULL,
    member      bigint      REFERENCES member,
    value       bytea       NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX identifier_member ON identifier (member);

-- The first membership of a brand; brand '' is the group.
CREATE TABLE recruitment (
    member       bigint      NOT NULL REFERENCES member,
    brand        text        NOT NULL,
    recruited_at timestamptz NOT NULL,
    channel      smallint    NOT NULL,
    store        text        NOT NULL,
    guide        text        NOT NULL,
    campaign     text        NOT NULL,
    code         text        NOT NULL,
    PRIMARY KEY (member, brand)
);

-- Who works a member, from when to when.
CREATE TABLE binding (
    member          bigint      NOT NULL REFERENCES member,
    brand           text        NOT NULL,
    start_at        timestamptz NOT NULL,
    end_at          timestamptz CHECK (end_at > start_at),
    store           text        NOT NULL,
    guide           text        NOT NULL,
    protected_until timestamptz,
    mode            smallint    NOT NULL,
    end_reason      smallint    NOT NULL,
    cloud_guide     text        NOT NULL,
    PRIMARY KEY (member, brand, start_at)
);

-- Friendships with guides (kind 1) and memberships of groups (kind 2).
CREATE TABLE relation (
    member      bigint      NOT NULL REFERENCES member,
    kind        smallint    NOT NULL,
    counterpart text        NOT NULL,
    start_at    timestamptz NOT NULL,
    end_at      timestamptz CHECK (end_at > start_at),
    ended_by    smallint    NOT NULL,
    PRIMARY KEY (member, kind, counterpart, start_at)
);

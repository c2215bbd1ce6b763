-- Brands, regions, stores and guides. version counts the changes of a unit.

CREATE TABLE brand (
    key          text    PRIMARY KEY,
    version      bigint  NOT NULL CHECK (version > 0),
    name         text    NOT NULL,
    time_zone    text    NOT NULL,
    cut_off_hour integer NOT NULL CHECK (cut_off_hour BETWEEN 0 AND 23)
);

CREATE TABLE region (
    key     text   PRIMARY KEY,
    version bigint NOT NULL CHECK (version > 0),
    name    text   NOT NULL,
    brand   text   NOT NULL,
    parent  text   NOT NULL
);

CREATE TABLE store (
    key          text    PRIMARY KEY,
    version      bigint  NOT NULL CHECK (version > 0),
    name         text    NOT NULL,
    brand        text    NOT NULL,
    kind         integer NOT NULL,
    time_zone    text    NOT NULL,
    cut_off_hour integer CHECK (cut_off_hour BETWEEN 0 AND 23)
);

CREATE TABLE guide (
    key     text    PRIMARY KEY,
    version bigint  NOT NULL CHECK (version > 0),
    name    text    NOT NULL,
    cloud   boolean NOT NULL
);

-- Regions that a store belonged to; a null start means always, a null end still.
CREATE TABLE store_region (
    store    text        NOT NULL REFERENCES store,
    nr       integer     NOT NULL,
    target   text        NOT NULL,
    start_at timestamptz,
    end_at   timestamptz,
    PRIMARY KEY (store, nr)
);

-- Stores that a guide worked in.
CREATE TABLE guide_store (
    guide    text        NOT NULL REFERENCES guide,
    nr       integer     NOT NULL,
    target   text        NOT NULL,
    start_at timestamptz,
    end_at   timestamptz,
    PRIMARY KEY (guide, nr)
);

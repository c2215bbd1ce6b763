-- What the figures of the current business day need: the newest day of each brand, and who was recruited on it.
CREATE INDEX leaf_brand_day ON leaf (brand, day);

CREATE TABLE brand (
    key     text     PRIMARY KEY,
    version bigint   NOT NULL,
    zone    text     NOT NULL,
    cut_off smallint NOT NULL -- hour at which the business day begins
);

-- First memberships of a brand; an empty brand is the group.
CREATE TABLE recruit (
    member_id    bigint      NOT NULL,
    brand        text        NOT NULL,
    version      bigint      NOT NULL,
    recruited_at timestamptz NOT NULL,
    PRIMARY KEY (member_id, brand)
);
CREATE INDEX recruit_time ON recruit (brand, recruited_at);

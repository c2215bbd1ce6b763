-- Campaigns, and who is held out of them.

-- body: touchline.touch.v1.Campaign. What the service itself decides by stands beside it.
CREATE TABLE campaign (
    key         text    PRIMARY KEY,
    version     bigint  NOT NULL CHECK (version > 0),
    unit        integer NOT NULL,
    control_ppm integer NOT NULL CHECK (control_ppm BETWEEN 0 AND 1000000),
    body        bytea   NOT NULL
);

-- For ever: nothing updates or deletes here. unit: the member's id as text, or the store's key.
CREATE TABLE arm (
    campaign    text        NOT NULL REFERENCES campaign,
    unit        text        NOT NULL,
    member      bigint      NOT NULL,
    store       text        NOT NULL,
    arm         smallint    NOT NULL CHECK (arm IN (1, 2)),
    assigned_at timestamptz NOT NULL,
    assigned_by smallint    NOT NULL,
    PRIMARY KEY (campaign, unit),
    CHECK ((member > 0 AND store = '' AND unit = member::text) OR (member = 0 AND store <> '' AND unit = store))
);

-- Partners: kind is a touchline.member.v1.PartnerKind.
CREATE TABLE partner (
    key     text    PRIMARY KEY,
    version bigint  NOT NULL CHECK (version > 0),
    name    text    NOT NULL,
    kind    integer NOT NULL
);

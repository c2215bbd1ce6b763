-- What partners do: looked up when a report is made, so that no booking says it and a corrected kind restates nothing. Nothing
-- is read again for it: nobody told of partners before.
CREATE TABLE partner (
    key     text     PRIMARY KEY,
    version bigint   NOT NULL,
    kind    smallint NOT NULL -- touchline.member.v1.PartnerKind
);

-- Which member an identifier points at, learned from member-svc's feed. member IS NULL: asked for, nobody known yet.
CREATE TABLE identity (
    hash   bytea PRIMARY KEY,
    member bigint
);

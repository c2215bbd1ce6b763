-- Whose facts changed, transaction by transaction: what a process that keeps facts in memory must read again. Written with the
-- marks of those who must be folded again, which says the same to the folders; forgotten after a while, and up to where is
-- noted, so that nobody takes a gap for nothing.
CREATE TABLE fact_change (
    xid   xid8        NOT NULL DEFAULT pg_current_xact_id(),
    at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    units bigint[]    NOT NULL  -- canonical units, as they were before and after
);
CREATE INDEX fact_change_xid ON fact_change (xid);
CREATE INDEX fact_change_at ON fact_change (at);
CREATE TABLE fact_change_forgotten (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    up_to    xid8    NOT NULL
);
INSERT INTO fact_change_forgotten (up_to) VALUES ('0');

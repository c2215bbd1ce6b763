-- Everybody's facts in columns, as a what-if read them last: what the next process reads instead of every message. A cache: it may
-- be deleted at any time, and is worth nothing once the notes of fact_change no longer reach back to its snapshot.
CREATE TABLE fact_columns_head (
    only_row   boolean  PRIMARY KEY DEFAULT true CHECK (only_row),
    format     int      NOT NULL,             -- what the bytes mean; 0: nothing is stored
    cluster    text     NOT NULL DEFAULT '',  -- the snapshot that the facts are of
    visible    text     NOT NULL DEFAULT '',
    persons    int      NOT NULL DEFAULT 0,
    entries    int      NOT NULL DEFAULT 0,
    touches    int      NOT NULL DEFAULT 0,
    stages     int      NOT NULL DEFAULT 0,
    campaigns  text[]   NOT NULL DEFAULT '{}', -- keys by number
    brands     text[]   NOT NULL DEFAULT '{}',
    currencies text[]   NOT NULL DEFAULT '{}',
    left_out   bigint[] NOT NULL DEFAULT '{}'  -- canonical units whose facts are not in the pieces as they are
);
INSERT INTO fact_columns_head (format) VALUES (0);
CREATE TABLE fact_columns (
    piece bigint PRIMARY KEY,
    body  bytea  NOT NULL
);
-- Numbers that hardly compress, and are always read whole.
ALTER TABLE fact_columns ALTER COLUMN body SET STORAGE EXTERNAL;

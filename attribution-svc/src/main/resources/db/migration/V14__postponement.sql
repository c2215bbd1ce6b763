-- Who cannot be folded is tried again later, and has waited since the mark all the same. The version before leaves the column
-- alone: what it marks can be claimed at once.
ALTER TABLE dirty ADD COLUMN not_before timestamptz NOT NULL DEFAULT '-infinity';

-- What people list most: a page of what has left, and what one store has in quarantine.
CREATE INDEX quarantine_left ON quarantine (quarantine_id) WHERE left_at IS NOT NULL;
CREATE INDEX quarantine_of_store ON quarantine (store, quarantine_id) WHERE left_at IS NULL;

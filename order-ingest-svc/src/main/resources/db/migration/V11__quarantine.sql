-- What people decide about documents in quarantine.

-- A document is open until it leaves (left_at) or is closed by a decision (closed_at). One that is closed stays in quarantine:
-- it is counted there, and is recognised when it is offered again.
ALTER TABLE quarantine
    ADD COLUMN closed_at timestamptz,
    ADD COLUMN store     text   COLLATE "C",
    ADD COLUMN brands    text[] COLLATE "C";
COMMENT ON COLUMN quarantine.store IS 'Of the document, for filters and scopes; NULL: put aside by a release without it';
COMMENT ON COLUMN quarantine.brands IS 'Of its lines, each once; NULL: likewise';

DROP INDEX quarantine_open;
CREATE INDEX quarantine_open ON quarantine (reason, quarantine_id) WHERE left_at IS NULL AND closed_at IS NULL;
CREATE INDEX quarantine_waiting ON quarantine (quarantine_id) WHERE left_at IS NULL AND closed_at IS NULL;
CREATE INDEX quarantine_closed ON quarantine (quarantine_id) WHERE left_at IS NULL AND closed_at IS NOT NULL;

-- Who decided what, when and why. Rows are never changed. The key names a decision to its sender: one that comes again is
-- recognised, whatever was decided since.
CREATE TABLE quarantine_decision (
    decision_id   bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    quarantine_id bigint      NOT NULL REFERENCES quarantine,
    kind          smallint    NOT NULL,
    decision_key  text,
    subject       text        NOT NULL,
    note          text        NOT NULL,
    decided_at    timestamptz NOT NULL,
    corrected     bytea,
    displaced     bytea
);
CREATE INDEX quarantine_decision_of ON quarantine_decision (quarantine_id);
CREATE UNIQUE INDEX quarantine_decision_once ON quarantine_decision (quarantine_id, decision_key);
COMMENT ON COLUMN quarantine_decision.decision_key IS 'As its sender named it; NULL: it has none';
COMMENT ON COLUMN quarantine_decision.corrected IS 'The document that was offered instead, without personal data; NULL: none';
COMMENT ON COLUMN quarantine_decision.displaced IS 'The document that stood until then, likewise; NULL: none was put aside';

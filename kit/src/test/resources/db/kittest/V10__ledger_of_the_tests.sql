-- An owner's entities, and what a reader made of their events.
CREATE TABLE entity (key text PRIMARY KEY, version bigint NOT NULL);
CREATE TABLE applied (key text NOT NULL, version bigint NOT NULL, nr bigint GENERATED ALWAYS AS IDENTITY);

-- Matters: saved queries with passages put in or left out by hand. Since format 1.2; an older record gets these tables when it is opened
-- for writing.
CREATE TABLE matters (
  name TEXT PRIMARY KEY,
  about TEXT,
  speaker TEXT,
  party TEXT,
  outlet TEXT,
  since TEXT,
  until TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE matter_passages (
  name TEXT NOT NULL REFERENCES matters,
  text_sha256 TEXT NOT NULL,
  statement_id TEXT NOT NULL,
  decision TEXT NOT NULL,
  PRIMARY KEY (name, text_sha256, statement_id)
) STRICT, WITHOUT ROWID;
-- Every change of a matter, in order.
CREATE TABLE matter_log (
  n INTEGER PRIMARY KEY,
  what TEXT NOT NULL,
  because TEXT
) STRICT;

-- What users declare about speakers. Since format 1.1; a record of format 1.0 gets these tables when it is opened for writing.
CREATE TABLE registry_entries (
  entry_id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  wikidata TEXT,
  note TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE registry_forms (
  entry_id TEXT NOT NULL REFERENCES registry_entries,
  n INTEGER NOT NULL,
  form TEXT NOT NULL,
  from_date TEXT,
  until_date TEXT,
  article TEXT,
  note TEXT,
  PRIMARY KEY (entry_id, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE registry_roles (
  entry_id TEXT NOT NULL REFERENCES registry_entries,
  n INTEGER NOT NULL,
  title TEXT NOT NULL,
  body TEXT,
  from_date TEXT,
  until_date TEXT,
  note TEXT,
  PRIMARY KEY (entry_id, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE registry_parties (
  n INTEGER PRIMARY KEY,
  party TEXT NOT NULL,
  entry_id TEXT REFERENCES registry_entries,
  title TEXT,
  body TEXT,
  from_date TEXT,
  until_date TEXT,
  note TEXT
) STRICT;
CREATE TABLE registry_different (
  a TEXT NOT NULL,
  b TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
-- Every change of the registry, in order: the lines of the registry file that went and that came.
CREATE TABLE registry_log (
  n INTEGER PRIMARY KEY,
  what TEXT NOT NULL,
  removed TEXT NOT NULL,
  added TEXT NOT NULL,
  because TEXT
) STRICT;

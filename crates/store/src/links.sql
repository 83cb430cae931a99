-- Since format 1.2; an earlier record gets these tables when it is opened for writing, and is linked anew.
-- The link generation: derived. A row of a cluster is called by the statement that comes first in it, so that what a change does
-- not touch keeps its row: n of an utterance is its first report; of an occasion or a point the first report of its first
-- utterance; of a speaker the least of its statements.
CREATE TABLE link_state (
  number INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL,
  linker TEXT NOT NULL
) STRICT;
-- Articles that were added, described or corrected after the last linking.
CREATE TABLE link_changed (
  article INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE link_speakers (
  n INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  forms TEXT NOT NULL
) STRICT;
CREATE TABLE link_speaker_statements (
  statement INTEGER PRIMARY KEY,
  speaker INTEGER NOT NULL
) STRICT;
CREATE TABLE link_reprints (
  article INTEGER PRIMARY KEY,
  reprint INTEGER NOT NULL,
  n INTEGER NOT NULL
) STRICT;
CREATE TABLE link_occasions (
  n INTEGER PRIMARY KEY,
  occasion_id TEXT NOT NULL,
  speaker INTEGER NOT NULL,
  said_earliest TEXT,
  said_latest TEXT,
  dated INTEGER NOT NULL,
  venue TEXT
) STRICT;
CREATE INDEX link_occasions_id ON link_occasions (occasion_id);
CREATE TABLE link_utterances (
  n INTEGER PRIMARY KEY,
  utterance_id TEXT NOT NULL,
  occasion INTEGER NOT NULL,
  joined TEXT NOT NULL,
  because TEXT NOT NULL
) STRICT;
CREATE INDEX link_utterances_id ON link_utterances (utterance_id);
CREATE TABLE link_reports (
  statement INTEGER PRIMARY KEY,
  utterance INTEGER NOT NULL,
  n INTEGER NOT NULL,
  profile BLOB NOT NULL
) STRICT;
CREATE TABLE link_points (
  n INTEGER PRIMARY KEY,
  point_id TEXT NOT NULL,
  speaker INTEGER NOT NULL,
  gist TEXT NOT NULL
) STRICT;
CREATE INDEX link_points_id ON link_points (point_id);
CREATE TABLE link_point_utterances (
  utterance INTEGER PRIMARY KEY,
  point INTEGER NOT NULL,
  n INTEGER NOT NULL
) STRICT;

-- What people decided of pairs of statements, each called by its text and its id; the lesser pair first.
CREATE TABLE decisions (
  level TEXT NOT NULL,
  text_a TEXT NOT NULL,
  statement_a TEXT NOT NULL,
  text_b TEXT NOT NULL,
  statement_b TEXT NOT NULL,
  ruling TEXT NOT NULL,
  PRIMARY KEY (level, text_a, statement_a, text_b, statement_b)
) STRICT, WITHOUT ROWID;
CREATE TABLE decision_log (
  n INTEGER PRIMARY KEY,
  undone INTEGER NOT NULL,
  level TEXT NOT NULL,
  ruling TEXT NOT NULL,
  text_a TEXT NOT NULL,
  statement_a TEXT NOT NULL,
  text_b TEXT NOT NULL,
  statement_b TEXT NOT NULL,
  because TEXT
) STRICT;

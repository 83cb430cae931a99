-- The record, format 1. Described table by table in docs/format.md, section "The record".
-- *_byte: UTF-8 bytes into the reading's text. *_cp: Unicode code points. Both 0-based, end-exclusive.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One web address or one file of one outlet, over all its versions.
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  document_key TEXT NOT NULL UNIQUE
) STRICT;

-- One version of a document: the raw bytes decide.
CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL UNIQUE,
  document INTEGER NOT NULL REFERENCES documents,
  raw_sha256 TEXT NOT NULL,
  superseded_by INTEGER REFERENCES articles
) STRICT;
CREATE INDEX articles_document ON articles (document);
CREATE INDEX articles_superseded_by ON articles (superseded_by);

-- Every path under which an article was given.
CREATE TABLE article_paths (
  path TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles,
  PRIMARY KEY (path, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_paths_article ON article_paths (article, path);

-- Each text once, however many readings share it.
CREATE TABLE texts (
  id INTEGER PRIMARY KEY,
  text_sha256 TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL
) STRICT;

-- An article's text and metadata as one version of the reader saw them.
CREATE TABLE readings (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles,
  text_row INTEGER NOT NULL REFERENCES texts,
  reader TEXT NOT NULL,
  path TEXT NOT NULL,
  url TEXT,
  outlet TEXT,
  outlet_basis TEXT,
  title TEXT,
  authors TEXT NOT NULL,
  published_value TEXT,
  published_earliest TEXT,
  published_latest TEXT,
  published_time TEXT,
  published_basis TEXT,
  published_start_byte INTEGER,
  published_end_byte INTEGER,
  published_start_cp INTEGER,
  published_end_cp INTEGER,
  updated_value TEXT,
  updated TEXT,
  language TEXT,
  blocks TEXT NOT NULL,
  problems TEXT NOT NULL,
  extra TEXT NOT NULL,
  sketch TEXT NOT NULL,
  given INTEGER NOT NULL,
  UNIQUE (article, reader, text_row)
) STRICT;
CREATE INDEX readings_text ON readings (text_row);

-- What one model with one set of settings found in a reading.
CREATE TABLE extractions (
  id INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES readings,
  tool TEXT NOT NULL,
  model TEXT NOT NULL,
  model_sha256 TEXT NOT NULL,
  settings_sha256 TEXT NOT NULL,
  narrations TEXT NOT NULL,
  timexes TEXT NOT NULL,
  mentions TEXT NOT NULL,
  problems TEXT NOT NULL,
  content_sha256 TEXT NOT NULL,
  count_claims TEXT NOT NULL DEFAULT '[]',
  UNIQUE (reading, tool, model_sha256, settings_sha256)
) STRICT;

CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  extraction INTEGER NOT NULL REFERENCES extractions,
  n INTEGER NOT NULL,
  statement_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  mode TEXT NOT NULL,
  speaker_name TEXT,
  speaker_kind TEXT NOT NULL,
  speaker_how TEXT NOT NULL,
  said_value TEXT,
  said_earliest TEXT,
  said_latest TEXT,
  said_basis TEXT NOT NULL,
  times TEXT NOT NULL,
  negated INTEGER NOT NULL,
  modality TEXT NOT NULL,
  nested_in TEXT,
  confidence INTEGER NOT NULL,
  start_byte INTEGER NOT NULL,
  end_byte INTEGER NOT NULL,
  content_byte TEXT NOT NULL,
  source_byte TEXT NOT NULL,
  cue_byte TEXT NOT NULL,
  start_cp INTEGER NOT NULL,
  end_cp INTEGER NOT NULL,
  content_cp TEXT NOT NULL,
  source_cp TEXT NOT NULL,
  cue_cp TEXT NOT NULL,
  content_text TEXT NOT NULL,
  source_text TEXT NOT NULL,
  detail TEXT NOT NULL,
  UNIQUE (extraction, n)
) STRICT;
CREATE INDEX statements_statement_id ON statements (statement_id);
CREATE INDEX statements_speaker ON statements (speaker_name);
CREATE INDEX statements_said ON statements (said_earliest);

-- Which version, reading and extraction of each document answers are given from.
CREATE TABLE heads (
  document INTEGER PRIMARY KEY REFERENCES documents,
  article INTEGER NOT NULL REFERENCES articles,
  reading INTEGER NOT NULL REFERENCES readings,
  extraction INTEGER REFERENCES extractions
) STRICT;
CREATE INDEX heads_article ON heads (article);
CREATE INDEX heads_reading ON heads (reading);
CREATE INDEX heads_extraction ON heads (extraction);

-- Inputs that are not read: declined, or kept without a model for their language.
CREATE TABLE not_read (
  path TEXT PRIMARY KEY,
  raw_sha256 TEXT,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  article INTEGER REFERENCES articles
) STRICT, WITHOUT ROWID;
CREATE INDEX not_read_article ON not_read (article);

-- What can be searched: the statements, and the blocks of a reading that are not noise (statement is null).
CREATE TABLE passages (
  id INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES readings,
  statement INTEGER REFERENCES statements,
  start_byte INTEGER NOT NULL,
  end_byte INTEGER NOT NULL
) STRICT;
CREATE INDEX passages_reading ON passages (reading);
CREATE INDEX passages_statement ON passages (statement);

CREATE VIEW passage_texts AS
  SELECT p.id AS id,
         coalesce(s.content_text,
                  CAST(substr(CAST(t.text AS BLOB), p.start_byte + 1, p.end_byte - p.start_byte) AS TEXT)) AS text,
         s.speaker_name AS speaker,
         s.source_text AS source
  FROM passages p
  JOIN readings r ON r.id = p.reading
  JOIN texts t ON t.id = r.text_row
  LEFT JOIN statements s ON s.id = p.statement;

CREATE VIRTUAL TABLE passages_fts USING fts5 (
  text, speaker, source,
  content = 'passage_texts', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2'
);
-- Deleted words leave the index at once, not at the next merge.
INSERT INTO passages_fts (passages_fts, rank) VALUES ('secure-delete', 1);

-- Rows of people over rows of the machine.
CREATE TABLE corrections (
  id INTEGER PRIMARY KEY,
  text_sha256 TEXT NOT NULL,
  content_byte TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  UNIQUE (text_sha256, content_byte, field)
) STRICT;

-- What format 1.0 kept of the registry, for its readers; empty since 1.1, whose tables are in registry.sql.
CREATE TABLE aliases (
  display TEXT NOT NULL,
  n INTEGER NOT NULL,
  form TEXT NOT NULL,
  PRIMARY KEY (display, n)
) STRICT, WITHOUT ROWID;

-- What formats before 1.2 said of the link generation, for their readers; empty since 1.2, whose tables are in links.sql.
CREATE TABLE link_generation (
  number INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL
) STRICT;

-- Ids of clusters that were given out and are no longer one: where their first statement is now (null: nowhere).
CREATE TABLE redirects (
  cluster TEXT NOT NULL,
  old_id TEXT NOT NULL,
  new_id TEXT,
  PRIMARY KEY (cluster, old_id)
) STRICT, WITHOUT ROWID;

CREATE VIEW v_articles AS
  SELECT a.article_id AS article_id,
         (SELECT min(path) FROM article_paths p WHERE p.article = a.id) AS path,
         r.url AS url, r.outlet AS outlet, r.outlet_basis AS outlet_basis, r.title AS title,
         r.published_value AS published, r.published_earliest AS published_earliest,
         r.published_latest AS published_latest, r.published_basis AS published_basis,
         r.published_start_cp AS published_start_cp, r.published_end_cp AS published_end_cp,
         r.language AS language, r.reader AS reader, e.model AS model, t.text_sha256 AS text_sha256,
         (SELECT count(*) FROM statements s WHERE s.extraction = e.id) AS statements,
         h.extraction IS NOT NULL AS is_read
  FROM heads h
  JOIN articles a ON a.id = h.article AND a.superseded_by IS NULL
  JOIN readings r ON r.id = h.reading
  JOIN texts t ON t.id = r.text_row
  LEFT JOIN extractions e ON e.id = h.extraction;

CREATE VIEW v_statements AS
  SELECT s.statement_id AS statement_id, a.article_id AS article_id,
         (SELECT min(path) FROM article_paths p WHERE p.article = a.id) AS path,
         r.outlet AS outlet, r.url AS url, r.published_value AS published, t.text_sha256 AS text_sha256,
         s.kind AS kind, s.mode AS mode,
         CASE WHEN cs.id IS NULL THEN s.speaker_name ELSE json_extract(cs.value, '$.name') END AS speaker_name,
         CASE WHEN cs.id IS NULL THEN s.speaker_kind ELSE json_extract(cs.value, '$.kind') END AS speaker_kind,
         s.speaker_how AS speaker_how,
         CASE WHEN cd.id IS NULL THEN s.said_value ELSE json_extract(cd.value, '$.value') END AS said_value,
         CASE WHEN cd.id IS NULL THEN s.said_earliest ELSE json_extract(cd.value, '$.earliest') END AS said_earliest,
         CASE WHEN cd.id IS NULL THEN s.said_latest ELSE json_extract(cd.value, '$.latest') END AS said_latest,
         CASE WHEN cd.id IS NULL THEN s.said_basis
              WHEN json_extract(cd.value, '$.earliest') IS NULL AND json_extract(cd.value, '$.latest') IS NULL THEN 'none'
              ELSE 'stated' END AS said_basis,
         s.times AS times, s.negated AS negated, s.modality AS modality, s.nested_in AS nested_in,
         s.confidence AS confidence, s.content_text AS text, s.source_text AS source_text,
         s.start_cp AS start_cp, s.end_cp AS end_cp,
         s.content_cp AS content_cp, s.source_cp AS source_cp, s.cue_cp AS cue_cp,
         json_extract(s.detail, '$.acts') AS acts,
         cs.id IS NOT NULL OR cd.id IS NOT NULL AS corrected,
         e.model AS model
  FROM heads h
  JOIN articles a ON a.id = h.article AND a.superseded_by IS NULL
  JOIN readings r ON r.id = h.reading
  JOIN texts t ON t.id = r.text_row
  JOIN extractions e ON e.id = h.extraction
  JOIN statements s ON s.extraction = e.id
  LEFT JOIN corrections cs
    ON cs.text_sha256 = t.text_sha256 AND cs.content_byte = s.content_byte AND cs.field = 'speaker.name'
  LEFT JOIN corrections cd
    ON cd.text_sha256 = t.text_sha256 AND cd.content_byte = s.content_byte AND cd.field = 'said'
  WHERE NOT EXISTS (
    SELECT 1 FROM corrections cx
    WHERE cx.text_sha256 = t.text_sha256 AND cx.content_byte = s.content_byte
      AND cx.field = 'dropped' AND cx.value = 'true');

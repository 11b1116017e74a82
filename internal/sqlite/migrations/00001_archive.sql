-- +goose Up

-- Outlets by name and host; a search names them by a token made of the id.
CREATE TABLE outlet (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL,
  host   TEXT NOT NULL,
  folded TEXT NOT NULL, -- the name as the analyser folds it
  UNIQUE (name, host)
);

-- One row an article. id files it by day: see rowid.go. body is the article's JSON, byte offsets, zstd.
CREATE TABLE article (
  id     INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  digest TEXT NOT NULL,
  body   BLOB NOT NULL
);
CREATE INDEX article_digest ON article (digest) WHERE digest <> '';

-- The narrow companion of article: what filters, facets and reprocessing look at without touching bodies.
CREATE TABLE docv (
  id          INTEGER PRIMARY KEY,
  outlet      INTEGER NOT NULL,
  day         INTEGER NOT NULL, -- the true day's number as in ids, also where the row spilled; 0 undated
  extract     INTEGER NOT NULL,
  dates       INTEGER NOT NULL,
  names       INTEGER NOT NULL,
  attribution INTEGER NOT NULL,
  story       INTEGER NOT NULL
);

-- Articles on each day, for estimates of how much of the archive a stretch of ids covers.
CREATE TABLE day_count (
  day INTEGER PRIMARY KEY, -- the day's number as in article ids
  n   INTEGER NOT NULL
);

-- Running counts: articles, statements, captures, words (stems in all articles), changed (unix milliseconds).
CREATE TABLE tally (
  name TEXT PRIMARY KEY,
  n    INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE capture (
  id        INTEGER PRIMARY KEY,
  digest    TEXT NOT NULL,
  url       TEXT NOT NULL,
  final_url TEXT NOT NULL,
  at        INTEGER NOT NULL, -- unix milliseconds
  status    INTEGER NOT NULL,
  header    TEXT NOT NULL,    -- JSON
  warc      TEXT NOT NULL,
  error     TEXT NOT NULL
);
CREATE INDEX capture_digest ON capture (digest);
CREATE INDEX capture_url ON capture (url, at);

CREATE TABLE source (
  id   TEXT PRIMARY KEY,
  body TEXT NOT NULL -- JSON
) WITHOUT ROWID;

CREATE TABLE progress (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- +goose Up

-- Vectors tell where a stem first stands, too: see vector.go. Those of articles stored before are made again when the archive is
-- opened (refill.go).
DROP TABLE vector;
CREATE TABLE vector (
  id     INTEGER PRIMARY KEY,
  length INTEGER NOT NULL, -- stems in title and text, stop words left out
  stems  BLOB NOT NULL
);

-- Title and text alone, zstd: the best matches are ranked by their texts, and bodies take ten times as long to read.
CREATE TABLE plain (
  id   INTEGER PRIMARY KEY,
  text BLOB NOT NULL -- the title, a line feed, the beginning of the text
);

INSERT INTO progress (key, value) SELECT 'sqlite.refill', '0' WHERE EXISTS (SELECT 1 FROM article);

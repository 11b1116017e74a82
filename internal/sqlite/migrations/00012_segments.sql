-- +goose Up

-- The index of words: segments of package posting, each of which holds a batch of articles and is never changed; several are
-- merged into a larger one. A segment of a higher number holds later versions.
CREATE TABLE segment (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  number INTEGER NOT NULL UNIQUE,
  docs   BLOB NOT NULL, -- its articles: row id, length, outlet, speakers, acts
  pages  BLOB NOT NULL  -- which of its pages holds which keys
);

CREATE TABLE posting (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  page BLOB NOT NULL -- keys with the articles that hold them
);

-- The latest version of the article in segments below that number was replaced or dropped.
CREATE TABLE gone (
  article INTEGER NOT NULL, -- its row id
  before  INTEGER NOT NULL,
  PRIMARY KEY (article, before)
) WITHOUT ROWID;

ALTER TABLE docv ADD COLUMN length INTEGER NOT NULL DEFAULT 0; -- stems in title and text, stop words left out
UPDATE docv SET length = coalesce((SELECT v.length FROM vector v WHERE v.id = docv.id), 0);

DROP TABLE words;
DROP TABLE stems;
DROP TABLE vector;
DROP TABLE sample;

-- Made from the articles when the archive is opened (refill.go).
INSERT OR REPLACE INTO progress (key, value) SELECT 'sqlite.refill', '0' WHERE EXISTS (SELECT 1 FROM article);

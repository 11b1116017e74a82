-- +goose Up

-- The words of title and text as the analyser gave them, packed (packed.go), for the last ranking: sixty of them are read for one
-- search, and texts would have to be analysed each time. Made from the articles when the archive is opened (refill.go).
DROP TABLE plain;
CREATE TABLE terms (
  id     INTEGER PRIMARY KEY,
  packed BLOB NOT NULL
);

INSERT OR REPLACE INTO progress (key, value) SELECT 'sqlite.refill', '0' WHERE EXISTS (SELECT 1 FROM article);

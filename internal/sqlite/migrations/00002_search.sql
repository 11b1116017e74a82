-- +goose Up

-- Words as written, folded: phrases and prefixes. Tokens are made by the analyser and joined with spaces, so the
-- tokenizer has only to split at spaces. meta holds the same filter tokens as stems.
CREATE VIRTUAL TABLE words USING fts5 (
  title, text, meta,
  content = '', contentless_delete = 1, detail = full,
  tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\]^_{|}~'"
);

-- Stems, each once an article, with filter tokens (=o outlet, =s speaker, =r relay, =e entity, =a act), title stems (^)
-- and impact tokens (~tier stem). Rows only: no positions.
CREATE VIRTUAL TABLE stems USING fts5 (
  tokens,
  content = '', contentless_delete = 1, detail = none,
  tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\]^_{|}~'"
);

-- How often each stem occurs in an article, by hash, for scores: see vector.go.
CREATE TABLE vector (
  id     INTEGER PRIMARY KEY,
  length INTEGER NOT NULL, -- stems in title and text, stop words left out
  stems  BLOB NOT NULL
);

-- Words as written and stems of every sixteenth article, with the number of such articles: how common a word is, without a
-- write per word and article.
CREATE TABLE sample (
  term TEXT PRIMARY KEY, -- the stem; + and the word as written
  n    INTEGER NOT NULL
) WITHOUT ROWID;

-- Postings are gathered in memory for a whole batch before they are written as a segment: a megabyte, the default, makes
-- several segments of each batch, which are then merged again and again.
INSERT INTO words (words, rank) VALUES ('hashsize', 33554432);
INSERT INTO stems (stems, rank) VALUES ('hashsize', 33554432);

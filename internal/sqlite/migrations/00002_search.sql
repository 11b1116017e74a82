-- +goose Up

-- Words as written, folded: phrases and prefixes. Tokens are made by the analyser and joined with spaces, so the
-- tokenizer has only to split at spaces.
CREATE VIRTUAL TABLE words USING fts5 (
  title, text,
  content = '', contentless_delete = 1, detail = full,
  tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\]^_{|}~'"
);

-- Stems, each once an article, with filter tokens (=o outlet, =s speaker, =r relay, =e entity, =a act), title stems (^)
-- and impact tokens (stem~tier). Rows only: no positions.
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

-- +goose Up

-- Whoever speaks, relays or is spoken of. key is the entity's own, or its folded name where it has none that holds
-- across articles.
CREATE TABLE entity (
  id     INTEGER PRIMARY KEY,
  key    TEXT NOT NULL UNIQUE,
  name   TEXT NOT NULL,
  type   TEXT NOT NULL,
  latin  TEXT NOT NULL,
  folded TEXT NOT NULL
);

-- The words of entities' names, for «بلينكن» and, by sound, for «Blinken».
CREATE TABLE entity_word (
  word   TEXT NOT NULL, -- folded; or ~ and the sound key
  entity INTEGER NOT NULL,
  PRIMARY KEY (word, entity)
) WITHOUT ROWID;

-- The spellings of names by their sound, to find one by another.
CREATE TABLE spelling (
  sound TEXT NOT NULL,
  stem  TEXT NOT NULL,
  n     INTEGER NOT NULL, -- articles in whose names it occurred when counted
  PRIMARY KEY (sound, stem)
) WITHOUT ROWID;

-- One row a statement: id is the article's id << 10 | its place in the article. The words stand in the article's body.
CREATE TABLE statement (
  id      INTEGER PRIMARY KEY,
  said    INTEGER NOT NULL, -- the day's number as in article ids
  speaker INTEGER NOT NULL, -- entity; 0 unknown
  act     TEXT NOT NULL
);
CREATE INDEX statement_speaker ON statement (speaker, said, id);
CREATE INDEX statement_said ON statement (said, id);

-- Contents as written, folded; their stems with filter tokens as in stems.
CREATE VIRTUAL TABLE statement_words USING fts5 (
  content, tokens,
  content = '', contentless_delete = 1, detail = full,
  tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\]^_{|}~'"
);

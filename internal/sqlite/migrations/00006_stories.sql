-- +goose Up

-- One row a story. first and last are days' numbers as in article ids, 0 undated. head is what lists show, members the
-- rest, both JSON as zstd.
CREATE TABLE story (
  id       INTEGER PRIMARY KEY,
  public   TEXT NOT NULL UNIQUE,
  thread   TEXT NOT NULL, -- its own id where it belongs to no other
  first    INTEGER NOT NULL,
  last     INTEGER NOT NULL,
  at       INTEGER NOT NULL, -- unix milliseconds of the last article: the order of lists
  articles INTEGER NOT NULL,
  outlets  INTEGER NOT NULL,
  head     BLOB NOT NULL,
  members  BLOB NOT NULL
);
CREATE INDEX story_at ON story (at, public);
CREATE INDEX story_thread ON story (thread);

-- Ids of stories that were merged into another.
CREATE TABLE story_was (
  was   TEXT PRIMARY KEY,
  story INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX story_was_story ON story_was (story);

-- What stories are found by: see isnad.Story.Handles.
CREATE TABLE story_handle (
  handle TEXT NOT NULL,
  story  INTEGER NOT NULL,
  PRIMARY KEY (handle, story)
) WITHOUT ROWID;
CREATE INDEX story_handle_story ON story_handle (story);

-- Articles as earlier captures of their pages had them; body as in article.
CREATE TABLE edition (
  id      INTEGER PRIMARY KEY,
  article TEXT NOT NULL,
  digest  TEXT NOT NULL, -- of title and text
  until   INTEGER NOT NULL, -- unix milliseconds
  body    BLOB NOT NULL,
  UNIQUE (article, digest)
);

-- What editors decided of articles' places in stories.
CREATE TABLE decision (
  article TEXT NOT NULL,
  other   TEXT NOT NULL, -- the article with which it belongs; empty: with none it was put to
  at      INTEGER NOT NULL, -- unix milliseconds
  note    TEXT NOT NULL,
  PRIMARY KEY (article, other)
) WITHOUT ROWID;

-- +goose Up

-- Who may sign in. folded is the name in small letters.
CREATE TABLE account (
  id      TEXT PRIMARY KEY,
  name    TEXT NOT NULL,
  folded  TEXT NOT NULL UNIQUE,
  role    TEXT NOT NULL,
  secret  TEXT NOT NULL,    -- argon2id in PHC form
  created INTEGER NOT NULL, -- unix milliseconds, as all times here
  closed  INTEGER NOT NULL
) WITHOUT ROWID;

-- key is the SHA-256 of what the browser or program holds.
CREATE TABLE session (
  key     TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  agent   TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_account ON session (account);
CREATE INDEX session_expires ON session (expires);

CREATE TABLE token (
  id      TEXT PRIMARY KEY,
  key     TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  name    TEXT NOT NULL,
  scopes  TEXT NOT NULL, -- JSON
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL -- 0 is never
) WITHOUT ROWID;
CREATE INDEX token_account ON token (account);

-- What came into the archive or changed its words, in order, written with the article.
CREATE TABLE change (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  article TEXT NOT NULL, -- the id the world knows
  outlet  INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  kind    TEXT NOT NULL  -- new, edited
);
CREATE INDEX change_outlet ON change (outlet, number) WHERE kind = 'new';

-- The words of an article as a number, to tell an edit from a new analysis; 0 where it was stored before there was this column.
ALTER TABLE docv ADD COLUMN print INTEGER NOT NULL DEFAULT 0;

CREATE TABLE saved_search (
  id    TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  body  TEXT NOT NULL -- JSON
) WITHOUT ROWID;
CREATE INDEX saved_search_owner ON saved_search (owner);

CREATE TABLE finding (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  search TEXT NOT NULL REFERENCES saved_search (id) ON DELETE CASCADE,
  item   TEXT NOT NULL,
  body   TEXT NOT NULL, -- JSON, byte offsets
  UNIQUE (search, item)
);
CREATE INDEX finding_search ON finding (search, number);

-- The outbox: one row a finding and channel.
CREATE TABLE delivery (
  id         TEXT PRIMARY KEY,
  finding    INTEGER NOT NULL REFERENCES finding (number) ON DELETE CASCADE,
  search     TEXT NOT NULL,
  channel    TEXT NOT NULL,
  state      TEXT NOT NULL, -- waiting, delivered, given up
  tries      INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  reason     TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX delivery_due ON delivery (not_before) WHERE state = 'waiting';
CREATE INDEX delivery_finding ON delivery (finding);
CREATE INDEX delivery_search ON delivery (search, finding);

-- What was set right by hand, kept apart from what is derived.
CREATE TABLE correction (
  id      TEXT PRIMARY KEY,
  article TEXT NOT NULL, -- the id the world knows; the article may be gone
  at      INTEGER NOT NULL,
  body    TEXT NOT NULL  -- JSON, byte offsets
) WITHOUT ROWID;
CREATE INDEX correction_article ON correction (article);

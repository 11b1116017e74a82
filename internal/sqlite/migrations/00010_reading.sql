-- +goose Up

-- What an account did with an article that came in; number is that of change. No row is unread and not starred.
CREATE TABLE reading (
  account TEXT NOT NULL,
  number  INTEGER NOT NULL,
  read    INTEGER NOT NULL,
  starred INTEGER NOT NULL,
  PRIMARY KEY (account, number)
) WITHOUT ROWID;
CREATE INDEX reading_starred ON reading (account, number) WHERE starred;

-- Up to where everything is read, of one outlet or of all (0).
CREATE TABLE reading_mark (
  account TEXT NOT NULL,
  outlet  INTEGER NOT NULL,
  number  INTEGER NOT NULL,
  PRIMARY KEY (account, outlet)
) WITHOUT ROWID;

CREATE INDEX change_at ON change (at);

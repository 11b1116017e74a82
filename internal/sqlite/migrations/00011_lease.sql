-- +goose Up
-- Who may do what one at a time may do, until when.
CREATE TABLE lease (
  name   TEXT PRIMARY KEY,
  fence  INTEGER NOT NULL, -- how often it was given out
  holder TEXT NOT NULL,    -- process and start of it; empty: nobody holds it
  until  INTEGER NOT NULL  -- unix milliseconds: the end of the lease, or of its rest
) WITHOUT ROWID;

-- +goose Up

-- The last transaction that each writer committed. Where a connection broke during COMMIT, it is looked up here: the server's own
-- numbers of transactions are given again after a crash that lost them, and by a replica that takes over.
CREATE TABLE outcome (
  writer text COLLATE "C" PRIMARY KEY,
  number bigint NOT NULL,
  at     timestamptz NOT NULL
) WITH (fillfactor = 50);

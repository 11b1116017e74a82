-- +goose Up

-- Partitions' indexes of tokens collect what a batch adds and take it in at its end: see tidyIndexes in partition.go. An index of
-- a partitioned table has no such setting of its own to change; new partitions get theirs when they are made.
-- +goose StatementBegin
DO $$
DECLARE part regclass;
BEGIN
  FOR part IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent IN ('posting_tokens'::regclass, 'statement_tokens'::regclass) LOOP
    EXECUTE format('ALTER INDEX %s SET (fastupdate = on)', part);
  END LOOP;
END
$$;
-- +goose StatementEnd

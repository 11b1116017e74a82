-- +goose Up

-- When a source is to be polled, in milliseconds since 1970; NULL for a paused one.
ALTER TABLE source ADD COLUMN due INTEGER;
UPDATE source SET due = coalesce(CAST(strftime('%s', json_extract(body, '$.Health.NextPoll')) AS INTEGER) * 1000, 0)
WHERE coalesce(json_extract(body, '$.Paused'), 0) = 0;
CREATE INDEX source_due ON source (due, id) WHERE due IS NOT NULL;

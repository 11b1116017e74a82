-- +goose Up

-- The words of one entity's names: each word of a query asks for the other spellings of the names that hold it, and without this
-- index that read the whole table.
CREATE INDEX entity_word_entity ON entity_word (entity);

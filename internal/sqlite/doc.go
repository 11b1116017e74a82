// Package sqlite is the embedded engine: Store, Index, StatementIndex, StoryStore and Queue on one SQLite file, through
// modernc.org/sqlite (no cgo).
//
// # Layout
//
//   - article: one row an article, its body as zstd-compressed JSON with byte offsets. The row id is the day's number
//     << 20 | a sequence, so that order of time and ranges of days are order and ranges of row ids (rowid.go); the id the
//     world knows is a column. docv is its narrow companion.
//   - segment, posting, gone: the index of words (package posting), with filter tokens (=o outlet, =s speaker, =r relay, =e
//     entity, =a act). Each transaction writes a segment of its articles; a goroutine merges segments (merge.go). terms: all
//     words of an article, for the last ranking (row.go). All tokens are made by package arabic.
//   - statement, statement_words: the statements. entity, entity_word, spelling: who is named, and how spelt.
//   - story, story_was, story_handle: stories whole, ids merged into them, what they are found by. edition: articles as earlier
//     captures had them. decision: what editors decided.
//   - capture, source, progress, tally, day_count: evidence, addresses, and counts.
//   - river_…: the queue, by River's own migrations.
//
// One connection writes, in transactions that are on disk when Update returns (WAL, synchronous=FULL); a pool of others
// reads. schema.sql holds the form that the migrations give.
//
// It knows nothing of the query language (internal/search) and of the order of work (internal/ingest).
//
// Start with [Open].
package sqlite

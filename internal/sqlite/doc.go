// Package sqlite is the embedded engine: Store, Index, StatementIndex, StoryStore and Queue on one SQLite file, through
// modernc.org/sqlite (no cgo).
//
// # Layout
//
//   - article: one row an article, its body as zstd-compressed JSON with byte offsets. The row id is the day's number
//     << 20 | a sequence, so that order of time and ranges of days are order and ranges of row ids (rowid.go); the id the
//     world knows is a column. docv is its narrow companion.
//   - words: FTS5 over folded words as written, for phrases and prefixes. stems: FTS5 without positions over the stems,
//     with filter tokens (=o outlet, =s speaker, =r relay, =e entity, =a act) and impact tokens (impact.go). vector: how
//     often each stem occurs in an article, and where first (vector.go). terms: all words, for the last ranking (packed.go). All tokens are made by package arabic; FTS5 stores and matches them.
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

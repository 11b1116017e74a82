// Package postgres is the engine for more than one machine: Store, Index, StatementIndex, StoryStore and Queue on PostgreSQL 15
// or newer, through pgx; no extension is needed. It ranks as internal/sqlite does, because both answer by internal/plan.
//
// # Layout
//
//   - docv: one narrow row an article: the id the world knows, and the row id, which is the day's number << 20 | a sequence
//     (index/rowid.go). article holds the bodies, by month; vector and terms what ranking reads.
//   - posting: one tsvector an article, made of the analyser's own tokens (tokens.go), under a GIN index, by quarter of a year.
//   - statement: the statements with a tsvector each, by month. capture: the evidence, by month of capture.
//   - entity, entity_word, spelling, sample, outlet, story …: as in internal/sqlite.
//   - river_…: the queue, by River's own migrations.
//
// Partitions are made by the transaction that first needs them (partition.go). Article and statement ids from before 1990,
// undated ones among them, share one partition.
//
// One transaction writes at a time, whichever machine it runs on: each takes an advisory lock first (update.go), so that what
// it reads stays true until it commits, and changes are numbered in the order in which they are committed. Searches read from
// a replica where there is one; what work depends on is always read from the primary.
//
// Start with [Open].
package postgres

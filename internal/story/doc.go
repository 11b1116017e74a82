// Package story compares articles: copies of one text, stories of one event, and the keywords that say what an article
// is about.
//
// It works on articles as they arrive, keeps a bounded number of them in memory, and is deterministic: the same articles
// in the same order give the same groups. It stores nothing; ingest keeps what it decides.
//
// Start with [Desk.Place] and [Keywords].
package story

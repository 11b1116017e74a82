// Package index is what the engines' indexes are made of, whatever they are stored in: tokens, packed terms and vectors of
// articles, row ids that are in order of time, scores from vectors, highlights, and the columns of stories.
//
// It touches no database: values in, values out. Engines (internal/sqlite, internal/postgres) store and match what it makes.
// Start with [BagOf], [PackTerms] and [Scorer].
package index

// Package search is the read path's language: it turns what a reader writes into an isnad.Query, which an engine answers.
//
// It stores and fetches nothing. Engines find (isnad.Index); this package says what is asked.
//
// Start with [Parse].
package search

// Package ingest is the write path: the pure middle as one call, import of files, the crawl's schedule and workers, and
// the making again of what older versions made.
//
// It knows the order of steps and what to do when one fails; how a step is done stands in the package of that step, and
// how things are stored in the engines.
//
// Start with [Annotate], from a document to an annotated article; [Import] and [Crawler] feed it.
package ingest

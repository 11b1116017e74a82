// Package bench measures the archive at size: it makes any number of articles from the sentences of real ones, fills an
// archive with them, and times every class of query, at rest and while articles are being added.
//
// It asserts nothing: figures are printed, people compare them.
//
// Start with [Run].
package bench

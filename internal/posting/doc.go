// Package posting is the form of an archive's index of words: lists of the articles that hold a word, in segments that are
// written once and merged into larger ones. An engine stores the pages; what they hold is made and read here.
//
// A [Builder] makes a segment of a batch of articles, [Merge] one of several. A segment has columns ([Docs]: row id, length,
// outlet, speakers, acts) in order of row id, and pages of keys in order with their lists. Articles are numbered within
// their segment by their place in the columns. Keys are:
//
//   - StemKey: the articles with a stem, how often it occurs and where first.
//   - WordKey: the articles with a word as written, and its places, for phrases.
//   - filter tokens (package index), which begin with '=': the articles alone.
//
// Lists are read whole: a posting takes a nanosecond or two, so the commonest word of a million articles takes a millisecond,
// and answers are exact. Sets of matches are bits ([Set]).
//
// It knows no file, no query and no order of results.
//
// Start with [Builder].
package posting

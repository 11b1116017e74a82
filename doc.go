// Package isnad holds the nouns of an Arabic news archive (Article, Capture, Source, Query …), the ports behind which
// engines stand (Store, Index, Queue, Archive), the kinds of error, and the interchange format's door.
//
// It stores, fetches and shows nothing itself.
//
// # The tour
//
// A page's way through the house, in the order in which a newcomer best reads it:
//
//   - [isnad/arabic] turns letters into words.
//   - [isnad/dates] reads when, [isnad/names] who.
//   - [isnad/attribution] finds who said what, through whom.
//   - [isnad/extract] makes clean documents of fetched bytes.
//   - This package: an [Article] is a document with what was found in it; [Encode] and [Decode] are its form for others.
//   - internal/fetch gets pages politely, internal/feed reads feeds, internal/archive keeps captures as WARC.
//   - internal/story compares articles.
//   - internal/posting is lists of the articles that hold a word, in segments.
//   - internal/index is what engines' indexes are made of: tokens, vectors, highlights.
//   - internal/plan answers queries over what an engine stores.
//   - internal/sqlite stores, indexes and queues; internal/storetest says what every engine must do.
//   - internal/ingest is the write path: Annotate is the pure middle as one call.
//   - internal/search is the read path.
//   - internal/web, internal/api and internal/mcp show it; cmd/isnad wires it.
//
// Start with [Article].
package isnad

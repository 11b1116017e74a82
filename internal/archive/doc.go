// Package archive keeps captures as WARC 1.1 and reads WARC files that others wrote.
//
// A folder holds
//
//	isnad-000001-20250629T120000Z.warc.gz   captures, one gzip member per record, in order of writing
//	digests                                 which body is stored where; made again when it is missing
//	lock                                    held by the one process that writes
//
// A capture is a response record, with its request record before it where the request is known; a revisit record where
// its body is already stored (identical-payload-digest) or the server said that nothing changed (server-not-modified);
// and a metadata record where nothing came. Bodies are stored decoded; response headers that then no longer fit are
// renamed as the Wayback Machine does (X-Archive-Orig-Content-Encoding). See docs/formats/warc.md.
//
// A [Bucket] keeps the same records in an object store, in objects that are written whole: no lock, no digests, no repair.
//
// It knows nothing of what pages mean, and deletes nothing.
//
// Start with [Open] or [OpenBucket] for our own archive and [ReadWARC] for others'.
package archive

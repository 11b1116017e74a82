// Package greader answers as Google Reader did, so that the readers people have on their phones read the archive: signing in,
// outlets as subscriptions, what is unread, contents, marks of read and starred.
//
// What came in within the last thirty days is offered; what is older counts as read. Subscriptions are changed on the pages.
//
// Start with [Routes]; the addresses and their parameters are those of the service that closed in 2013, as clients still send
// them.
package greader

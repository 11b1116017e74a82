// Package alert asks saved searches again of what comes into the archive, and tells what they find: by feed (Atom, JSON
// Feed), webhook (signed as Standard Webhooks) and mail digest.
//
// Nothing is lost and nothing told before it is on disk: a change is recorded with its article, findings with the place up to
// which changes were looked at, and what was told with the answer of whoever was told. A crash between telling and recording
// tells again, under the same id: at least once.
//
// It stores nothing itself (isnad.SavedSearches, isnad.Outbox) and answers no requests (internal/api serves the feeds).
//
// Start with [Runner]; [Prepare] checks a saved search before it is stored.
package alert

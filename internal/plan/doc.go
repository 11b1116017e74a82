// Package plan answers queries over what an engine stores, whatever the engine: it makes conditions on tokens of a query,
// chooses by how frequent the words are which rows to look at, scores and ranks them, and shows the best. So every engine
// ranks alike, and differs only in how rows are found.
//
// It touches no database; an [Engine] does. Start with [Planner.Search].
package plan

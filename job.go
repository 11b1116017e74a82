package isnad

import (
	"encoding/json"
	"time"
)

// Job is a piece of work that survives a crash. Jobs are idempotent, queued in the transaction that stored their input
// and finished in the one that stored their effect.
type Job struct {
	ID int64 // given by the queue; zero before
	// Attempt counts how often the job was given out, this time included. A worker who slept until the job was given to another
	// finishes nothing: its attempt is not the last.
	Attempt int
	Kind    JobKind
	Key     string          // two waiting jobs of one kind with the same key are one
	Args    json.RawMessage // what the kind says
	// NotBefore is the earliest time at which it is worked on; zero is at once.
	NotBefore time.Time
}

// JobKind names a job's work; each constant says who queues it and when.
type JobKind string

const (
	PollSource  JobKind = "poll-source"  // scheduled, or by `isnad add`: Key is the source id
	FetchPage   JobKind = "fetch-page"   // by a poll that found a new link: Key is the URL
	ReadCapture JobKind = "read-capture" // by the fetch that stored the capture: Key is its place in the archive
	DropArticle JobKind = "drop-article" // by the read that stored it, where its source keeps articles for a while: Key is the article's id
)

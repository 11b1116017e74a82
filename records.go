package isnad

import (
	"context"
	"iter"
)

// Records walks what no other port gives out whole, and takes what no other port takes as it was, so that an archive can be moved
// from one engine to another. What is written meanwhile may be missed.
type Records interface {
	// Recorded walks the captures that are recorded, without bodies, in order of their recording: those after a number.
	Recorded(ctx context.Context, after int64) iter.Seq2[Record, error]
	// Kept walks what SaveProgress and Claim keep, in order of the keys' bytes: what comes after a key.
	Kept(ctx context.Context, after string) iter.Seq2[Entry, error]
	// Jobs walks the jobs that are not done, in order of their ids: those after an id.
	Jobs(ctx context.Context, after int64) iter.Seq2[Job, error]
	// Arrived makes these all that came in, in their order, at their times and under new numbers; nobody has read any, and saved
	// searches have passed them. Of an arrival its Article and At count.
	Arrived(ctx context.Context, all []Arrival) error
}

// Record is a capture as an engine has recorded it.
type Record struct {
	Number  int64 // in order of recording; the engine's own
	Capture Capture
}

// Entry is a value under its key.
type Entry struct{ Key, Value string }

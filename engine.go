package isnad

import (
	"context"
	"io"
	"iter"
)

// Engine is one archive behind all ports: what a command opens, whatever keeps it.
type Engine interface {
	Store
	Index
	StatementIndex
	StoryStore
	Queue
	Leases
	Accounts
	Sessions
	Tokens
	SavedSearches
	Outbox
	Corrections
	Matcher
	Reading
	Inspector
	io.Closer
}

// Inspector tells whether what is stored is whole.
type Inspector interface {
	// Check reads everything and names what is wrong. An error means that the check could not be done.
	Check(ctx context.Context) ([]Fault, error)
	// Places walks where the captures that the engine knows of are archived, in order of their storing.
	Places(ctx context.Context) iter.Seq2[string, error]
}

// Fault is something wrong with what is stored, and what to do about it.
type Fault struct {
	What string // for people
	Cure string
}

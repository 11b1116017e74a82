package isnad

import (
	"context"
	"time"

	"isnad/extract"
)

// Arrival is an article as readers on phones count it: by the number under which it came in, with what one account did with it.
type Arrival struct {
	Number  int64
	Article string
	Outlet  int64 // number of the outlet
	At      time.Time
	Read    bool
	Starred bool
}

// ArrivalFilter chooses arrivals of one account. The zero filter is all of them, the newest first.
type ArrivalFilter struct {
	Numbers     []int64   // only these
	Outlet      int64     // only of this outlet
	Unread      bool      // only what was not read
	Read        bool      // only what was read
	Starred     bool      // only what was starred
	Since       time.Time // only what came in at this time or later
	Beyond      int64     // only what comes after this number in the order; 0 is no bound
	OldestFirst bool
	Limit       int
}

// ReadingOutlet is an outlet with how much of it an account has not read.
type ReadingOutlet struct {
	Number int64
	Outlet extract.Outlet
	Unread int
	Newest time.Time // when its last article came in
}

// Reading is the record of what each account has read, for readers on phones.
type Reading interface {
	// Arrivals gives what the filter lets through.
	Arrivals(ctx context.Context, account string, f ArrivalFilter) ([]Arrival, error)
	// ReadingOutlets gives the outlets of which anything came in at since or later, ordered by number.
	ReadingOutlets(ctx context.Context, account string, since time.Time) ([]ReadingOutlet, error)
	// Mark sets what is given of read and starred on arrivals; nil leaves it.
	Mark(ctx context.Context, account string, numbers []int64, read, starred *bool) error
	// MarkAll marks what came in up to a time as read: of an outlet, of all where it is 0.
	MarkAll(ctx context.Context, account string, outlet int64, upTo time.Time) error
}

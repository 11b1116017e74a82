package isnad

import (
	"context"
	"fmt"
	"time"
)

// Lease is the right to do something that one process at a time may do: fetch from a host, keep the schedule, place stories.
// Its time is counted by the engine's clock, so that machines need not agree on theirs.
type Lease struct {
	Name string
	// Fence is higher each time the name is given out. What is written under a lease names it, so that a holder who slept
	// past the end writes nothing.
	Fence int64
	// Until is the end by the holder's own clock, a little early: what the holder does must be over by then.
	Until time.Time
}

// Leases gives rights out, each name to one holder at a time.
type Leases interface {
	// Lease gives the lease of that name for so long, at most MaxLease; *HeldError where somebody has it or it rests.
	Lease(ctx context.Context, name string, lasts time.Duration) (*Lease, error)
	// Renew makes a lease last so long from now; *LostError where its time was over, also where nobody has it now.
	Renew(ctx context.Context, l *Lease, lasts time.Duration) error
	// Release gives a lease back; nobody is given it before it has rested for so long. *LostError where its time was over.
	Release(ctx context.Context, l *Lease, rest time.Duration) error
}

// MaxLease bounds how long a lease lasts or rests. One that ends further ahead was left by a clock that has been set back,
// and counts as free.
const MaxLease = time.Hour

// LeaseTx is the leases' share of a transaction.
type LeaseTx interface {
	// Holds gives a *LostError where the lease's time is over: the transaction must fail then. Until the transaction ends,
	// nobody else is given the lease.
	Holds(l Lease) error
}

// HeldError says that a lease cannot be had now. It is ErrConflict.
type HeldError struct {
	Name string
	Wait time.Duration // until it can be had at the latest, unless it is renewed
	Held bool          // by somebody, who may give it back sooner; else it rests
}

// Error tells the name and how long.
func (e *HeldError) Error() string {
	if e.Held {
		return fmt.Sprintf("%s is held by another for at most %v", e.Name, e.Wait)
	}
	return fmt.Sprintf("%s rests for %v", e.Name, e.Wait)
}

// Unwrap makes it ErrConflict.
func (e *HeldError) Unwrap() error { return ErrConflict }

// LostError says that a lease is held no more. It is ErrConflict.
type LostError struct{ Name string }

// Error tells the name.
func (e *LostError) Error() string { return e.Name + ": the lease is over" }

// Unwrap makes it ErrConflict.
func (e *LostError) Unwrap() error { return ErrConflict }

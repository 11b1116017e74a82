package move

import (
	"context"
	"fmt"
	"time"

	"isnad"
)

// moveReading moves what came in, and what each account read and starred of it. It is done again from its beginning where it was
// interrupted; arrivals that the move itself made are gone after it.
func moveReading(ctx context.Context, r *stepRun) error {
	all, err := arrivals(ctx, r.From, "")
	if err != nil {
		return err
	}
	if err := r.To.Arrived(ctx, all); err != nil {
		return err
	}
	there, err := arrivals(ctx, r.To, "")
	if err != nil {
		return err
	}
	if len(there) != len(all) {
		return fmt.Errorf("%w: %d of %d arrivals are there: was something written meanwhile?", isnad.ErrConflict, len(there), len(all))
	}
	accounts, err := r.From.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, a := range accounts {
		if err := r.marks(ctx, a.ID, there); err != nil {
			return err
		}
		r.tell(1)
	}
	return nil
}

// marks sets what an account read and starred; there are the arrivals in the archive moved to, in the order of those here.
func (r *stepRun) marks(ctx context.Context, account string, there []isnad.Arrival) error {
	here, err := arrivals(ctx, r.From, account)
	if err != nil {
		return err
	}
	if len(here) != len(there) {
		return fmt.Errorf("%w: something came in meanwhile", isnad.ErrConflict)
	}
	var read, starred []int64
	for i, a := range here {
		if a.Read {
			read = append(read, there[i].Number)
		}
		if a.Starred {
			starred = append(starred, there[i].Number)
		}
	}
	yes := true
	if err := inParts(read, func(part []int64) error { return r.To.Mark(ctx, account, part, &yes, nil) }); err != nil {
		return err
	}
	return inParts(starred, func(part []int64) error { return r.To.Mark(ctx, account, part, nil, &yes) })
}

func inParts(numbers []int64, do func([]int64) error) error {
	for len(numbers) > 0 {
		n := min(len(numbers), batchRows)
		if err := do(numbers[:n]); err != nil {
			return err
		}
		numbers = numbers[n:]
	}
	return nil
}

// arrivals gives all that came in, oldest first, as an account sees it.
func arrivals(ctx context.Context, e isnad.Reading, account string) (all []isnad.Arrival, err error) {
	f := isnad.ArrivalFilter{OldestFirst: true, Limit: 10_000}
	for {
		page, err := e.Arrivals(ctx, account, f)
		if err != nil || len(page) == 0 {
			return all, err
		}
		all, f.Beyond = append(all, page...), page[len(page)-1].Number
	}
}

// sumReading takes what came in with what each account did with it, without the engines' numbers.
func sumReading(ctx context.Context, s *sum, e Source, _ bool) error {
	accounts, err := e.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, a := range append([]isnad.Account{{}}, accounts...) {
		all, err := arrivals(ctx, e, a.ID)
		if err != nil {
			return err
		}
		for i, came := range all {
			if a.ID != "" && !came.Read && !came.Starred {
				continue
			}
			if err := s.add(mark{a.ID, i, came.Article, came.At.UTC(), came.Read, came.Starred}); err != nil {
				return err
			}
		}
	}
	return nil
}

// mark is what is compared of an arrival; Account "" is the arrival itself.
type mark struct {
	Account       string
	Place         int
	Article       string
	At            time.Time
	Read, Starred bool
}

// Package move copies an archive from one engine to another: what was interrupted goes on where it ended, and at the end both
// are walked and compared.
//
// It knows no engine and goes through the ports alone. Start with [Mover].
package move

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"isnad"
)

// Source is an engine that can be moved from, and compared with.
type Source interface {
	isnad.Engine
	isnad.Records
}

// Mover moves one archive. Nobody may write to either meanwhile.
type Mover struct {
	From, To Source
	Name     string // of the archive moved from, without secrets: a second run must name the same
	// Captures are copied where both archives are given, and the places in what is moved are changed; else they stay where
	// they are, and the archive moved to must be opened with the same place.
	FromArchive, ToArchive isnad.Archive
	Progress               func(step string, done, total int) // total 0: not known
}

// keyPrefix begins the keys under which a move keeps how far it came; they are not moved, and are gone when all is compared.
const keyPrefix = "move/"

// placePrefix begins the keys under which the new place of a capture stands by its old one.
const placePrefix = "move/place/"

// What is forgotten last: from where it was, and that all was compared. Killed in between, the same command ends the move.
const (
	fromKey     = keyPrefix + "from"
	comparedKey = keyPrefix + "compared"
)

const stepDone = "done"

// step is one kind of thing that is moved.
type step struct {
	name string
	move func(context.Context, *stepRun) error
}

// stepRun is a step under way.
type stepRun struct {
	*Mover
	name  string
	after string // how far an earlier run came
	done  int
	total int
}

func (m *Mover) steps() []step {
	return []step{
		{"captures", moveCaptures}, {"articles", moveArticles}, {"stories", moveStories}, {"decisions", moveDecisions},
		{"sources", moveSources}, {"progress", moveKept}, {"jobs", moveJobs}, {"accounts", moveAccounts}, {"tokens", moveTokens},
		{"reading", moveReading}, {"searches", moveSearches}, {"corrections", moveCorrections},
	}
}

// Run moves what an earlier run has not, and compares both archives. The report says what was compared; where it differs the
// error is isnad.ErrCorrupt, and names what.
func (m *Mover) Run(ctx context.Context) (*Report, error) {
	if err := m.begin(ctx); err != nil {
		return nil, fmt.Errorf("move.Run: %w", err)
	}
	report, err := m.moveAndCompare(ctx)
	if err != nil {
		return report, fmt.Errorf("move.Run: %w", err)
	}
	return report, m.forget(ctx)
}

func (m *Mover) moveAndCompare(ctx context.Context) (*Report, error) {
	if was, err := m.To.Progress(ctx, comparedKey); err != nil || was == stepDone {
		return m.told(ctx, err)
	}
	for _, s := range m.steps() {
		if err := m.step(ctx, s); err != nil {
			return nil, fmt.Errorf("%s: %w", s.name, err)
		}
	}
	report, err := m.compare(ctx)
	if err != nil {
		return report, err
	}
	return report, m.To.Update(ctx, func(tx isnad.Tx) error { return tx.SaveProgress(comparedKey, stepDone) })
}

// begin refuses a target that holds anything but an earlier part of the same move.
func (m *Mover) begin(ctx context.Context) error {
	from, err := m.To.Progress(ctx, fromKey)
	if err != nil {
		return err
	}
	if from == m.Name {
		return nil
	}
	if from != "" {
		return fmt.Errorf("%w: a move from %s was begun there: end that one first, or name an empty archive", isnad.ErrConflict, from)
	}
	s, err := m.To.Stats(ctx)
	if err != nil {
		return err
	}
	if s.Articles+s.Captures+s.Sources > 0 {
		return fmt.Errorf("%w: there is an archive already, of %d articles and %d sources: name an empty one", isnad.ErrConflict, s.Articles, s.Sources)
	}
	return m.To.Update(ctx, func(tx isnad.Tx) error { return tx.SaveProgress(fromKey, m.Name) })
}

func (m *Mover) step(ctx context.Context, s step) error {
	after, err := m.To.Progress(ctx, keyPrefix+s.name)
	if err != nil || after == stepDone {
		return err
	}
	run := &stepRun{Mover: m, name: s.name, after: after}
	if err := s.move(ctx, run); err != nil {
		return err
	}
	return m.To.Update(ctx, func(tx isnad.Tx) error { return run.keep(tx, stepDone) })
}

// keep remembers how far the step came, in the transaction that stores it.
func (r *stepRun) keep(tx isnad.Tx, after string) error {
	return tx.SaveProgress(keyPrefix+r.name, after)
}

// number is how far an earlier run came, where that is a number.
func (r *stepRun) number() int64 {
	n, _ := strconv.ParseInt(r.after, 10, 64)
	return n
}

func (r *stepRun) tell(n int) {
	r.done += n
	if r.Progress != nil {
		r.Progress(r.name, r.done, r.total)
	}
}

// inBatches stores what a walk gives, so many in one transaction, each with put, and remembers with it how far it came.
func inBatches[T any](ctx context.Context, r *stepRun, walk func(func(T, error) bool), n int, put func(isnad.Tx, *T) error, after func(*T) string) error {
	var batch []T
	store := func() error {
		if len(batch) == 0 {
			return ctx.Err()
		}
		err := r.To.Update(ctx, func(tx isnad.Tx) error {
			for i := range batch {
				if err := put(tx, &batch[i]); err != nil {
					return err
				}
			}
			return r.keep(tx, after(&batch[len(batch)-1]))
		})
		r.tell(len(batch))
		batch = batch[:0]
		return errors.Join(err, ctx.Err())
	}
	for v, err := range walk {
		if err != nil {
			return err
		}
		if batch = append(batch, v); len(batch) == n {
			if err := store(); err != nil {
				return err
			}
		}
	}
	return store()
}

// forget removes what the move kept for itself.
func (m *Mover) forget(ctx context.Context) error {
	for {
		var keys []string
		for k, err := range m.To.Kept(ctx, keyPrefix) {
			if err != nil {
				return err
			}
			if !strings.HasPrefix(k.Key, keyPrefix) || len(keys) == batchRows {
				break
			}
			if k.Key != fromKey && k.Key != comparedKey {
				keys = append(keys, k.Key)
			}
		}
		if len(keys) == 0 {
			return m.To.Update(ctx, func(tx isnad.Tx) error {
				return errors.Join(tx.SaveProgress(fromKey, ""), tx.SaveProgress(comparedKey, ""))
			})
		}
		err := m.To.Update(ctx, func(tx isnad.Tx) error {
			for _, k := range keys {
				if err := tx.SaveProgress(k, ""); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}

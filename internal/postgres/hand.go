package postgres

import (
	"context"
	"sync"

	"github.com/jackc/pgx/v5"
)

// given is a job as it was given out once.
type given struct {
	ID      int64
	Attempt int
}

// hand holds the jobs on which this process works. The database may name it as the holder of others: a connection that broke
// after the server had given a job out, and before it said so, leaves one that runs and of which its holder never heard.
type hand struct {
	mu     sync.Mutex
	under  map[given]bool
	missed map[given]int // how many looks in a row a job stood as held and was not
}

func newHand() *hand { return &hand{under: map[given]bool{}} }

// do has a job in the hand while work lasts.
func (h *hand) do(g given, work func() error) error {
	h.set(g, true)
	defer h.set(g, false)
	return work()
}

func (h *hand) set(g given, under bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if under {
		h.under[g] = true
	} else {
		delete(h.under, g)
	}
}

// missedLooks is after how many looks in a row a job counts as lost: one that is just being handed over, or whose failure River has
// not yet reported, is seen once or twice.
const missedLooks = 3

// lost gives those of the jobs that stand as held which are not in the hand, and were not at the looks before.
func (h *hand) lost(held []given) (lost []given) {
	h.mu.Lock()
	defer h.mu.Unlock()
	missed := map[given]int{}
	for _, g := range held {
		if h.under[g] {
			continue
		}
		if missed[g] = h.missed[g] + 1; missed[g] >= missedLooks {
			lost = append(lost, g)
		}
	}
	h.missed = missed
	return lost
}

const heldQuery = `SELECT id, attempt FROM river_job WHERE state = 'running' AND attempted_by[array_upper(attempted_by, 1)] = $1`

// giveBack gives out again the jobs that this process holds, as the database says, and has not in its hand.
func (l *lease) giveBack(ctx context.Context, conn *pgx.Conn) error {
	rows, err := conn.Query(ctx, heldQuery, l.client)
	if err != nil {
		return err
	}
	held, err := pgx.CollectRows(rows, pgx.RowToStructByPos[given])
	if err != nil {
		return err
	}
	for _, g := range l.hand.lost(held) {
		if _, err := conn.Exec(ctx, giveBackQuery, g.ID, g.Attempt); err != nil {
			return err
		}
	}
	return nil
}

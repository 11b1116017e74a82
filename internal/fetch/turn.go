package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// Turns hands hosts out among the processes of one archive, each host to one at a time. It is called by several goroutines,
// never by two for one host.
type Turns interface {
	// Take gives the host for at most so long; where another has it, or its pace asks for a pause, nil and how long to wait
	// before asking again.
	Take(ctx context.Context, host string, lasts time.Duration) (Turn, time.Duration, error)
}

// Turn is the right to ask a host.
type Turn interface {
	// Until is when it ends: no request may be under way then.
	Until() time.Time
	// Leave ends it; nobody asks the host before the pause is over.
	Leave(pause time.Duration)
}

// take waits for the host's turn among processes, as long as the client's patience lasts. What another process has learnt of
// the host's refusals is recalled.
func (c *Client) take(ctx context.Context, h *host, name string) error {
	for patience := c.opt.Patience; ; {
		turn, wait, err := c.opt.Turns.Take(ctx, name, c.opt.Timeout*3/2) // longer than any request: what ends it early is a process that slept
		if err != nil {
			return fmt.Errorf("the turn with %s: %w: %w", name, ErrCutOff, err)
		}
		if turn != nil {
			h.taken = turn
			break
		}
		if patience -= wait; patience < 0 {
			return &WaitError{name, c.opt.Now().Add(max(wait, c.opt.Pace)), "another machine fetches from it", false, ""}
		}
		if err := c.opt.Sleep(ctx, wait); err != nil {
			return err
		}
	}
	if c.opt.Memory != nil {
		r := c.opt.Memory.Recall(name)
		h.mu.Lock()
		h.failures, h.until, h.reason, h.why = r.Failures, r.Until, r.Reason, r.Why
		h.mu.Unlock()
	}
	if err := h.refuses(c.opt.Now(), name); err != nil {
		h.taken.Leave(0)
		h.taken = nil
		return err
	}
	return nil
}

// sendInTurn makes one request that ends with the turn. Where the process slept through the turn's end, what came counts for
// nothing, and neither does that nothing came.
func (c *Client) sendInTurn(ctx context.Context, h *host, u *url.URL, with With) (*http.Response, []byte, error) {
	if h.taken == nil {
		return c.send(ctx, u, with, c.opt.MaxBody)
	}
	inTurn, stop := context.WithDeadline(ctx, h.taken.Until())
	defer stop()
	resp, body, err := c.send(inTurn, u, with, c.opt.MaxBody)
	if inTurn.Err() != nil && ctx.Err() == nil {
		return nil, nil, &WaitError{u.Hostname(), c.opt.Now(), "the turn with it was over", false, ""}
	}
	return resp, body, err
}

package fetch

import (
	"context"
	"net/http"
	"time"

	"isnad"
)

// Refusal is that a host did not want to be asked, or did not answer. Failures is 0 where it does not refuse.
type Refusal struct {
	Failures int // in a row
	Until    time.Time
	Reason   string
	Why      isnad.Failure
}

// Memory keeps refusals beyond the life of a process, so that a restart asks nobody early. It is called with the name of
// a host, by several goroutines.
type Memory interface {
	Recall(host string) Refusal
	Remember(ctx context.Context, host string, r Refusal)
}

// refused notes that the host does not want to be asked now; header may say for how long.
func (c *Client) refused(ctx context.Context, h *host, name, reason string, why isnad.Failure, header http.Header) {
	now := c.opt.Now()
	h.mu.Lock()
	h.failures++
	wait := backoff(name, h.failures)
	if asked, ok := retryAfter(header, now); ok {
		wait = min(max(asked, time.Second), longestWait)
	}
	h.until, h.reason, h.why = now.Add(wait), reason, why
	r := Refusal{h.failures, h.until, h.reason, h.why}
	h.mu.Unlock()
	if c.opt.Memory != nil {
		c.opt.Memory.Remember(ctx, name, r)
	}
}

// answered notes that the host answers.
func (c *Client) answered(ctx context.Context, h *host, name string) {
	h.mu.Lock()
	refused := h.failures > 0
	h.failures, h.until, h.reason, h.why = 0, time.Time{}, "", ""
	h.mu.Unlock()
	if refused && c.opt.Memory != nil {
		c.opt.Memory.Remember(ctx, name, Refusal{})
	}
}

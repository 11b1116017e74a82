package fetch

import (
	"context"
	"fmt"
	"hash/fnv"
	"net/http"
	"strconv"
	"sync"
	"time"

	"isnad"
)

// Waits after a refusal: the first, doubled each time, never longer than the last.
const (
	firstWait   = time.Minute
	longestWait = 24 * time.Hour
)

// WaitError says that a host is not to be asked before Until. It is isnad.ErrUnavailable.
type WaitError struct {
	Host   string
	Until  time.Time
	Reason string
}

// Error tells host, time and reason.
func (e *WaitError) Error() string {
	return fmt.Sprintf("%s is not asked before %s: %s", e.Host, e.Until.Format(time.RFC3339), e.Reason)
}

// Unwrap makes it isnad.ErrUnavailable.
func (e *WaitError) Unwrap() error { return isnad.ErrUnavailable }

// host is what the client knows of one host. Whoever holds turn talks to it; the rest waits.
type host struct {
	turn   chan struct{} // holds one token
	asking chan struct{} // held while robots.txt is read, so that it is read once

	mu       sync.Mutex
	next     time.Time // earliest next request, for the pace
	until    time.Time // not before, after a refusal
	reason   string
	failures int // refusals in a row
	delay    time.Duration
	rules    map[string]*cachedRobots // by scheme and authority
}

// host gives the state of a host, making it when it is new.
func (c *Client) host(name string) *host {
	c.mu.Lock()
	defer c.mu.Unlock()
	h := c.hosts[name]
	if h == nil {
		if len(c.hosts) >= 100_000 {
			c.forget()
		}
		h = &host{turn: make(chan struct{}, 1), asking: make(chan struct{}, 1), rules: map[string]*cachedRobots{}}
		c.hosts[name] = h
	}
	return h
}

// forget drops hosts of which nothing needs to be known any more. The caller holds c.mu.
func (c *Client) forget() {
	now := c.opt.Now()
	for name, h := range c.hosts {
		h.mu.Lock()
		idle := len(h.turn) == 0 && len(h.asking) == 0 && h.failures == 0 && now.After(h.next)
		for _, r := range h.rules {
			idle = idle && now.Sub(r.at) > robotsAge
		}
		h.mu.Unlock()
		if idle {
			delete(c.hosts, name)
		}
	}
}

// enter waits for the caller's turn with a host and for its pace; leave ends the turn. Where the wait would be longer than
// the client's patience, enter gives a WaitError at once.
func (c *Client) enter(ctx context.Context, name string) (*host, error) {
	h := c.host(name)
	if err := h.refuses(c.opt.Now(), name); err != nil {
		return nil, err
	}
	select {
	case h.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if err := h.refuses(c.opt.Now(), name); err != nil { // it may have refused whoever was before
		<-h.turn
		return nil, err
	}
	if err := c.pause(ctx, h, name); err != nil {
		<-h.turn
		return nil, err
	}
	return h, nil
}

// pause waits until the host's pace allows the next request.
func (c *Client) pause(ctx context.Context, h *host, name string) error {
	h.mu.Lock()
	next := h.next
	h.mu.Unlock()
	wait := next.Sub(c.opt.Now())
	if wait > c.opt.Patience {
		return &WaitError{name, next, "its robots.txt asks for a long pause"}
	}
	if wait <= 0 {
		return nil
	}
	return c.opt.Sleep(ctx, wait)
}

func (h *host) refuses(now time.Time, name string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if now.Before(h.until) && h.until.Sub(now) <= longestWait*2 { // a clock set back years must not silence a host
		return &WaitError{name, h.until, h.reason}
	}
	return nil
}

// leave ends a turn and sets when the next may begin.
func (c *Client) leave(h *host) {
	h.mu.Lock()
	h.next = c.opt.Now().Add(max(c.opt.Pace, h.delay))
	h.mu.Unlock()
	<-h.turn
}

// refused notes that the host does not want to be asked now; header may say for how long.
func (h *host) refused(now time.Time, name, reason string, header http.Header) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.failures++
	wait := backoff(name, h.failures)
	if asked, ok := retryAfter(header, now); ok {
		wait = min(max(asked, time.Second), longestWait)
	}
	h.until, h.reason = now.Add(wait), reason
}

func (h *host) answered() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.failures, h.until, h.reason = 0, time.Time{}, ""
}

// backoff is the wait after so many refusals in a row: a minute doubling to a day, and up to a tenth more by the host's
// name, so that hosts that failed together are not asked together again.
func backoff(name string, failures int) time.Duration {
	wait := longestWait
	if failures < 12 {
		wait = min(firstWait<<(failures-1), longestWait)
	}
	sum := fnv.New32a()
	fmt.Fprintf(sum, "%s %d", name, failures)
	return wait + wait/10*time.Duration(sum.Sum32()%1000)/1000
}

// retryAfter reads the header of that name: seconds, or a date.
func retryAfter(header http.Header, now time.Time) (time.Duration, bool) {
	value := header.Get("Retry-After")
	if value == "" {
		return 0, false
	}
	if s, err := strconv.ParseInt(value, 10, 32); err == nil && s >= 0 {
		return time.Duration(s) * time.Second, true
	}
	if at, err := http.ParseTime(value); err == nil {
		return at.Sub(now), true
	}
	return 0, false
}

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
	// Refused says that the host does not want to be asked or does not answer; else only its pace is kept.
	Refused bool
	Why     isnad.Failure // of a refusal
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
	taken  Turn          // among processes, while turn is held; nil where the client is alone
	asking chan struct{} // held while robots.txt is read, so that it is read once

	mu       sync.Mutex
	waiting  int       // callers that wait for their turn, or hold it
	next     time.Time // earliest next request, for the pace
	line     time.Time // the last moment that was promised to somebody who was sent away
	until    time.Time // not before, after a refusal
	reason   string
	why      isnad.Failure
	failures int // refusals in a row
	delay    time.Duration
	rules    map[string]*cachedRobots // by scheme and authority
}

// mostWaiting is how many callers may stand before one host; more are told to come back, so that one host does not hold
// all workers.
const mostWaiting = 8

// host gives the state of a host, making it when it is new: what the memory has of it holds on.
func (c *Client) host(name string) *host {
	c.mu.Lock()
	defer c.mu.Unlock()
	h := c.hosts[name]
	if h == nil {
		if len(c.hosts) >= 100_000 {
			c.forget()
		}
		h = &host{turn: make(chan struct{}, 1), asking: make(chan struct{}, 1), rules: map[string]*cachedRobots{}}
		if c.opt.Memory != nil {
			if r := c.opt.Memory.Recall(name); r.Failures > 0 {
				h.failures, h.until, h.reason, h.why = r.Failures, r.Until, r.Reason, r.Why
			}
		}
		c.hosts[name] = h
	}
	return h
}

// forget drops hosts of which nothing needs to be known any more. The caller holds c.mu.
func (c *Client) forget() {
	now := c.opt.Now()
	for name, h := range c.hosts {
		h.mu.Lock()
		idle := h.waiting == 0 && len(h.asking) == 0 && (h.failures == 0 || c.opt.Memory != nil) && now.After(h.next) && now.After(h.line)
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
func (c *Client) enter(ctx context.Context, h *host, name string) error {
	select {
	case h.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	err := h.refuses(c.opt.Now(), name) // it may have refused whoever was before
	if err == nil {
		err = c.pause(ctx, h, name)
	}
	if err == nil && c.opt.Turns != nil {
		err = c.take(ctx, h, name)
	}
	if err != nil {
		<-h.turn
	}
	return err
}

// stand joins those who wait for a host, which step(-1) leaves. Where too many wait already it gives a WaitError with a
// moment of the caller's own.
func (c *Client) stand(h *host, name string) error {
	if err := h.refuses(c.opt.Now(), name); err != nil {
		return err
	}
	h.mu.Lock()
	full := h.waiting >= mostWaiting
	if !full {
		h.waiting++
	}
	h.mu.Unlock()
	if full {
		return &WaitError{name, c.Slot(name), "others wait for it already", false, ""}
	}
	return nil
}

func (h *host) step(n int) {
	h.mu.Lock()
	h.waiting += n
	h.mu.Unlock()
}

// Slot promises the next free moment with a host to the caller and to nobody else: what is to be fetched there is best
// queued for then, so that it need not stand and wait.
func (c *Client) Slot(name string) time.Time {
	h, now := c.host(name), c.opt.Now()
	h.mu.Lock()
	defer h.mu.Unlock()
	pace := max(c.opt.Pace, h.delay)
	slot := now
	for _, t := range []time.Time{h.next, h.line.Add(pace), h.until} {
		if t.After(slot) && t.Sub(now) <= longestWait*2 { // further ahead lies only what a clock set back left
			slot = t
		}
	}
	h.line = slot
	return slot
}

// Until gives the time until which the host of an address refuses to be asked; zero where it does not.
func (c *Client) Until(address string) time.Time {
	u, err := ParseURL(address)
	if err != nil {
		return time.Time{}
	}
	h := c.host(u.Hostname())
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.until
}

// pause waits until the host's pace allows the next request.
func (c *Client) pause(ctx context.Context, h *host, name string) error {
	h.mu.Lock()
	wait := h.next.Sub(c.opt.Now())
	if pace := max(c.opt.Pace, h.delay); wait > pace { // the clock was set back
		h.next = c.opt.Now().Add(pace)
		wait = pace
	}
	next := h.next
	h.mu.Unlock()
	if wait > c.opt.Patience {
		return &WaitError{name, next, "its robots.txt asks for a long pause", false, ""}
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
		return &WaitError{name, h.until, h.reason, true, h.why}
	}
	return nil
}

// closed is the wait for a host that does not tell its rules.
func (h *host) closed(now time.Time, name, reason string) error {
	if err := h.refuses(now, name); err != nil {
		return err
	}
	return &WaitError{name, now.Add(backoff(name, 1)), reason, true, isnad.FailedAnswer}
}

// leave ends a turn and sets when the next may begin.
func (c *Client) leave(h *host) {
	h.mu.Lock()
	pace := max(c.opt.Pace, h.delay)
	h.next = c.opt.Now().Add(pace)
	h.mu.Unlock()
	if h.taken != nil {
		h.taken.Leave(pace)
		h.taken = nil
	}
	<-h.turn
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

package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"isnad/internal/fetch"
)

// ledger is a register of turns among clients, as a store keeps it.
type ledger struct {
	mu    sync.Mutex
	until map[string]time.Time
	rests map[string]time.Time
	lasts time.Duration // of a turn; 0 is what is asked for
}

type entry struct {
	l     *ledger
	host  string
	until time.Time
}

func (e *entry) Until() time.Time { return e.until }
func (e *entry) Leave(pause time.Duration) {
	e.l.mu.Lock()
	defer e.l.mu.Unlock()
	delete(e.l.until, e.host)
	e.l.rests[e.host] = time.Now().Add(pause)
}

func (l *ledger) Take(_ context.Context, host string, lasts time.Duration) (fetch.Turn, time.Duration, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if time.Now().Before(l.until[host]) || time.Now().Before(l.rests[host]) {
		return nil, 5 * time.Millisecond, nil
	}
	if l.lasts > 0 {
		lasts = l.lasts
	}
	l.until[host] = time.Now().Add(lasts)
	return &entry{l, host, l.until[host]}, 0, nil
}

func clientOf(l *ledger, patience time.Duration) *fetch.Client {
	return fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Pace: time.Millisecond, Patience: patience, Turns: l})
}

// TestTurnsAmongClients has three clients ask one host at once: it never sees two of them at the same time.
func TestTurnsAmongClients(t *testing.T) {
	var under, served atomic.Int32
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if under.Add(1) > 1 {
			t.Error("two at once")
		}
		defer under.Add(-1)
		served.Add(1)
		time.Sleep(3 * time.Millisecond)
		fmt.Fprint(w, "نص")
	}))
	defer site.Close()
	l := &ledger{until: map[string]time.Time{}, rests: map[string]time.Time{}}
	var group sync.WaitGroup
	for range 3 {
		c := clientOf(l, time.Minute)
		defer c.Close()
		for i := range 6 {
			group.Go(func() {
				if got, err := c.Get(t.Context(), fmt.Sprint(site.URL, "/", i), fetch.With{}); err != nil || got.Error != "" {
					t.Error(got, err)
				}
			})
		}
	}
	group.Wait()
	if n := served.Load(); n != 3*6+3 {
		t.Errorf("%d requests, want 18 and three for robots.txt", n)
	}
}

// TestTurnTaken is told to come back where another has the host.
func TestTurnTaken(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("asked out of turn") }))
	defer site.Close()
	l := &ledger{until: map[string]time.Time{"127.0.0.1": time.Now().Add(time.Hour)}, rests: map[string]time.Time{}}
	c := clientOf(l, 20*time.Millisecond)
	defer c.Close()
	_, err := c.Get(t.Context(), site.URL, fetch.With{})
	var wait *fetch.WaitError
	if !errors.As(err, &wait) || wait.Refused {
		t.Errorf("%v, want to be told to wait, not a refusal", err)
	}
}

// TestTurnOver ends a request with its turn, and holds it against nobody.
func TestTurnOver(t *testing.T) {
	ended := make(chan struct{})
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			return
		}
		<-r.Context().Done()
		close(ended)
	}))
	defer site.Close()
	l := &ledger{until: map[string]time.Time{}, rests: map[string]time.Time{}, lasts: 200 * time.Millisecond}
	c := clientOf(l, time.Minute)
	defer c.Close()
	_, err := c.Get(t.Context(), site.URL+"/a", fetch.With{})
	var wait *fetch.WaitError
	if !errors.As(err, &wait) || wait.Refused {
		t.Errorf("%v, want to be told to wait, not a refusal", err)
	}
	<-ended
	if until := c.Until(site.URL); !until.IsZero() {
		t.Errorf("the host is said to refuse until %v", until)
	}
}

// away is a register that does not answer.
type away struct{}

func (away) Take(context.Context, string, time.Duration) (fetch.Turn, time.Duration, error) {
	return nil, 0, errors.New("the register is away")
}

// TestCutOff: neither a register that does not answer nor a request that its asker ends says anything of the host.
func TestCutOff(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			stop()
			<-r.Context().Done()
		}
	}))
	defer site.Close()
	local := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	for _, tt := range []struct {
		name string
		fetch.Options
	}{
		{"register", fetch.Options{Turns: away{}}},
		{"asker", fetch.Options{Pace: time.Millisecond}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.Allow = local
			c := fetch.New(tt.Options)
			defer c.Close()
			got, err := c.Get(ctx, site.URL+"/a", fetch.With{})
			if got != nil || !errors.Is(err, fetch.ErrCutOff) || fetch.Why(got, err) != "" {
				t.Errorf("%v, %v (%q), want what is cut off on this side", got, err, fetch.Why(got, err))
			}
			if until := c.Until(site.URL); !until.IsZero() {
				t.Errorf("the host is said to refuse until %v", until)
			}
		})
	}
}

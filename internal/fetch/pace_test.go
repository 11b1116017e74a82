package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"isnad"
)

func TestOneSecondBetweenRequestsToAHost(t *testing.T) {
	var mu sync.Mutex
	under, most := map[string]int{}, 0
	w := newWeb(t, noRobots(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		under[r.Host]++
		most = max(most, under[r.Host])
		mu.Unlock()
		time.Sleep(2 * time.Millisecond)
		mu.Lock()
		under[r.Host]--
		mu.Unlock()
	}))
	c := w.client(nil)
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() { get(t, c, w.url("a", fmt.Sprint("/", i))) })
	}
	group.Wait()
	if most != 1 {
		t.Errorf("%d requests to one host at once", most)
	}
	for i := 1; i < len(w.at); i++ {
		if gap := w.at[i].Sub(w.at[i-1]); gap < time.Second {
			t.Errorf("request %d came %v after the one before", i, gap)
		}
	}
}

func TestCrawlDelayIsKept(t *testing.T) {
	w := newWeb(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			fmt.Fprint(w, "User-agent: *\nCrawl-delay: 7")
		}
	})
	c := w.client(nil)
	for range 3 {
		get(t, c, w.url("a", "/"))
	}
	for i := 2; i < len(w.at); i++ { // the one after robots.txt began before its delay was known
		if gap := w.at[i].Sub(w.at[i-1]); gap < 7*time.Second {
			t.Errorf("request %d came %v after the one before", i, gap)
		}
	}
}

func TestLongCrawlDelayIsReportedNotSlept(t *testing.T) {
	w := newWeb(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			fmt.Fprint(w, "User-agent: *\nCrawl-delay: 3600")
		}
	})
	c := w.client(nil)
	get(t, c, w.url("a", "/")) // begins a second after robots.txt, before a second page would have to wait
	var wait *WaitError
	if _, err := c.Get(t.Context(), w.url("a", "/"), With{}); !errors.As(err, &wait) {
		t.Fatalf("error %v, want a wait", err)
	}
	if left := wait.Until.Sub(w.clock.Now()); left < 59*time.Minute || left > time.Hour {
		t.Errorf("wait of %v", left)
	}
}

func TestRetryAfter(t *testing.T) {
	for _, k := range []struct {
		name, header string
		status       int
		least, most  time.Duration
	}{
		{"seconds", "120", 429, 120 * time.Second, 120 * time.Second},
		{"a date", "Sun, 29 Jun 2025 12:30:01 GMT", 503, 29 * time.Minute, 31 * time.Minute},
		{"none", "", 429, time.Minute, 66 * time.Second},
		{"nonsense", "later", 503, time.Minute, 66 * time.Second},
		{"zero", "0", 503, time.Second, time.Second},
		{"a date gone by", "Sun, 29 Jun 2025 11:00:00 GMT", 503, time.Second, time.Second},
		{"a year", "31536000", 503, 24 * time.Hour, 24 * time.Hour},
		{"negative", "-5", 503, time.Minute, 66 * time.Second},
	} {
		w := newWeb(t, noRobots(func(w http.ResponseWriter, r *http.Request) {
			if k.header != "" {
				w.Header().Set("Retry-After", k.header)
			}
			w.WriteHeader(k.status)
		}))
		c := w.client(nil)
		if got := get(t, c, w.url("a", "/1")); got.Status != k.status || got.Error == "" {
			t.Errorf("%s: got %+v", k.name, got)
		}
		asked := len(w.log)
		var wait *WaitError
		_, err := c.Get(t.Context(), w.url("a", "/2"), With{})
		if !errors.As(err, &wait) || !errors.Is(err, isnad.ErrUnavailable) {
			t.Fatalf("%s: error %v, want a wait", k.name, err)
		}
		if left := wait.Until.Sub(w.clock.Now()); left < k.least-2*time.Second || left > k.most {
			t.Errorf("%s: wait of %v", k.name, left)
		}
		if len(w.log) != asked {
			t.Errorf("%s: the host was asked all the same", k.name)
		}
		get(t, c, w.url("b", "/")) // other hosts are not held up
	}
}

func TestBackoffDoublesToADay(t *testing.T) {
	last := time.Duration(0)
	for n := 1; n < 100; n++ {
		got := backoff("almarfa.test", n)
		base := longestWait
		if n < 12 {
			base = min(time.Minute<<(n-1), longestWait)
		}
		if got < base || got > base+base/10 {
			t.Errorf("after %d failures: %v", n, got)
		}
		if n < 11 && got <= last {
			t.Errorf("after %d failures: %v, not longer than %v", n, got, last)
		}
		if got != backoff("almarfa.test", n) {
			t.Error("the jitter is not the host's own")
		}
		last = got
	}
	if backoff("a.test", 3) == backoff("b.test", 3) {
		t.Error("two hosts wait equally long")
	}
}

func TestSuccessEndsBackoff(t *testing.T) {
	fail := true
	w := newWeb(t, noRobots(func(w http.ResponseWriter, r *http.Request) {
		if fail {
			w.WriteHeader(503)
		}
	}))
	c := w.client(nil)
	for range 3 {
		get(t, c, w.url("a", "/"))
		w.clock.Sleep(t.Context(), 10*time.Minute)
	}
	fail = false
	get(t, c, w.url("a", "/"))
	fail = true
	get(t, c, w.url("a", "/"))
	w.clock.Sleep(t.Context(), 67*time.Second)
	if got := get(t, c, w.url("a", "/")); got.Status != 503 {
		t.Errorf("got %+v", got)
	}
}

func TestForgetting(t *testing.T) {
	w := newWeb(t, noRobots(func(http.ResponseWriter, *http.Request) {}))
	c := w.client(nil)
	get(t, c, w.url("a", "/"))
	c.forget()
	if len(c.hosts) != 1 {
		t.Error("a host with a fresh robots.txt was forgotten")
	}
	w.clock.Sleep(t.Context(), 48*time.Hour)
	c.forget()
	if len(c.hosts) != 0 {
		t.Error("an idle host was kept")
	}
}

func TestSlotsOfAHostAreApart(t *testing.T) {
	w := newWeb(t, noRobots(func(http.ResponseWriter, *http.Request) {}))
	c := w.client(nil)
	start := w.clock.Now()
	for i := range 5 {
		if got := c.Slot("a.localhost").Sub(start); got != time.Duration(i)*time.Second {
			t.Errorf("slot %d after %v", i, got)
		}
	}
	if got := c.Slot("b.localhost"); !got.Equal(start) {
		t.Errorf("another host has to wait until %v", got)
	}
	w.clock.Sleep(t.Context(), time.Hour)
	if got := c.Slot("a.localhost"); !got.Equal(w.clock.Now()) {
		t.Errorf("a slot in the past, or late: %v", got)
	}
}

func TestOneHostDoesNotHoldAllWorkers(t *testing.T) {
	release, arrived := make(chan struct{}), make(chan struct{}, 1)
	w := newWeb(t, noRobots(func(_ http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		<-release
	}))
	c := w.client(nil)
	var group sync.WaitGroup
	group.Go(func() { get(t, c, w.url("a", "/0")) })
	<-arrived
	for i := 1; i < mostWaiting; i++ {
		h := c.host("a.localhost")
		h.step(1) // stands for a caller that waits
	}
	seen := map[time.Time]bool{}
	for range 3 {
		var wait *WaitError
		if _, err := c.Get(t.Context(), w.url("a", "/x"), With{}); !errors.As(err, &wait) || seen[wait.Until] {
			t.Errorf("error %v, want a wait of its own", err)
		} else {
			seen[wait.Until] = true
		}
	}
	close(release)
	group.Wait()
}

// notes is a Memory that outlives clients.
type notes struct {
	mu   sync.Mutex
	kept map[string]Refusal
}

func (n *notes) Recall(host string) Refusal {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.kept[host]
}

func (n *notes) Remember(_ context.Context, host string, r Refusal) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.kept[host] = r
}

func TestRestartAsksNobodyEarly(t *testing.T) {
	fail := true
	w := newWeb(t, noRobots(func(w http.ResponseWriter, r *http.Request) {
		if fail {
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(429)
		}
	}))
	memory := &notes{kept: map[string]Refusal{}}
	client := func() *Client { return w.client(func(o *Options) { o.Memory = memory }) }
	get(t, client(), w.url("a", "/"))
	asked := len(w.log)
	w.clock.Sleep(t.Context(), 110*time.Minute)
	var wait *WaitError
	if _, err := client().Get(t.Context(), w.url("a", "/"), With{}); !errors.As(err, &wait) || len(w.log) != asked {
		t.Errorf("a new process asked early: %v", err)
	}
	fail = false
	w.clock.Sleep(t.Context(), 11*time.Minute)
	if got := get(t, client(), w.url("a", "/")); got.Status != 200 {
		t.Errorf("got %+v", got)
	}
	if r := memory.Recall("a.localhost"); r.Failures != 0 {
		t.Errorf("still remembered: %+v", r)
	}
}

func TestClockSetBackSilencesNoHost(t *testing.T) {
	w := newWeb(t, noRobots(func(http.ResponseWriter, *http.Request) {}))
	c := w.client(nil)
	get(t, c, w.url("a", "/1"))
	w.clock.Sleep(t.Context(), -3*365*24*time.Hour)
	before := w.clock.Now()
	get(t, c, w.url("a", "/2"))
	if waited := w.clock.Now().Sub(before); waited > 3*time.Second {
		t.Errorf("waited %v", waited)
	}
	if slot := c.Slot("a.localhost"); slot.Sub(w.clock.Now()) > 2*time.Second {
		t.Errorf("the next slot is at %v", slot)
	}
}

package account

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"isnad"
)

// Sign-ins are paced by who asks and for whom: an account from one address, all accounts from one address, and one account
// from everywhere. The last is wide, so that nobody can lock another out by guessing.
var paces = []struct {
	key   func(name, address string) string
	every time.Duration
	burst int
}{
	{func(name, address string) string { return name + "\x00" + address }, 2 * time.Minute, 5},
	{func(_, address string) string { return "\x00" + address }, 20 * time.Second, 30},
	{func(name, _ string) string { return name + "\x00" }, 10 * time.Second, 100},
}

// maxPaced bounds how many names and addresses are remembered.
const maxPaced = 20_000

// WaitError says that too many sign-ins were tried, and how long to wait.
type WaitError struct{ Wait time.Duration }

// Error says how long to wait.
func (e *WaitError) Error() string {
	return fmt.Sprintf("too many tries: wait %s", e.Wait.Round(time.Second))
}

// Unwrap makes it one of the kind ErrUnavailable: trying again may help.
func (e *WaitError) Unwrap() error { return isnad.ErrUnavailable }

// pace remembers tries.
type pace struct {
	sync.Mutex
	tries map[string]*rate.Limiter
}

// try takes one try for a name from an address, or says how long to wait.
func (p *pace) try(now time.Time, name, address string) error {
	p.Lock()
	defer p.Unlock()
	if p.tries == nil || len(p.tries) > maxPaced {
		p.forget(now)
	}
	name = strings.ToLower(name)
	for _, s := range paces {
		key := s.key(name, address)
		l := p.tries[key]
		if l == nil {
			l = rate.NewLimiter(rate.Every(s.every), s.burst)
			p.tries[key] = l
		}
		if r := l.ReserveN(now, 1); r.DelayFrom(now) > 0 {
			wait := r.DelayFrom(now)
			r.CancelAt(now)
			return &WaitError{wait}
		}
	}
	return nil
}

// forget drops those that have been quiet for long, all where that leaves too many.
func (p *pace) forget(now time.Time) {
	kept := map[string]*rate.Limiter{}
	for key, l := range p.tries {
		if l.TokensAt(now) < float64(l.Burst()) && len(kept) < maxPaced/2 {
			kept[key] = l
		}
	}
	p.tries = kept
}

// succeeded gives a name from an address its tries back.
func (p *pace) succeeded(name, address string) {
	p.Lock()
	defer p.Unlock()
	delete(p.tries, paces[0].key(strings.ToLower(name), address))
}

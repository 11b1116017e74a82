package sqlite

import (
	"sync"

	"isnad/arabic"
)

// pool lends analysers. (sync.Pool would drop them, with their vocabulary, at every second collection of garbage.)
type pool struct {
	mu   sync.Mutex
	free []*arabic.Analyzer
}

// maxFree is how many analysers are kept; a vocabulary may take some megabytes.
const maxFree = 4

func (p *pool) get() *arabic.Analyzer {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.free)
	if n == 0 {
		return new(arabic.Analyzer)
	}
	a := p.free[n-1]
	p.free = p.free[:n-1]
	return a
}

func (p *pool) put(a *arabic.Analyzer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.free) < maxFree {
		p.free = append(p.free, a)
	}
}

package index

import (
	"sync"

	"isnad/arabic"
)

// Analyzers lends analysers. (sync.Pool would drop them, with their vocabulary, at every second collection of garbage.)
type Analyzers struct {
	mu   sync.Mutex
	free []*arabic.Analyzer
}

// maxFree is how many analysers are kept; a vocabulary may take some megabytes.
const maxFree = 4

// Get lends one.
func (p *Analyzers) Get() *arabic.Analyzer {
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

// Put gives it back.
func (p *Analyzers) Put(a *arabic.Analyzer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.free) < maxFree {
		p.free = append(p.free, a)
	}
}

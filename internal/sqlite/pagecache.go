package sqlite

import (
	"fmt"
	"sync"

	"isnad"
)

var errLostPage = fmt.Errorf("%w: a page of the index of words is gone", isnad.ErrCorrupt)

// pageCache keeps pages that were read lately: two generations, of which the older is forgotten when the younger is full.
type pageCache struct {
	mu         sync.Mutex
	young, old map[int64][]byte
	size       int // bytes of young
}

// pageCacheSize is how many bytes a generation holds.
const pageCacheSize = 32 << 20

func (c *pageCache) get(number int64) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	p, ok := c.young[number]
	if !ok {
		if p, ok = c.old[number]; ok {
			c.keep(number, p)
		}
	}
	return p
}

func (c *pageCache) put(number int64, p []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.keep(number, p)
}

func (c *pageCache) keep(number int64, p []byte) {
	if c.young == nil || c.size+len(p) > pageCacheSize {
		c.young, c.old, c.size = map[int64][]byte{}, c.young, 0
	}
	c.young[number] = p
	c.size += len(p)
}

package sqlite

import "sync"

// offers are segments that this process made and committed, with their columns in memory, until readers have seen them: to
// read the columns of a million articles anew takes longer than a search may, and whoever searches first after a merge would have to.
type offers struct {
	mu       sync.Mutex
	segments map[int64]*segment
}

// put offers a segment that is committed.
func (o *offers) put(s *segment) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.segments == nil {
		o.segments = map[int64]*segment{}
	}
	o.segments[s.id] = s
}

// get gives an offered segment, nil where it is not.
func (o *offers) get(id int64) *segment {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.segments[id]
}

// taken forgets what is in the contents that readers now begin with, and what was offered before these were made.
func (o *offers) taken(c *contents) {
	last := int64(0)
	for _, s := range c.segments {
		last = max(last, s.id)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	for id := range o.segments {
		if id <= last {
			delete(o.segments, id)
		}
	}
}

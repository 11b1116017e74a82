package posting

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
)

// Source is a segment to be merged.
type Source struct {
	Docs *Docs
	Dead Set                    // articles to be left out; nil is none
	Page func() ([]byte, error) // the next page, nil after the last
}

// Merge makes one segment of several, without their dead articles. Live articles have different row ids.
func Merge(sources []Source, emit func(Page) error) (docs []byte, err error) {
	m := merging{places: make([][]uint32, len(sources)), out: pager{emit: emit}}
	docs = m.columns(sources)
	cursors := make([]*cursor, len(sources))
	for i := range sources {
		cursors[i] = &cursor{of: i, source: &sources[i], entries: new(Entries)}
		if err := cursors[i].next(); err != nil {
			return nil, err
		}
	}
	for {
		key := least(cursors)
		if key == nil {
			return docs, m.out.end()
		}
		if err := m.key(key, cursors); err != nil {
			return nil, err
		}
	}
}

// merging is what Merge knows: where each article of each source goes.
type merging struct {
	places [][]uint32 // gone where it goes nowhere
	out    pager
	lists  []posted
	data   []byte
	last   []byte
}

const gone = ^uint32(0)

// posted is a posting on its way, with what follows its article.
type posted struct {
	doc     uint32
	payload []byte
}

// columns puts the live articles in order of row id.
func (m *merging) columns(sources []Source) []byte {
	type at struct {
		id     int64
		source int
		doc    uint32
	}
	var order []at
	for i, s := range sources {
		m.places[i] = make([]uint32, s.Docs.Len())
		for n := range s.Docs.IDs {
			if m.places[i][n] = gone; !s.Dead.Has(uint32(n)) {
				order = append(order, at{s.Docs.IDs[n], i, uint32(n)})
			}
		}
	}
	slices.SortFunc(order, func(a, b at) int { return cmp.Compare(a.id, b.id) })
	docs := make([]Doc, len(order))
	for n, a := range order {
		m.places[a.source][a.doc] = uint32(n)
		docs[n] = sources[a.source].Docs.doc(a.doc)
	}
	return appendDocs(nil, docs)
}

// cursor walks a source's entries.
type cursor struct {
	of      int
	source  *Source
	entries *Entries
	done    bool
}

func (c *cursor) next() error {
	for !c.entries.Next() {
		if err := c.entries.Err(); err != nil {
			return err
		}
		page, err := c.source.Page()
		if err != nil {
			return err
		}
		if page == nil {
			c.done = true
			return nil
		}
		c.entries = Read(page)
	}
	return nil
}

// least is the first key that any of the cursors stands at, nil where all are done.
func least(cursors []*cursor) (key []byte) {
	for _, c := range cursors {
		if !c.done && (key == nil || bytes.Compare(c.entries.Key, key) < 0) {
			key = c.entries.Key
		}
	}
	return key
}

// key merges the lists of a key and moves the cursors on that stand at it.
func (m *merging) key(key []byte, cursors []*cursor) error {
	m.last = append(m.last[:0], key...)
	m.lists = m.lists[:0]
	for _, c := range cursors {
		if c.done || !bytes.Equal(c.entries.Key, m.last) {
			continue
		}
		if err := m.take(c); err != nil {
			return err
		}
		if err := c.next(); err != nil {
			return err
		}
	}
	if len(m.lists) == 0 {
		return nil
	}
	byDoc := func(a, b posted) int { return cmp.Compare(a.doc, b.doc) }
	if !slices.IsSortedFunc(m.lists, byDoc) {
		slices.SortFunc(m.lists, byDoc)
	}
	m.data = m.data[:0]
	last := uint32(0)
	for _, p := range m.lists {
		m.data = append(binary.AppendUvarint(m.data, uint64(p.doc+1-last)), p.payload...)
		last = p.doc + 1
	}
	return m.out.add(m.last, len(m.lists), m.data)
}

// take reads a list of one source into lists, under the articles' new numbers.
func (m *merging) take(c *cursor) error {
	e, places, at := c.entries.Entry, m.places[c.of], uint32(0)
	for data := e.data; len(data) > 0; {
		delta, n := step(data)
		rest := data[n:]
		if at += delta; delta == 0 || int(at) > len(places) {
			return errDamaged
		}
		size := 0
		switch e.Key[0] {
		case stemMark:
			size = 1
		case wordMark:
			length, n := binary.Uvarint(rest)
			if n <= 0 || length > uint64(len(rest)) {
				return errDamaged
			}
			size = n + int(length)
		}
		if size > len(rest) {
			return errDamaged
		}
		if to := places[at-1]; to != gone {
			m.lists = append(m.lists, posted{to, rest[:size]})
		}
		data = rest[size:]
	}
	return nil
}

package posting

import (
	"encoding/binary"
	"fmt"
)

// Page is a stretch of a segment's keys with their lists, in order. A page is full at pageSize bytes; one list alone may
// make it larger.
type Page struct {
	First string // its first key
	Data  []byte
}

const pageSize = 16 << 10

// pager packs keys and lists into pages. An entry is what its key shares with the one before, the rest of the key, the
// number of articles and the list.
type pager struct {
	emit func(Page) error
	page Page
	last []byte
}

func (p *pager) add(key []byte, docs int, data []byte) error {
	if len(p.page.Data) > 0 && len(p.page.Data)+len(data) > pageSize {
		if err := p.end(); err != nil {
			return err
		}
	}
	if len(p.page.Data) == 0 {
		p.page.First, p.last = string(key), p.last[:0]
	}
	shared := 0
	for shared < len(key) && shared < len(p.last) && key[shared] == p.last[shared] {
		shared++
	}
	d := binary.AppendUvarint(p.page.Data, uint64(shared))
	d = binary.AppendUvarint(d, uint64(len(key)-shared))
	d = append(d, key[shared:]...)
	d = binary.AppendUvarint(d, uint64(docs))
	d = binary.AppendUvarint(d, uint64(len(data)))
	p.page.Data = append(d, data...)
	p.last = append(p.last[:0], key...)
	return nil
}

// end emits what there is.
func (p *pager) end() error {
	if len(p.page.Data) == 0 {
		return nil
	}
	page := p.page
	p.page = Page{}
	return p.emit(page)
}

// Entry is a key of a page with its list.
type Entry struct {
	Key  []byte // good until the next is read
	Docs int    // articles in the list
	data []byte
}

// Entries reads the entries of a page in order.
type Entries struct {
	Entry
	rest []byte
	err  error
}

// Read begins at the start of a page.
func Read(page []byte) *Entries { return &Entries{rest: page} }

// Next goes on to the next entry; false after the last, or where the page is damaged (Err).
func (e *Entries) Next() bool {
	if len(e.rest) == 0 || e.err != nil {
		return false
	}
	shared, suffix, ok := e.head(len(e.Key))
	if ok {
		e.Key = append(e.Key[:shared], suffix...)
	}
	return ok
}

// head reads the next entry but its key: how much of it the last key, of so many bytes, gives, and the rest.
func (e *Entries) head(last int) (shared int, suffix []byte, ok bool) {
	from, ok1 := e.number()
	length, ok2 := e.number()
	if !ok1 || !ok2 || from > uint64(last) || length > uint64(len(e.rest)) {
		return 0, nil, e.damaged()
	}
	suffix = e.rest[:length]
	e.rest = e.rest[length:]
	docs, ok1 := e.number()
	size, ok2 := e.number()
	if !ok1 || !ok2 || size > uint64(len(e.rest)) || docs > size || from+length == 0 {
		return 0, nil, e.damaged()
	}
	e.Docs, e.data, e.rest = int(docs), e.rest[:size], e.rest[size:]
	return int(from), suffix, true
}

func (e *Entries) number() (uint64, bool) {
	if len(e.rest) > 0 && e.rest[0] < 0x80 {
		v := e.rest[0]
		e.rest = e.rest[1:]
		return uint64(v), true
	}
	v, n := binary.Uvarint(e.rest)
	if n <= 0 {
		return 0, false
	}
	e.rest = e.rest[n:]
	return v, true
}

func (e *Entries) damaged() bool {
	e.err = fmt.Errorf("%w: a page of postings after key %q", errDamaged, e.Key)
	return false
}

// Err is what ended the reading, nil the end of the page.
func (e *Entries) Err() error { return e.err }

// Find gives the entry of a key in the page that may hold it. Keys are not put together: how much of the last one was the
// beginning of the wanted one tells, with what the next shares with it, which of the two comes first.
func Find(page []byte, key string) (entry Entry, ok bool, err error) {
	e := Entries{rest: page}
	size, same := 0, 0 // of the last key, which comes before the wanted one
	for len(e.rest) > 0 {
		shared, suffix, good := e.head(size)
		if !good {
			return Entry{}, false, e.err
		}
		size = shared + len(suffix)
		switch {
		case shared < same:
			return Entry{}, false, nil // it comes after the wanted one
		case shared == same:
			n := 0
			for n < len(suffix) && same < len(key) && suffix[n] == key[same] {
				n++
				same++
			}
			switch {
			case n < len(suffix) && (same == len(key) || suffix[n] > key[same]):
				return Entry{}, false, nil
			case n == len(suffix) && same == len(key):
				e.Key = []byte(key)
				return e.Entry, true, nil
			}
		}
	}
	return Entry{}, false, nil
}

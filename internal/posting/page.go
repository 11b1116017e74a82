package posting

import (
	"bytes"
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
	shared, ok1 := e.number()
	length, ok2 := e.number()
	if !ok1 || !ok2 || shared > uint64(len(e.Key)) || length > uint64(len(e.rest)) {
		return e.damaged()
	}
	e.Key = append(e.Key[:shared], e.rest[:length]...)
	e.rest = e.rest[length:]
	docs, ok1 := e.number()
	size, ok2 := e.number()
	if !ok1 || !ok2 || size > uint64(len(e.rest)) || docs > size || len(e.Key) == 0 {
		return e.damaged()
	}
	e.Docs, e.data, e.rest = int(docs), e.rest[:size], e.rest[size:]
	return true
}

func (e *Entries) number() (uint64, bool) {
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

// Find gives the entry of a key in the page that may hold it.
func Find(page []byte, key string) (entry Entry, ok bool, err error) {
	e := Read(page)
	for e.Next() {
		if c := bytes.Compare(e.Key, []byte(key)); c >= 0 {
			return e.Entry, c == 0, nil
		}
	}
	return Entry{}, false, e.err
}

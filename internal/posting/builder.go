package posting

import (
	"encoding/binary"
	"slices"
)

// Doc is what a segment knows of an article beside its words.
type Doc struct {
	ID       int64 // row id
	Length   int   // stems in all, stop words left out
	Outlet   int64
	Speakers []int64
	Acts     []string
}

// Counted is a stem of an article: how often it occurs, from 1 to 15, and the step of its first place, from 0 to 7.
type Counted struct {
	Stem string
	Freq int
	Lead int
}

// Text is an article's words as written, field by field: phrases do not go over the end of a field.
type Text [][]string

// Builder makes a segment of articles.
type Builder struct {
	docs    []Doc
	stems   map[string]*list
	filters map[string]*list
	words   map[string]*list
}

// list is the postings of one key while they grow.
type list struct {
	docs   int
	last   int // the last article written, -1 none
	data   []byte
	now    int // of a word: the article whose places are being gathered
	places []byte
	at     int // the last place
}

// Add adds an article; they come in order of id.
func (b *Builder) Add(d Doc, stems []Counted, text Text, filters []string) {
	if b.stems == nil {
		b.stems, b.filters, b.words = map[string]*list{}, map[string]*list{}, map[string]*list{}
	}
	n := len(b.docs)
	b.docs = append(b.docs, d)
	for _, s := range stems {
		l := listOf(b.stems, s.Stem)
		l.next(n)
		l.data = append(l.data, byte(s.Freq<<leadBits|s.Lead))
	}
	for _, f := range filters {
		listOf(b.filters, f).next(n)
	}
	at := 0
	for _, field := range text {
		for _, w := range field {
			listOf(b.words, w).place(n, at)
			at++
		}
		at++ // so that the last word of a field and the first of the next are no neighbours
	}
}

// Empty reports whether no article was added.
func (b *Builder) Empty() bool { return len(b.docs) == 0 }

func listOf(m map[string]*list, key string) *list {
	l := m[key]
	if l == nil {
		l = &list{last: -1, now: -1}
		m[key] = l
	}
	return l
}

// next begins the posting of article n.
func (l *list) next(n int) {
	l.data = binary.AppendUvarint(l.data, uint64(n-l.last))
	l.last = n
	l.docs++
}

// place notes a place of the word in article n.
func (l *list) place(n, at int) {
	if l.now != n {
		l.flush()
		l.now, l.at = n, -1
	}
	l.places = binary.AppendUvarint(l.places, uint64(at-l.at))
	l.at = at
}

// flush ends the posting whose places were being gathered.
func (l *list) flush() {
	if l.now < 0 {
		return
	}
	l.next(l.now)
	l.data = append(binary.AppendUvarint(l.data, uint64(len(l.places))), l.places...)
	l.places, l.now = l.places[:0], -1
}

// Build gives the segment's columns, and its pages to emit.
func (b *Builder) Build(emit func(Page) error) (docs []byte, err error) {
	p := pager{emit: emit}
	for _, kind := range []struct {
		mark  string
		lists map[string]*list
	}{{"", b.filters}, {StemKey(""), b.stems}, {WordKey(""), b.words}} {
		keys := make([]string, 0, len(kind.lists))
		for k := range kind.lists {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			l := kind.lists[k]
			l.flush()
			if err := p.add([]byte(kind.mark+k), l.docs, l.data); err != nil {
				return nil, err
			}
		}
	}
	return appendDocs(nil, b.docs), p.end()
}

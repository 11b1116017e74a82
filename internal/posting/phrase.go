package posting

import (
	"encoding/binary"
	"slices"
)

// Phrase puts into a set those of within, of docs articles in all, in which the words stand side by side, given the list of
// each. The lists are walked together, the shortest ahead; nothing is kept of them, as the commonest words stand in nearly all articles.
func Phrase(words []Entry, docs int, within, s Set) error {
	walks, order := make([]walk, len(words)), make([]*walk, len(words))
	for i, e := range words {
		walks[i] = walk{of: e.Docs, docs: docs, data: e.data}
		order[i] = &walks[i]
	}
	slices.SortStableFunc(order, func(a, b *walk) int { return a.of - b.of })
	places := make([][]uint32, len(words))
	for len(order) > 0 && order[0].next() {
		doc := order[0].after - 1
		if within != nil && !within.Has(doc) || !together(order[1:], doc) {
			continue
		}
		for i := range walks {
			places[i] = appendPlaces(places[i][:0], walks[i].places)
		}
		if sideBySide(places) {
			s.Add(doc)
		}
	}
	for i := range walks {
		if walks[i].bad {
			return errDamaged
		}
	}
	return nil
}

// together goes on in all lists to the article, and reports whether all have it.
func together(walks []*walk, doc uint32) bool {
	for _, w := range walks {
		if !w.to(doc) {
			return false
		}
	}
	return true
}

// walk walks the list of a word as written.
type walk struct {
	of, docs int    // articles in the list, and in all
	after    uint32 // one more than the number of the article at which it stands; 0 before the first
	places   []byte // of the word there
	data     []byte // what follows
	bad      bool
}

// next goes on to the next article; false after the last.
func (w *walk) next() bool {
	if len(w.data) == 0 {
		return false
	}
	delta, n := step(w.data)
	rest := w.data[n:]
	if w.after += delta; delta == 0 || len(rest) == 0 || int(w.after) > w.docs {
		return w.damaged()
	}
	size, n := sizeAt(rest)
	if size > len(rest)-n {
		return w.damaged()
	}
	w.places, w.data = rest[n:n+size], rest[n+size:]
	return true
}

func (w *walk) damaged() bool {
	w.data, w.bad = nil, true
	return false
}

// to goes on to an article, and reports whether the list has it.
func (w *walk) to(doc uint32) bool {
	for w.after <= doc {
		if !w.next() {
			return false
		}
	}
	return w.after == doc+1
}

// appendPlaces gives places as numbers.
func appendPlaces(dst []uint32, places []byte) []uint32 {
	at := uint32(0)
	for len(places) > 0 {
		v, n := binary.Uvarint(places)
		if n <= 0 {
			return dst
		}
		at += uint32(v)
		dst, places = append(dst, at), places[n:]
	}
	return dst
}

// sideBySide reports whether some place of the first word is followed by one of each of the others in turn.
func sideBySide(places [][]uint32) bool {
	for _, at := range places[0] {
		i := 1
		for ; i < len(places); i++ {
			w, want := places[i], at+uint32(i)
			for len(w) > 0 && w[0] < want {
				w = w[1:]
			}
			if places[i] = w; len(w) == 0 || w[0] != want {
				break
			}
		}
		if i == len(places) {
			return true
		}
	}
	return false
}

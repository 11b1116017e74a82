package arabic

import (
	"hash/maphash"
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"

	"isnad/internal/memo"
)

// vocabulary remembers the words that were analysed last: most of what a text says was said before, and finding a stem
// costs far more than finding it again does. It is a memo.Table whose pairs are laid out for this one use: what is
// asked of nearly every word lies in one line of the processor's cache.
type vocabulary struct {
	seed  maphash.Seed
	slots [1 << 17]atomic.Pointer[entry]
	long  *memo.Table[met, known] // of words that do not fit
}

var words = sync.OnceValue(func() *vocabulary {
	return &vocabulary{seed: maphash.MakeSeed(), long: memo.New[met, known](1 << 12)}
})

// entry is a word as it was met with its surface and its stem, which are mostly parts of it.
type entry struct {
	kind          TokenKind
	stop          bool
	word          uint8 // its length, from the start of text
	surface, stem part
	text          [57]byte // the whole is 64 bytes
}

// part is a stretch of an entry's text.
type part struct{ at, size uint8 }

// met is a word as it was met.
type met struct {
	word string
	kind TokenKind
}

// longestKnown is the longest word that is remembered, in bytes.
const longestKnown = 64

// lookAhead is how many words are looked up side by side.
const lookAhead = 16

// looks looks words up, several at once: each word's place in memory is found before the first of them is read, so that
// the processor waits for all of them together and not for one after the other.
type looks struct {
	v        *vocabulary
	text     string
	terms    []Term
	position int
	n        int
	words    [lookAhead]look
}

// look is a word to be looked up.
type look struct {
	start, end int
	hash       uint64
	entry      *entry // that may be the word's
	kind       TokenKind
	likely     bool
}

func (l *looks) begin(dst []Term, text string) {
	l.v, l.text, l.terms, l.position, l.n = words(), text, dst, 0, 0
}

func (l *looks) add(start, end int, kind TokenKind) {
	l.words[l.n] = look{start: start, end: end, kind: kind, hash: maphash.String(l.v.seed, l.text[start:end])}
	if l.n++; l.n == lookAhead {
		l.flush()
	}
}

// end gives the terms, and lets go of them and of the text.
func (l *looks) end() []Term {
	l.flush()
	terms := l.terms
	l.text, l.terms = "", nil
	return terms
}

// flush appends the terms of the words that wait.
func (l *looks) flush() {
	w := l.words[:l.n]
	for i := range w {
		w[i].entry = l.v.slots[w[i].hash&uint64(len(l.v.slots)-1)].Load()
	}
	for i := range w {
		e := w[i].entry
		w[i].likely = e != nil && int(e.word) == w[i].end-w[i].start && e.kind == w[i].kind
	}
	for i := range w {
		l.append(&w[i])
	}
	l.n = 0
}

func (l *looks) append(w *look) {
	word := l.text[w.start:w.end]
	var k known
	if w.likely && string(w.entry.text[:w.entry.word]) == word {
		k = w.entry.known()
	} else {
		k = l.v.of(w.hash, word, w.kind)
	}
	if k.surface != "" {
		l.terms = append(l.terms, Term{Start: w.start, End: w.end, Position: l.position, Surface: k.surface, Stem: k.stem, Stop: k.stop})
		l.position++
	}
}

// of gives what is known of a word that is not at its first place, and remembers it.
func (v *vocabulary) of(h uint64, word string, kind TokenKind) known {
	if len(word) > longestKnown {
		return analyse(word, kind)
	}
	for _, at := range [2]uint64{h, h ^ 1} {
		if e := v.slots[at&uint64(len(v.slots)-1)].Load(); e != nil && e.is(word, kind) {
			return e.known()
		}
	}
	return v.meet(h, word, kind)
}

// meet analyses a word that is not among the short ones.
func (v *vocabulary) meet(h uint64, word string, kind TokenKind) known {
	if k := v.long.Find(h, met{word, kind}); k != nil {
		return *k
	}
	word = strings.Clone(word)
	k := analyse(word, kind)
	e := newEntry(word, kind, k)
	if e == nil {
		return *v.long.Keep(h, met{word, kind}, k)
	}
	at := h & uint64(len(v.slots)-1)
	if before := v.slots[at].Swap(e); before != nil {
		v.slots[at^1].Store(before)
	}
	return e.known()
}

// newEntry gives the entry of a word, nil where it does not fit.
func newEntry(word string, kind TokenKind, k known) *entry {
	e := &entry{kind: kind, stop: k.stop, word: uint8(len(word))}
	text, ok := word, true
	for _, p := range []struct {
		of *part
		s  string
	}{{&e.surface, k.surface}, {&e.stem, k.stem}} {
		at := strings.Index(text, p.s)
		if at < 0 {
			at = len(text)
			text += p.s
		}
		*p.of = part{uint8(min(at, len(e.text))), uint8(min(len(p.s), len(e.text)))}
		ok = ok && len(text) <= len(e.text)
	}
	if !ok {
		return nil
	}
	copy(e.text[:], text)
	return e
}

func (e *entry) is(word string, kind TokenKind) bool {
	return int(e.word) == len(word) && e.kind == kind && string(e.text[:e.word]) == word
}

// known gives what the entry says. Its strings lie in the entry, which is never changed.
func (e *entry) known() known { return known{e.in(e.surface), e.in(e.stem), e.stop} }

func (e *entry) in(p part) string {
	if p.size == 0 {
		return ""
	}
	return unsafe.String(&e.text[p.at], int(p.size))
}

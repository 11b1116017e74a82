package arabic

import (
	"sort"
	"unicode/utf8"
	"unsafe"
)

// Fold gives s as it is compared: presentation forms and full-width letters decomposed, marks, tatweel, zero-width and
// direction controls gone, alef, hamza, yeh, heh and kaf in one spelling each, the letters of Persian, Urdu and Kurdish
// as the Arabic letters the press puts for them, digits in ASCII, Latin in lower case without accents. A byte that is not UTF-8 becomes U+FFFD. Folding twice changes nothing more.
func Fold(s string) string {
	b := AppendFold(make([]byte, 0, len(s)), s)
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// AppendFold appends the folding of s to dst.
func AppendFold(dst []byte, s string) []byte {
	t := foldings()
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c-'A' < 26 {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
			i++
			continue
		}
		if i+1 < len(s) {
			if d := t.short(s[i], s[i+1]); d != 0 {
				dst = append(dst, byte(d>>8), byte(d))
				i += 2
				continue
			}
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		dst = t.append(dst, r, s[i:i+n])
		i += n
	}
	return dst
}

// append appends what becomes of one code point, whose bytes are raw.
func (t *foldTable) append(dst []byte, r rune, raw string) []byte {
	f := t.at(r)
	switch f.kind {
	case foldKeep:
		if r == utf8.RuneError && len(raw) == 1 {
			return append(dst, "\uFFFD"...)
		}
		return append(dst, raw...)
	case foldTo:
		return append(dst, f.text...)
	case foldHamza:
		return composeHamza(dst)
	}
	return dst
}

// composeHamza does for a combining hamza what Unicode's composition does: waw, yeh and heh before it become one
// letter with hamza (here ء; ۀ is a heh), alef keeps its folded form.
func composeHamza(dst []byte) []byte {
	if n := len(dst) - 2; n >= 0 && (string(dst[n:]) == "و" || string(dst[n:]) == "ي") {
		return append(dst[:n], "ء"...)
	}
	return dst
}

// Folded is a folded text that knows where each of its bytes came from.
type Folded struct {
	Text   string
	source string
	runs   []foldRun // ascending; the first starts at 0 unless the text is empty
}

// foldRun starts a stretch of the folded text. In a straight run each byte comes from the next byte of the source;
// in a flat one all bytes come from the same code point.
type foldRun struct {
	folded, source int
	flat           bool
}

// FoldMap folds s and keeps the way back to its offsets. It takes one pass and no allocation per letter.
func FoldMap(s string) Folded {
	t := foldings()
	dst := make([]byte, 0, len(s))
	runs := make([]foldRun, 0, 8+len(s)/64)
	next := -1 // where in s a straight run would go on
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		at := len(dst)
		if r < utf8.RuneSelf {
			dst = append(dst, lowerASCII(s[i]))
		} else {
			dst = t.append(dst, r, s[i:i+n])
		}
		switch grown := len(dst) - at; {
		case grown == 0: // dropped, or composed into the letter before it
		case grown == n:
			if next != i {
				runs = append(runs, foldRun{folded: at, source: i})
			}
			next = i + n
		default:
			runs = append(runs, foldRun{folded: at, source: i, flat: true})
			next = -1
		}
		i += n
	}
	return Folded{Text: unsafe.String(unsafe.SliceData(dst), len(dst)), source: s, runs: runs}
}

func lowerASCII(c byte) byte {
	if c-'A' < 26 {
		c += 'a' - 'A'
	}
	return c
}

// Start gives the offset in the source of the code point that the folded byte i came from; for i at or past the end
// it gives the length of the source.
func (f Folded) Start(i int) int {
	if i >= len(f.Text) || i < 0 {
		return len(f.source)
	}
	k := sort.Search(len(f.runs), func(k int) bool { return f.runs[k].folded > i }) - 1
	run := f.runs[k]
	if run.flat {
		return run.source
	}
	return run.source + i - run.folded
}

// End gives the offset in the source just after the code point that the folded byte i-1 came from, with the marks and
// tatweel that follow it. End(0) is 0.
func (f Folded) End(i int) int {
	if i <= 0 {
		return 0
	}
	i = min(i, len(f.Text))
	if i == 0 {
		return 0
	}
	k := sort.Search(len(f.runs), func(k int) bool { return f.runs[k].folded >= i }) - 1
	at := f.runs[k].source
	if !f.runs[k].flat {
		for at += i - 1 - f.runs[k].folded; at > f.runs[k].source && !utf8.RuneStart(f.source[at]); at-- {
		}
	}
	_, n := utf8.DecodeRuneInString(f.source[at:])
	return skipMarks(f.source, at+n)
}

// Range gives the stretch of the source that the folded bytes from start to end came from.
func (f Folded) Range(start, end int) Range {
	if start >= end {
		at := f.Start(start)
		return Range{at, at}
	}
	return Range{f.Start(start), f.End(end)}
}

// Index gives the offset in the folded text of the first byte that came from source offset at or later.
func (f Folded) Index(at int) int {
	k := sort.Search(len(f.runs), func(k int) bool { return f.runs[k].source > at }) - 1
	if k < 0 {
		return 0
	}
	next := len(f.Text)
	if k+1 < len(f.runs) {
		next = f.runs[k+1].folded
	}
	run := f.runs[k]
	if at == run.source {
		return run.folded
	}
	if run.flat {
		return next
	}
	return min(run.folded+at-run.source, next)
}

// skipMarks gives the offset after the marks and tatweel that stand at i.
func skipMarks(s string, i int) int {
	t := foldings()
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if k := t.at(r).kind; k != foldDrop && k != foldHamza {
			break
		}
		i += n
	}
	return i
}

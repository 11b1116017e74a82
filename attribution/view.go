package attribution

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"isnad/arabic"
	"isnad/names"
)

// shape is what a token of the view is.
type shape uint8

const (
	word  shape = iota
	open        // an opening quotation mark
	shut        // a closing quotation mark
	comma       // ، , ; ؛
	colon       // :
	stop        // . ! ? ؟ …
	brk         // the end of a paragraph
	other       // brackets, dashes and the rest
)

// token is a word or a mark of the text, with its bytes and its folded form.
type token struct {
	start, end int
	fold       string
	raw        string
	shape      shape
	mate       int  // of a quotation mark: its partner's index, else -1
	quote      int  // the innermost open quotation's opening token, else -1
	count      int  // the words of the text up to here
	ends       bool // the word can begin what ends a content
	expression int  // index+1 into Input.Times of the time that covers the word, else 0
	time       bool
	verb       bool // after the tagger; see verbAt
	first      bool // the first word of that mention
	typ        names.Type
	entity     int // index+1 into Input.Entities of the mention that covers the word, else 0
}

// view is one field of the article as the rules read it.
type view struct {
	field  arabic.Field
	text   string
	tokens []token
	// outside is a paragraph's end, which stands before the first token and behind the last.
	outside token
	// ends[i] is the index after the last token of the sentence that token i is in; starts[i] its first.
	starts, ends []int
	// paragraphs likewise.
	paraStarts, paraEnds []int
	// again holds the first token of every paragraph that repeats an earlier one.
	again map[int]bool
	// loose holds the verbs that hang on an indefinite noun.
	loose map[int]bool
	// tagged holds the first token of every sentence whose parts of speech are known.
	tagged map[int]bool
}

func newView(field arabic.Field, text string) *view {
	v := &view{field: field, text: text, outside: token{shape: brk, mate: -1, quote: -1, start: len(text), end: len(text)}, tokens: make([]token, 0, len(text)/9+8)}
	v.scan()
	if v.marksOpen() {
		v.closeOpen()
	}
	v.pairQuotes()
	v.splitSentences()
	v.markEnders()
	v.markRepeats()
	return v
}

// markRepeats finds paragraphs that repeat an earlier one word by word, as where an article ends with its own summary.
func (v *view) markRepeats() {
	seen := map[string]bool{}
	v.again = map[int]bool{}
	for from := 0; from < len(v.tokens); from = v.paraEnds[from] {
		to := v.paraEnds[from]
		if v.tokens[to-1].shape == brk {
			to--
		}
		if to-from < 6 {
			continue
		}
		text := v.slice(from, to)
		v.again[from] = seen[text]
		seen[text] = true
	}
}

func isWordRune(r rune) bool {
	if r >= 'ء' && r <= '٩' { // letters, tatweel, marks and digits of Arabic lie side by side
		return true
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == 'ـ' || r == '\u200c' || r == '\u200d'
}

// scan cuts the text into words and marks. A full stop or comma between digits stays inside the number.
func (v *view) scan() {
	for i := 0; i < len(v.text); {
		r, n := utf8.DecodeRuneInString(v.text[i:])
		switch {
		case isWordRune(r):
			j := v.wordEnd(i)
			if cut := fusedAt(v.text[i:j]); cut > 0 {
				j = i + cut
			}
			raw := v.text[i:j]
			if strings.Trim(raw, "ـ") == "" {
				v.add(token{start: i, end: j, raw: raw, shape: other}) // a stroke that stands for a dash
				i = j
				continue
			}
			v.add(token{start: i, end: j, raw: raw, fold: arabic.Fold(raw), shape: word})
			i = j
			continue
		case r == '\n':
			v.add(token{start: i, end: i + n, shape: brk})
		case !unicode.IsSpace(r):
			v.add(token{start: i, end: i + n, raw: v.text[i : i+n], shape: markShape(r)})
		}
		i += n
	}
}

func (v *view) add(t token) {
	t.mate, t.quote = -1, -1
	v.tokens = append(v.tokens, t)
}

func (v *view) wordEnd(i int) int {
	for i < len(v.text) {
		r, n := utf8.DecodeRuneInString(v.text[i:])
		if !isWordRune(r) && !v.insideNumber(i, r, n) {
			break
		}
		i += n
	}
	return i
}

func (v *view) insideNumber(i int, r rune, n int) bool {
	if r != '.' && r != ',' && r != '٫' && r != '/' {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(v.text[:i])
	after, _ := utf8.DecodeRuneInString(v.text[i+n:])
	return unicode.IsDigit(before) && unicode.IsDigit(after)
}

func markShape(r rune) shape {
	switch r {
	case '«', '“', '„', '‹', '〈', '《':
		return open
	case '»', '”', '›', '〉', '》', '"':
		return shut // the straight mark is told apart by pairQuotes
	case '،', ',', '؛', ';':
		return comma
	case ':', '：', '﹕':
		return colon
	case '.', '!', '?', '؟', '…', '۔':
		return stop
	}
	return other
}

// splitSentences cuts at stops and paragraph ends, but at no stop inside a quotation.
func (v *view) splitSentences() {
	n := len(v.tokens)
	for i := range v.tokens {
		if v.tokens[i].shape == stop && v.initial(i) {
			v.tokens[i].shape = other
		}
	}
	v.starts, v.ends = make([]int, n), make([]int, n)
	v.paraStarts, v.paraEnds = make([]int, n), make([]int, n)
	from, para := 0, 0
	for i := 0; i < n; i++ {
		t := &v.tokens[i]
		if t.shape == brk || t.shape == stop && t.quote < 0 {
			v.closeSentence(from, i+1)
			from = i + 1
		}
		if t.shape == brk {
			v.closeParagraph(para, i+1)
			para = i + 1
		}
	}
	v.closeSentence(from, n)
	v.closeParagraph(para, n)
}

// initial reports whether the stop ends a one-letter abbreviation («ن. كول»), not a sentence.
func (v *view) initial(i int) bool {
	if i == 0 || v.tokens[i].raw != "." {
		return false
	}
	w := &v.tokens[i-1]
	if lex().letter.has(w.fold) && v.at(i+1).shape == word && w.end == v.tokens[i].start && v.at(i+1).start > v.tokens[i].end {
		return true // «لورا ايه. كول»
	}
	return w.shape == word && w.end == v.tokens[i].start && utf8.RuneCountInString(w.raw) == 1 && !unicode.IsDigit([]rune(w.raw)[0])
}

func (v *view) closeSentence(from, to int) {
	for i := from; i < to; i++ {
		v.starts[i], v.ends[i] = from, to
	}
}

func (v *view) closeParagraph(from, to int) {
	for i := from; i < to; i++ {
		v.paraStarts[i], v.paraEnds[i] = from, to
	}
}

// at gives the token, or a paragraph end outside the text, so that rules may look past both ends.
func (v *view) at(i int) *token {
	if i < 0 || i >= len(v.tokens) {
		return &v.outside
	}
	return &v.tokens[i]
}

// is reports whether the token is a word of the class.
func (v *view) is(i int, c class) bool {
	t := v.at(i)
	return t.shape == word && c.has(t.fold)
}

// thatAt reports whether the word is أن or إن, free or after ف and ب, and not the name part فان («لويس فان»).
func (v *view) thatAt(i int) bool {
	return v.is(i, lex().that) && v.tokens[i].typ != names.Person
}

// slice gives the text of the tokens from i up to j.
func (v *view) slice(i, j int) string {
	if i >= j {
		return ""
	}
	return v.text[v.tokens[i].start:v.tokens[j-1].end]
}

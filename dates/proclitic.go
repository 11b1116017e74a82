package dates

import (
	"strings"
	"unicode/utf8"
)

const (
	waw, fa, ba, lam, kaf, alif, sin, ya, ta = "و", "ف", "ب", "ل", "ك", "ا", "س", "ي", "ت"
	article                                  = alif + lam
)

// read looks a folded word up: as it stands, without the article, and without the conjunctions and prepositions that
// are written onto it. The first reading that the lexicon knows wins, so «فبراير» keeps its fa.
func (l *lexicon) read(t *token, text string, word []byte) {
	if l.readBody(t, word) {
		t.body = t.start
		t.mark = 0
		t.madda = startsWithMadda(text[t.body:t.end])
		return
	}
	cut := 0
	if rest, ok := cutLetter(word, waw); ok {
		word, t.wa, cut = rest, true, 1
	} else if rest, ok := cutLetter(word, fa); ok {
		word, t.wa, cut = rest, true, 1
	}
	found := cut > 0 && l.readBody(t, word)
	for _, c := range [...]struct {
		letter string
		clitic byte
	}{{ba, 'b'}, {lam, 'l'}, {kaf, 'k'}} {
		if found {
			break
		}
		rest, ok := cutLetter(word, c.letter)
		if !ok {
			continue
		}
		if found = l.readBody(t, rest); found {
			t.clitic = c.clitic
			cut++
		} else if rest, ok = cutLetter(rest, lam); ok && c.clitic == 'l' && l.readContracted(t, rest) {
			t.clitic, t.al, found = 'l', true, true
		}
	}
	if !found {
		t.wa = t.wa && len(word) > 0
		t.future = looksFuture(word) || saysIWill(text[t.start:t.end])
		return
	}
	t.body = t.start + int32(letters(text[t.start:t.end], cut))
	t.madda = startsWithMadda(text[t.body:t.end])
}

// readBody looks up a word from which the proclitics are gone.
func (l *lexicon) readBody(t *token, word []byte) bool {
	if e := l.forms[string(word)]; e != nil {
		t.entry = e
		_, t.al = cutLetters(word, article)
		return true
	}
	if base, ok := cutLetters(word, article); ok {
		if e := l.forms[string(base)]; e != nil {
			t.entry, t.al, t.cut = e, true, true
			return true
		}
	}
	return false
}

// readContracted looks up «لليوم» from «يوم».
func (l *lexicon) readContracted(t *token, base []byte) bool {
	var buf [64]byte
	whole := append(append(buf[:0], article...), base...)
	if e := l.forms[string(whole)]; e != nil {
		t.entry = e
		return true
	}
	if e := l.forms[string(base)]; e != nil {
		t.entry = e
		return true
	}
	return false
}

// looksFuture reports whether a word has the shape of a verb of the future: س and an imperfect of three letters or more.
func looksFuture(word []byte) bool {
	rest, ok := cutLetter(word, sin)
	if !ok || len(rest) < 8 {
		return false
	}
	_, he := cutLetter(rest, ya)
	_, she := cutLetter(rest, ta)
	return he || she
}

// saysIWill reports whether a word is «سأكون»: س before a hamza that is written, but not the verb «سأل».
func saysIWill(word string) bool {
	return strings.HasPrefix(word, "سأ") && !strings.HasPrefix(word, "سأل") && len(word) >= 10
}

func cutLetter(word []byte, letter string) ([]byte, bool) { return cutLetters(word, letter) }

// cutLetters takes letters from the front of a folded word.
func cutLetters(word []byte, front string) ([]byte, bool) {
	if len(word) > len(front) && string(word[:len(front)]) == front {
		return word[len(front):], true
	}
	return word, false
}

// letters counts the bytes that the first n written letters take.
func letters(text string, n int) int {
	for i, r := range text {
		if foldRune(r) == 0 {
			continue
		}
		if n == 0 {
			return i
		}
		n--
	}
	return len(text)
}

func startsWithMadda(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r == 'آ'
}

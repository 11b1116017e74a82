package attribution

import (
	"strings"
	"unicode/utf8"

	"isnad/arabic"
)

// verbalNoun reports whether a folded word without the article has the shape of a verbal noun of a derived stem
// (استفعال، انفعال، افتعال، تفعيل، إفعال، مفاعلة), with or without a pronoun.
func verbalNoun(f string) bool {
	for _, pronoun := range []string{"", "ه", "ها", "هم", "هما"} {
		stem, ok := strings.CutSuffix(f, pronoun)
		if ok && masdarShape([]rune(stem)) {
			return true
		}
	}
	return false
}

func masdarShape(r []rune) bool {
	n := len(r)
	if n < 5 || r[0] == 'ا' && r[1] == 'ل' {
		return false
	}
	switch {
	case r[0] == 'ا' && r[1] == 'س' && r[2] == 'ت' && n == 7 && r[5] == 'ا': // استفعال
		return true
	case r[0] == 'ا' && n == 6 && r[4] == 'ا' && (r[1] == 'ن' || r[2] == 'ت' || r[1] == 'ت'): // انفعال، افتعال
		return true
	case r[0] == 'ا' && n == 5 && r[3] == 'ا': // إفعال
		return true
	case r[0] == 'ت' && n == 5 && r[3] == 'ي': // تفعيل
		return true
	case r[0] == 'ت' && n == 5 && r[2] == 'ا': // تفاعل
		return true
	case r[0] == 'م' && n == 6 && r[2] == 'ا' && (r[5] == 'ه' || r[5] == 'ت'): // مفاعلة
		return true
	}
	return false
}

// quantity is the words after which من belongs to the noun phrase: «عدد من»، «الكثير من».
func quantity() class { return lex().quantity }

// phraseWords counts the words of a phrase.
func (v *view) phraseWords(p phrase) int {
	n := 0
	for i := p.from; i < p.to; i++ {
		if v.tokens[i].shape == word {
			n++
		}
	}
	return n
}

// trim narrows a phrase to begin with a word or an opening mark and end with a word or a closing one.
func (v *view) trim(p phrase) phrase {
	for !p.empty() && v.tokens[p.from].shape != word && v.tokens[p.from].shape != open {
		p.from++
	}
	for !p.empty() && v.tokens[p.to-1].shape != word && v.tokens[p.to-1].shape != shut {
		p.to--
	}
	return p
}

// surface gives a phrase as written.
func (v *view) surface(p phrase) string { return v.slice(p.from, p.to) }

func runes(s string) int { return utf8.RuneCountInString(s) }

// prefixed reports whether the preposition p is cut off the word at i, and gives the rest, folded.
func (v *view) prefixed(i int, p string) (rest string, ok bool) {
	t := v.at(i)
	if t.shape != word || !strings.HasPrefix(t.fold, p) {
		return "", false
	}
	cut := arabic.Segment(t.raw)
	for _, r := range cut.Proclitics() {
		switch part := arabic.Fold(t.raw[r.Start:r.End]); part {
		case "و", "ف":
			continue
		case p:
			return strings.TrimPrefix(t.fold, p), true
		}
		break
	}
	return "", false
}

package attribution

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"isnad/arabic"
)

// fusedAt gives the byte at which two words stand written as one, 0 where they do not: a link's end has lost its space
// («حديثٍللصحيفة», «بأنّالبلدية», «شركةالنقل»). Tanween, ta marbuta and the doubled nun of إنّ end a word.
func fusedAt(raw string) int {
	if len(raw) < 8 {
		return 0
	}
	if n := fusedThat(raw); n > 0 {
		return n
	}
	if n := fusedVerb(raw); n > 0 {
		return n
	}
	for i, r := range raw {
		j := i + utf8.RuneLen(r)
		switch r {
		case 'ة', '\u064b', '\u064c', '\u064d':
			if rest := strings.TrimLeftFunc(raw[j:], mark); len([]rune(rest)) >= 3 && (r != '\u064b' || rest[:2] != "ا" && rest[:2] != "ى") {
				return len(raw) - len(rest)
			}
		}
	}
	return 0
}

// fusedVerb reads a verb of saying in the perfect before the noun of who says it («كشفتمجلة», «ذكرموقع»), and كما or كانت before
// such a verb or noun («كماأعلنت»).
func fusedVerb(raw string) int {
	fold := arabic.Fold(raw)
	if len(fold) < 12 || !strings.ContainsRune(fold, 'ت') && !strings.HasPrefix(fold, "ذكر") && !strings.HasPrefix(fold, "كما") {
		return 0
	}
	forms := verbForms()
	for i, r := range raw {
		j := i + utf8.RuneLen(r)
		if i < 4 || len(raw)-j < 8 {
			continue
		}
		rest := arabic.Fold(strings.TrimLeftFunc(raw[j:], mark))
		saying := forms[rest]
		noun := lex().paper[rest] || lex().office[rest] || lex().feminine[rest] || lex().source[rest]
		head := strings.TrimPrefix(arabic.Fold(raw[:j]), "و")
		switch {
		case head == "كما" && len(saying) > 0 && saying[0].form == perfect:
		case noun && (r == 'ت' || head == "ذكر") && len(forms[head]) > 0 && forms[head][0].form == perfect, noun && head == "كانت":
		default:
			continue
		}
		return len(raw) - len(strings.TrimLeftFunc(raw[j:], mark))
	}
	return 0
}

func mark(r rune) bool { return unicode.Is(unicode.Mn, r) || r == 'ـ' }

// fusedThat reads إنّ or أنّ, written with its doubling, before a word that is no pronoun.
func fusedThat(raw string) int {
	i := strings.Index(raw, "نّ")
	if i < 0 || i > 8 {
		return 0
	}
	j := i + len("نّ")
	head, rest := arabic.Fold(raw[:j]), strings.TrimLeftFunc(raw[j:], mark)
	switch head {
	case "ان", "بان", "وان", "وبان", "فان":
	default:
		return 0
	}
	if r, _ := utf8.DecodeRuneInString(rest); unicode.IsDigit(r) {
		return len(raw) - len(rest) // «بأنّ4 سكان»
	}
	if strings.HasPrefix(arabic.Fold(rest), "ال") && len([]rune(rest)) >= 5 {
		return len(raw) - len(rest)
	}
	if lex().thatHe[head+arabic.Fold(rest)] || len([]rune(rest)) < 4 {
		return 0
	}
	return len(raw) - len(rest)
}

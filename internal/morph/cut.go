package morph

import "strings"

// Affix is a chain of parts before or after a stem.
type Affix struct {
	Name  string  // the parts as grammar names them, joined by "+": «و+ل+ال»
	Parts []uint8 // letters of each part as written
	form  []byte  // as written
}

// Len is the affix's length in letters.
func (a *Affix) Len() int { return len(a.form) }

// Cut is one way to take a word apart: which of [Prefixes] and which of [Suffixes]. The rest is the stem.
type Cut struct{ Prefix, Suffix uint8 }

// Prefixes and Suffixes are all chains that occur, the empty one first. The order is part of the learned weights.
var (
	Prefixes = affixes(prefixChains())
	Suffixes = affixes(suffixChains())
)

// prefixChains writes out conjunction, then preposition or future, then article. The article after ل loses its alef:
// «ل+ال» is written لل, and before a stem that begins with ل only one ل more («للغة»): that one is "ل+ال" with an
// article of no letters.
func prefixChains() (chains []string) {
	chains = append(chains, "")
	for _, c := range []string{"", "و", "ف"} {
		for _, p := range []string{"", "ب", "ك", "ل", "س"} {
			for _, d := range []string{"", "ال"} {
				if chain := join(c, p, d); chain != "" && !(p == "س" && d != "") {
					chains = append(chains, chain)
				}
			}
		}
	}
	return append(chains, "ل+(ال)", "و+ل+(ال)")
}

// suffixChains writes out the endings of nouns and verbs and the pronouns after them.
func suffixChains() (chains []string) {
	pronouns := []string{"", "ه", "ها", "هم", "هما", "هن", "ك", "كم", "نا", "ني", "ي"}
	endings := []string{"", "ة", "ات", "ون", "ين", "ان", "ا", "ي", "ت", "و", "وا", "نا", "تا", "تم", "ت+ين", "ت+ان", "ت+ي", "ت+ا"}
	bare := " ة ا وا تم تا ون ان " // hold no pronoun, or too seldom
	seen := map[string]bool{}
	for _, e := range endings {
		for _, p := range pronouns {
			if p != "" && strings.Contains(bare, " "+e+" ") && e != "ون" && e != "ا" && e != "ان" {
				continue
			}
			if c := join(e, p); !seen[c] {
				seen[c] = true
				chains = append(chains, c)
			}
		}
	}
	return chains
}

func join(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "+")
}

func affixes(chains []string) []Affix {
	out := make([]Affix, len(chains))
	for i, c := range chains {
		a := Affix{Name: strings.NewReplacer("(", "", ")", "").Replace(c)}
		if c != "" {
			for k, part := range strings.Split(c, "+") {
				switch {
				case part == "(ال)":
					part = ""
				case part == "ال" && k > 0 && strings.HasSuffix(c[:strings.LastIndex(c, "ال")], "ل+"):
					part = "ل"
				}
				w, _ := Spell(part)
				a.Parts = append(a.Parts, uint8(w.N))
				a.form = append(a.form, w.Letters()...)
			}
		}
		out[i] = a
	}
	return out
}

// prefixesByFirst and suffixesByLast hold the indices of the affixes by their outermost letter.
var (
	prefixesByFirst = byLetter(Prefixes, func(a *Affix) byte { return a.form[0] })
	suffixesByLast  = byLetter(Suffixes, func(a *Affix) byte { return a.form[len(a.form)-1] })
)

func byLetter(list []Affix, letter func(*Affix) byte) (by [64][]uint8) {
	for i := range list {
		if list[i].Len() > 0 {
			c := letter(&list[i])
			by[c] = append(by[c], uint8(i))
		}
	}
	return by
}

// maxCuts bounds the candidates of one word.
const maxCuts = 64

// cuts lists the candidates of a word, at least one: the whole word.
func (w *Word) cuts(dst []Cut) []Cut {
	var pres, sufs [24]uint8
	p := w.affixesOf(pres[:1], Prefixes, prefixesByFirst[w.L[0]], false)
	s := w.affixesOf(sufs[:1], Suffixes, suffixesByLast[w.L[w.N-1]], true)
	for _, pre := range p {
		for _, suf := range s {
			left := w.N - Prefixes[pre].Len() - Suffixes[suf].Len()
			if left < 1 || pre == 0 && suf == 0 && left == 0 || len(dst) == maxCuts {
				continue
			}
			if shortArticle[pre] && w.L[Prefixes[pre].Len()] != lam {
				continue
			}
			if a := articleAt[pre]; a >= 0 && w.X[a] != alef {
				continue
			}
			dst = append(dst, Cut{pre, suf})
		}
	}
	return dst
}

// shortArticle marks the prefixes whose article is not written at all.
var shortArticle = func() (t [64]bool) {
	for i := range Prefixes {
		n := 0
		for _, p := range Prefixes[i].Parts {
			if p == 0 {
				n++
			}
		}
		t[i] = n > 0
	}
	return t
}()

// articleAt gives where in a prefix the alef of the article stands, -1 where there is none: it has no hamza.
var articleAt = func() (t [64]int) {
	for i := range t {
		t[i] = -1
	}
	for i := range Prefixes {
		form := Prefixes[i].form
		if n := len(form); n >= 2 && form[n-2] == alef && form[n-1] == lam {
			t[i] = n - 2
		}
	}
	return t
}()

func (w *Word) affixesOf(dst []uint8, list []Affix, among []uint8, end bool) []uint8 {
	for _, i := range among {
		form := list[i].form
		if len(form) >= w.N || len(dst) == 24 {
			continue
		}
		at := 0
		if end {
			at = w.N - len(form)
		}
		if string(w.L[at:at+len(form)]) == string(form) {
			dst = append(dst, i)
		}
	}
	return dst
}

// Stem gives the letters between the affixes of a cut.
func (w *Word) Stem(c Cut) []byte {
	return w.L[Prefixes[c.Prefix].Len() : w.N-Suffixes[c.Suffix].Len()]
}

package arabic

import (
	_ "embed"
	"strings"
	"sync"

	"isnad/internal/morph"
)

// Agreement is what a form says of person, gender and number; each is zero where it does not say.
type Agreement struct {
	Person Person
	Gender Gender
	Number Number
}

//go:embed pronouns.tsv
var pronounFile string

// pronouns are the agreements of pronouns.tsv by folded word.
var pronouns = sync.OnceValue(func() map[string]Agreement {
	list := map[string]Agreement{}
	for line := range strings.Lines(pronounFile) {
		if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 4 && line[0] != '#' {
			list[Fold(f[0])] = Agreement{Person(f[1][0] - '0'), genderOf(f[2]), numberOf(f[3])}
		}
	}
	return list
})

func genderOf(s string) Gender {
	switch s {
	case "m":
		return Masculine
	case "f":
		return Feminine
	}
	return 0
}

func numberOf(s string) Number {
	switch s {
	case "s":
		return Singular
	case "d":
		return Dual
	case "p":
		return Plural
	}
	return 0
}

// agreement reads person, gender and number off a word, given its cut and part of speech.
func agreement(w *morph.Word, c morph.Cut, pos POS, folded func() string) Agreement {
	ending, _, _ := strings.Cut(morph.Suffixes[c.Suffix].Name, "+")
	switch pos {
	case Verb:
		return verbAgreement(w, c, ending)
	case Noun, Adjective, Numeral:
		return nounAgreement(w, c, ending, pos)
	case Pronoun:
		return pronouns()[folded()]
	}
	return Agreement{}
}

// verbAgreement tells the perfect, which says it in its ending, from the imperfect, which says it in its first letter. Where both are
// possible («تحدث») the news tense, the perfect, gives the person and the gender stays open.
func verbAgreement(w *morph.Word, c morph.Cut, ending string) Agreement {
	stem := w.Stem(c)
	perfect, imperfect := morph.Words().VerbOf(stem)
	future := strings.HasSuffix(morph.Prefixes[c.Prefix].Name, "س")
	if future || imperfect && !perfect || !perfect && stem[0] == morph.Letter('ي') {
		return imperfectAgreement(stem[0], ending)
	}
	a := perfectAgreement(ending)
	if imperfect && stem[0] == morph.Letter('ت') && ending == "" {
		a.Gender = 0
	}
	return a
}

func perfectAgreement(ending string) Agreement {
	switch ending {
	case "ت":
		return Agreement{Third, Feminine, Singular}
	case "وا", "و":
		return Agreement{Third, Masculine, Plural}
	case "ا":
		return Agreement{Third, Masculine, Dual}
	case "تا":
		return Agreement{Third, Feminine, Dual}
	case "نا":
		return Agreement{Person: First, Number: Plural}
	case "تم":
		return Agreement{Second, Masculine, Plural}
	}
	return Agreement{Third, Masculine, Singular}
}

func imperfectAgreement(first byte, ending string) Agreement {
	a := Agreement{Third, Masculine, Singular}
	switch first {
	case morph.Letter('ت'):
		a.Gender = Feminine
	case morph.Letter('ا'):
		return Agreement{Person: First, Number: Singular}
	case morph.Letter('ن'):
		return Agreement{Person: First, Number: Plural}
	}
	switch ending {
	case "ون", "وا", "و":
		a.Gender, a.Number = Masculine, Plural
	case "ان", "ا":
		a.Number = Dual
	}
	return a
}

// nounAgreement goes by the ending; a bare noun is plural where the lexicon or its pattern says so (مصادر، خبراء).
func nounAgreement(w *morph.Word, c morph.Cut, ending string, pos POS) Agreement {
	a := Agreement{Person: Third, Gender: Masculine, Number: Singular}
	stem := w.Stem(c)
	class := morph.Words().ClassOf(stem)
	hamzaBelow := w.X[morph.Prefixes[c.Prefix].Len()] == morph.Exact('إ')
	switch name := morph.Suffixes[c.Suffix].Name; {
	case strings.HasPrefix(name, "ت+ي") || strings.HasPrefix(name, "ت+ا") || ending == "تا":
		a.Gender, a.Number = Feminine, Dual
	case ending == "ة", ending == "ت":
		a.Gender = Feminine
	case ending == "ات":
		a.Gender, a.Number = Feminine, Plural
	case ending == "ون", ending == "و":
		a.Number = Plural
	case ending == "ين", ending == "ي" && strings.Contains(name, "+"):
		a.Number = Plural
		if class&morph.TakesDual != 0 && class&morph.TakesMasc == 0 {
			a.Number = Dual
		}
	case ending == "ان":
		a.Number = Dual
	case class&morph.BrokenPlural != 0 && pos == Adjective:
		a.Number = Plural
	case class&(morph.Name|morph.Nominal) == 0 && !hamzaBelow && brokenPlural(stem):
		a.Number = Plural
	case class&morph.FeminineForm != 0 && class&morph.Bare == 0:
		a.Gender = Feminine
	}
	return a
}

// brokenPlural knows the patterns that are plurals nearly without exception: مفاعل، مفاعيل and their like (فواعل،
// فعائل), أفعال, فعلاء, أفعلاء.
func brokenPlural(stem []byte) bool {
	is := func(i int, r rune) bool { return stem[i] == morph.Letter(r) }
	switch len(stem) {
	case 5:
		return is(2, 'ا') && !is(0, 'ت') && (is(0, 'م') || is(1, 'و') || is(3, 'ئ')) ||
			is(0, 'ا') && is(3, 'ا') && !is(4, 'ء') && !is(1, 'ت') && !is(1, 'ن') && !is(2, 'ت') ||
			is(3, 'ا') && is(4, 'ء') && !is(0, 'ا')
	case 6:
		return is(2, 'ا') && is(4, 'ي') || is(0, 'ا') && is(4, 'ا') && is(5, 'ء')
	}
	return false
}

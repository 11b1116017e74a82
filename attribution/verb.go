package attribution

import (
	_ "embed"
	"strings"
	"sync"

	"isnad/arabic"
)

//go:embed verbs.tsv
var verbsText string

// frame is a set of ways in which a verb of saying introduces what is said.
type frame uint16

const (
	frameThat  frame = 1 << iota // أن، إن
	frameQuote                   // a colon or quotation marks; every verb has it
	frameNoun                    // a bare object
	frameBi                      // ب
	frameIla                     // إلى
	frameAla                     // على
	frameAn                      // عن
	frameMin                     // من
	frameLi                      // ل
	frameIn                      // the verb needs في: «جاء في البيان»
)

var frameNames = map[string]frame{"that": frameThat, "quote": frameQuote, "noun": frameNoun, "bi": frameBi,
	"ila": frameIla, "ala": frameAla, "an": frameAn, "min": frameMin, "li": frameLi, "in": frameIn}

// verb is one lemma of saying.
type verb struct {
	lemma  string
	act    Act
	frames frame
	weak   frame // frames that make an optional statement at most
}

// form is the shape in which a verb of saying stands.
type form uint8

const (
	perfect form = iota
	imperfect
	participle
	masdar       // «تأكيد»
	masdarSuffix // «تأكيده»
)

// gender and number of a verb form, a mention or an entity; zero is unknown.
type agreement struct{ gender, number byte } // 'm' 'f'; 's' 'd' 'p'

// fits reports whether nothing in the two disagrees. A plural of things agrees with a feminine singular verb.
func (a agreement) fits(b agreement) bool {
	if a.gender == 'f' && a.number == 's' && b.number == 'p' {
		return true
	}
	return (a.gender == 0 || b.gender == 0 || a.gender == b.gender) && (a.number == 0 || b.number == 0 || a.number == b.number)
}

// verbForm is one written form of a verb of saying.
type verbForm struct {
	verb  *verb
	form  form
	agree agreement
}

// verbForms maps a folded form to its readings, those of the earlier lemma in the table first.
var verbForms = sync.OnceValue(func() map[string][]verbForm {
	m := map[string][]verbForm{}
	for lemma, rest := range rows(verbsText) {
		col := strings.Split(rest, "\t")
		v := &verb{lemma: lemma, act: Act(col[0]), frames: frameQuote}
		for _, f := range strings.Fields(col[5]) {
			name, weak := strings.CutSuffix(f, ":weak")
			v.frames |= frameNames[name]
			if weak {
				v.weak |= frameNames[name]
			}
		}
		add := func(s string, f form, gender, number byte) {
			s = arabic.Fold(s)
			m[s] = append(m[s], verbForm{v, f, agreement{gender, number}})
		}
		addPerfect(strings.Fields(col[1]), add)
		addImperfect(col[2], add)
		addParticiple(col[3], add)
		addMasdar(col[4], add)
	}
	return m
})

type addForm func(s string, f form, gender, number byte)

// addPerfect adds he, she, they and both duals. One form given means a regular verb.
func addPerfect(forms []string, add addForm) {
	if len(forms) == 0 {
		return
	}
	he := forms[0]
	she, they := he+"ت", he+"وا"
	if len(forms) == 3 {
		she, they = forms[1], forms[2]
	}
	add(he, perfect, 'm', 's')
	add(she, perfect, 'f', 's')
	add(they, perfect, 'm', 'p')
	add(she+"ا", perfect, 'f', 'd')
	if stem, weak := strings.CutSuffix(they, "وا"); weak && stem != he {
		add(stem+"يا", perfect, 'm', 'd')
	} else {
		add(he+"ا", perfect, 'm', 'd')
	}
}

// addImperfect adds the third persons of a stem without its prefix.
func addImperfect(stem string, add addForm) {
	if stem == "" {
		return
	}
	plural := stem
	for _, weak := range []string{"ي", "و", "ى"} {
		plural = strings.TrimSuffix(plural, weak)
	}
	dual := strings.TrimSuffix(stem, "ى")
	if dual != stem {
		dual += "ي"
	}
	for _, will := range []string{"", "س"} {
		add(will+"ي"+stem, imperfect, 'm', 's')
		add(will+"ت"+stem, imperfect, 'f', 's')
		add(will+"ي"+plural+"ون", imperfect, 'm', 'p')
		add(will+"ي"+dual+"ان", imperfect, 'm', 'd')
		add(will+"ت"+dual+"ان", imperfect, 'f', 'd')
	}
}

// addParticiple adds the accusative participle of all persons.
func addParticiple(he string, add addForm) {
	if he == "" {
		return
	}
	base := strings.TrimSuffix(he, "ا")
	plural := strings.TrimSuffix(base, "ي")
	add(base+"ا", participle, 'm', 's')
	add(base+"ة", participle, 'f', 's')
	add(plural+"ين", participle, 'm', 'p')
	add(base+"تين", participle, 'f', 'd')
	add(base+"ات", participle, 'f', 'p')
}

// addMasdar adds the verbal noun, bare and with the pronoun of its speaker.
func addMasdar(noun string, add addForm) {
	if noun == "" {
		return
	}
	add(noun, masdar, 0, 0)
	base := noun
	if stem, ok := strings.CutSuffix(noun, "ة"); ok {
		base = stem + "ت"
	}
	add(base+"ه", masdarSuffix, 'm', 's')
	add(base+"ها", masdarSuffix, 'f', 's')
	add(base+"هم", masdarSuffix, 'm', 'p')
	add(base+"هما", masdarSuffix, 0, 'd')
}

// lookUp reads a folded word as a form of saying, with a conjunction before it or an object pronoun after it.
func lookUp(fold string) []verbForm {
	forms := verbForms()
	if f, ok := forms[fold]; ok {
		return f
	}
	for _, conjunction := range []string{"و", "ف"} {
		if rest, ok := strings.CutPrefix(fold, conjunction); ok {
			if f, ok := forms[rest]; ok {
				return f
			}
		}
	}
	return nil
}

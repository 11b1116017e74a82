package index

import (
	"isnad/arabic"
	"isnad/names"
)

// MinSound is the shortest sound key by which names are taken for one another, LeastSound the shortest that is kept to look for
// other spellings of one loan name («غوغل» has two sounds).
const (
	MinSound   = 3
	LeastSound = 2
)

// maxName is the longest name, in bytes, that is looked into.
const maxName = 200

// Folded gives a name's words as the analyser folds them, a space between each two.
func Folded(an *arabic.Analyzer, name string) string {
	return string(AppendSurfaces(nil, an.AppendTerms(nil, name)))
}

// EntityKey is under what key an entity is kept: its own, or its folded name where it has none that holds across articles.
func EntityKey(an *arabic.Analyzer, key, name string, kind names.Type) string {
	if key == "" || kind == names.Anonymous { // a key of one article alone would never be met again
		return "name:" + Folded(an, name)
	}
	return key
}

// Spelt is a stem in names with its sound, "" where that is too short to go by.
type Spelt struct{ Sound, Stem string }

func speltAs(t *arabic.Term) Spelt {
	s := Spelt{arabic.SoundKey(t.Surface), Safe(t.Stem)}
	if len(s.Sound) < LeastSound {
		s.Sound = ""
	}
	return s
}

// NameWords gives the words under which a new entity is found by its names, sounds with ~ before them, and its spellings.
func NameWords(an *arabic.Analyzer, name, latin string) (words []string, spelt []Spelt) {
	terms := an.AppendTerms(an.AppendTerms(nil, name), latin)
	for i := range terms {
		words = append(words, Safe(terms[i].Surface))
		s := speltAs(&terms[i])
		if s.Sound == "" || terms[i].Stop {
			continue
		}
		if len(s.Sound) >= MinSound {
			words = append(words, "~"+s.Sound)
		}
		spelt = append(spelt, s)
	}
	return words, spelt
}

// Spellings gives the words of the entity's mentions by name: «نتانياهو» of the entity «بنيامين نتنياهو».
func Spellings(an *arabic.Analyzer, e *names.Entity) (spelt []Spelt) {
	if e.Key == "" || e.Type == names.Anonymous || e.Type == names.Group {
		return nil
	}
	last := e.Name
	for _, m := range e.Mentions {
		if m.How != names.Named || m.Text == last || len(m.Text) > maxName {
			continue
		}
		last = m.Text
		terms := an.AppendTerms(nil, m.Text)
		for i := range terms {
			if !terms[i].Stop {
				spelt = append(spelt, speltAs(&terms[i]))
			}
		}
	}
	return spelt
}

package morph

import (
	_ "embed"
	"sync"
)

// Lexicon is what is known about words from lists: how frequent a form is, and which endings a stem takes.
type Lexicon struct {
	Frequency *Table // of forms: 1 (rare) to 15
	Stems     *Table // of stems: bits of [Class]
	Company   *Table // of folded words in UTF-8: the group of those that keep the same company, from 1 on
}

// Class says what a stem is and which endings it takes, by the lexicon of Camel Morph.
type Class uint16

const (
	Bare      Class = 1 << iota // stands without ending (masculine singular, broken plural)
	TakesFem                    // takes ة
	TakesDual                   // takes ان, ين
	TakesMasc                   // takes ون, ين
	TakesAt                     // takes ات
	Perfect                     // a verb's perfect stem
	Imperfect                   // a verb's imperfect stem, without its first letter
	Name                        // a proper noun
	Adjectival
	Comparative
	Function // particle, preposition, pronoun, conjunction, adverb
	BrokenPlural
	FeminineForm // feminine without a sign, or by it
	Numeral
	Nominal // a noun
	Listed  // in the lists of names (Wikidata, GeoNames)
)

//go:embed frequency.bin
var frequencyFile []byte

//go:embed stems.bin
var stemFile []byte

//go:embed company.bin
var companyFile []byte

// Words is the embedded lexicon.
var Words = sync.OnceValue(func() *Lexicon {
	f, err := OpenTable(frequencyFile)
	if err != nil {
		panic("frequency.bin: " + err.Error())
	}
	s, err := OpenTable(stemFile)
	if err != nil {
		panic("stems.bin: " + err.Error())
	}
	c, err := OpenTable(companyFile)
	if err != nil {
		panic("company.bin: " + err.Error())
	}
	return &Lexicon{Frequency: f, Stems: s, Company: c}
})

// ClassOf gives the classes of a stem, none where it is unknown.
func (l *Lexicon) ClassOf(stem []byte) Class { return Class(l.Stems.Of(stem)) }

// VerbOf reports whether a stem may be a verb's perfect, and a verb's imperfect with its first letter.
func (l *Lexicon) VerbOf(stem []byte) (perfect, imperfect bool) {
	v := view{lexicon: l}
	class, verb := v.classes(stem)
	return class&Perfect != 0, verb != 0
}

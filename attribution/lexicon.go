package attribution

import (
	_ "embed"
	"strings"
	"sync"

	"isnad/arabic"
)

//go:embed words.tsv
var wordsText string

// class is a set of folded words that some rule asks about; words.tsv lists and explains each.
type class map[string]bool

func (c class) has(fold string) bool { return c[fold] }

// lexicon holds the classes by name.
type lexicon struct {
	that, thatHe, thatBlock, adjunct, time, connector, side, relative, negation class
	media, event, office, norm, object, noSpeaker, source, paper, record        class
	feminine, human, preposition, quantity, place,
	homograph, risky, impersonal, pronoun, selfSaid, cueNoun, handing, said, publishing, quoting, carrying, denial, unnaming, resumptive, opener, pointing, was, asking, study, named, letter, occasion, hearer, town, thus, adverb, thing, asFor, goingOn, andThat, honorific, totality, issued, span, counted, team, wishing, receiving, gathered, writing, site, visit, lam, charge, contrast, man, someone class
	tailPhrases [][]string
	tailFirst   class // their first words
}

var lex = sync.OnceValue(func() *lexicon {
	classes := map[string]class{}
	var phrases [][]string
	first := class{}
	for name, rest := range rows(wordsText) {
		if name == "tailphrase" {
			for _, p := range strings.Split(rest, "\t") {
				words := strings.Fields(arabic.Fold(p))
				phrases, first[words[0]] = append(phrases, words), true
			}
			continue
		}
		classes[name] = class{}
		for _, w := range strings.Fields(rest) {
			classes[name][arabic.Fold(w)] = true
		}
	}
	return &lexicon{
		that: classes["that"], thatHe: classes["thathe"], thatBlock: classes["thatblock"], adjunct: classes["adjunct"],
		time: classes["time"], connector: classes["connector"], side: classes["side"], relative: classes["relative"],
		negation: classes["negation"], media: classes["media"], event: classes["event"], office: classes["office"],
		norm: classes["norm"], object: classes["object"], noSpeaker: classes["nospeaker"],
		source: classes["source"], paper: classes["paper"], record: classes["record"],
		place: classes["place"], homograph: classes["homograph"], risky: classes["risky"],
		impersonal: classes["impersonal"], pronoun: classes["pronoun"], selfSaid: classes["selfsaid"], cueNoun: classes["cuenoun"],
		handing: classes["handing"], said: classes["said"], publishing: classes["publishing"], quoting: classes["quoting"], carrying: classes["carrying"], denial: classes["denial"], unnaming: classes["unnaming"],
		resumptive: classes["resumptive"], opener: classes["opener"], adverb: classes["adverb"], pointing: classes["pointing"], was: classes["was"], asking: classes["asking"], study: classes["study"], named: classes["named"], letter: classes["letter"], occasion: classes["occasion"], hearer: classes["hearer"], town: classes["town"], thus: classes["thus"], thing: classes["thing"], asFor: classes["asfor"], goingOn: classes["goingon"], andThat: classes["andthat"], honorific: classes["honorific"], totality: classes["totality"], issued: classes["issued"], wishing: classes["wishing"], receiving: classes["receiving"], gathered: classes["gathered"], writing: classes["writing"], site: classes["site"], visit: classes["visit"], lam: classes["lam"], charge: classes["charge"], contrast: classes["contrast"], man: classes["man"], someone: classes["someone"], team: classes["team"], span: classes["span"], counted: classes["counted"], quantity: classes["quantity"], preposition: classes["preposition"], feminine: classes["feminine"], human: classes["human"], tailPhrases: phrases, tailFirst: first,
	}
})

// rows gives the first column and the rest of every line of an embedded table, in order; comments and empty lines are
// left out.
func rows(table string) func(yield func(string, string) bool) {
	return func(yield func(string, string) bool) {
		for line := range strings.Lines(table) {
			line = strings.TrimRight(line, "\n")
			if line == "" || line[0] == '#' {
				continue
			}
			first, rest, _ := strings.Cut(line, "\t")
			if !yield(first, rest) {
				return
			}
		}
	}
}

func prepositions() class { return lex().preposition }

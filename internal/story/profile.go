package story

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"isnad"
	"isnad/arabic"
	"isnad/dates"
	"isnad/names"
)

// Profile is what is compared of an article: made once, outside any lock.
type Profile struct {
	ID  string
	Day dates.Day

	shingles []uint32   // sorted, each once
	terms    []weighted // sorted by term, of length 1
	heavy    []uint32   // the weightiest of the terms, the weightiest first
	title    []weighted // of the title alone, sorted by term, of length 1
	lead     []weighted // of the title and the first words, in the same form
	phrases  []weighted // pairs of words that stand side by side, in the same form
	words    []word     // the weightiest, as written, for reasons
	people   []name     // people and organisations, sorted by key
	places   []name
	who      []weighted // people, by the rarity of their names, of length 1
	said     []utterance
}

// weighted is a stem, by its hash, with how much it says of the article.
type weighted struct {
	term   uint32
	weight float32
}

// word is a telling word as the article writes it.
type word struct {
	term uint32
	text string
}

// name is somebody or some place the article names.
type name struct {
	key, text string
	title     bool // named in the title
	count     int
	span      arabic.Span // where it is first named
}

// shingleWords is how many words a shingle has; on stems three find lightly edited copies that five miss (pairwise F1 .972 to .954 on the dev set).
const shingleWords = 3

// titleWeight is how much more a word says in the title than in the text.
const titleWeight = 3

// reasonWords is how many telling words a profile keeps as written.
const reasonWords = 24

// NewProfile makes the profile of an annotated article from the analyser's terms.
func NewProfile(a *isnad.Article, t isnad.Terms) *Profile {
	p := &Profile{ID: a.ID, Day: a.Day()}
	text := a.Text()
	p.shingles = shingles(body(text, t.Text))
	p.terms = weigh(t.Title, t.Text)
	p.heavy = heavyOf(p.terms)
	p.title = weigh(t.Title, nil)
	p.lead = weigh(t.Title, t.Text[:min(leadWords, len(t.Text))])
	p.phrases = weighPhrases(t.Title, t.Text)
	p.words = tellingWords(p, a.Title, text, t)
	p.people = namesOf(a, names.Person, names.Organisation)
	p.places = namesOf(a, names.Place)
	p.who = weighNames(p.people, t)
	p.said = utterances(a, t)
	return p
}

// namesOf gives the entities of the types that are named, by key.
func namesOf(a *isnad.Article, kinds ...names.Type) []name {
	var out []name
	for i := range a.Entities {
		e := &a.Entities[i]
		if !slices.Contains(kinds, e.Type) || e.Name == "" || len(e.Mentions) == 0 {
			continue
		}
		n := name{key: e.Key, text: e.Name, count: len(e.Mentions), span: e.Mentions[0].Span}
		if n.key == "" || strings.HasPrefix(n.key, localKey) {
			n.key = "name:" + arabic.Fold(e.Name)
		}
		for _, m := range e.Mentions {
			n.title = n.title || m.Field == arabic.Title
		}
		out = append(out, n)
	}
	slices.SortStableFunc(out, func(a, b name) int { return cmp.Compare(a.key, b.key) })
	return slices.CompactFunc(out, func(a, b name) bool { return a.key == b.key })
}

// weighNames makes of names what cosine compares: each by how rare the words are by which it is first named.
func weighNames(list []name, t isnad.Terms) []weighted {
	out := make([]weighted, 0, len(list))
	for _, n := range list {
		sum, words := 0.0, 0.0
		terms, _ := t.In(n.span)
		for _, t := range terms {
			if !t.Stop {
				sum, words = sum+rarity(t.Stem), words+1
			}
		}
		if words > 0 {
			out = append(out, weighted{hashWord(n.key), float32(sum / words)})
		}
	}
	slices.SortFunc(out, func(a, b weighted) int { return cmp.Or(cmp.Compare(a.term, b.term), cmp.Compare(b.weight, a.weight)) })
	return normal(slices.CompactFunc(out, func(a, b weighted) bool { return a.term == b.term }))
}

// tellingWords gives the weightiest words in the form in which the article first has them.
func tellingWords(p *Profile, title, text string, t isnad.Terms) []word {
	best := map[uint32]bool{}
	for _, term := range p.heavy[:min(len(p.heavy), reasonWords)] {
		best[term] = true
	}
	var out []word
	take := func(text string, terms []arabic.Term) {
		for _, t := range terms {
			if h := hashWord(t.Stem); best[h] {
				delete(best, h)
				out = append(out, word{h, text[t.Start:t.End]})
			}
		}
	}
	take(title, t.Title)
	take(text, t.Text)
	slices.SortFunc(out, func(a, b word) int { return cmp.Compare(a.term, b.term) })
	return out
}

// body gives the stems of the text without its dateline: the first words up to a colon, dash or closing bracket name the
// place and the outlet, in which copies differ.
func body(text string, terms []arabic.Term) []string {
	skip := datelineEnd(text)
	words := make([]string, 0, len(terms))
	for _, t := range terms {
		if t.Start >= skip {
			words = append(words, t.Stem)
		}
	}
	return words
}

// datelineBytes is how far into a text its dateline may reach.
const datelineBytes = 90

// datelineEnd gives the byte after a dateline, 0 where there is none.
func datelineEnd(text string) int {
	head := text
	if len(head) > datelineBytes {
		head = head[:datelineBytes]
	}
	end := 0
	for i, r := range head {
		switch r {
		case '.', '،', '«', '"':
			return end
		case ':', '-', '–', '—', ')', '\n':
			end = i + 1
		}
	}
	return end
}

// shingles hashes every run of words; a text too short for one run is one shingle.
func shingles(words []string) []uint32 {
	out := make([]uint32, 0, len(words))
	for i := 0; i+shingleWords <= len(words); i++ {
		out = append(out, hashWords(words[i:i+shingleWords]))
	}
	if len(out) == 0 && len(words) > 0 {
		out = append(out, hashWords(words))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// hashWords is FNV-1a over the words, so that every run and machine agrees.
func hashWords(words []string) uint32 {
	h := uint64(14695981039346656037)
	for _, w := range words {
		for i := range len(w) {
			h = (h ^ uint64(w[i])) * 1099511628211
		}
		h = (h ^ ' ') * 1099511628211
	}
	return uint32(h ^ h>>32)
}

func hashWord(w string) uint32 { return hashWords([]string{w}) }

// leadWords is how many words of the text count as its lead, and each of them twice: news says first what happened.
const leadWords = 60

// weigh counts stems, the title's and the lead's more, damped by a logarithm, made rarer words more by the table of
// rarity, and brought to length 1.
func weigh(title, text []arabic.Term) []weighted {
	counts := map[string]float64{}
	for _, t := range title {
		if !t.Stop {
			counts[t.Stem] += titleWeight
		}
	}
	for i, t := range text {
		switch {
		case t.Stop:
		case i < leadWords:
			counts[t.Stem] += 2
		default:
			counts[t.Stem]++
		}
	}
	out := make([]weighted, 0, len(counts))
	for term, n := range counts {
		out = append(out, weighted{hashWord(term), float32((1 + math.Log(n)) * rarity(term))})
	}
	slices.SortFunc(out, func(a, b weighted) int { return cmp.Or(cmp.Compare(a.term, b.term), cmp.Compare(b.weight, a.weight)) })
	return normal(slices.CompactFunc(out, func(a, b weighted) bool { return a.term == b.term }))
}

// titlePhrase is how much more a phrase says in the title than in the text.
const titlePhrase = 1.5

// weighPhrases gives every pair of telling words that no stop word parts, by the rarity of both, each once and brought to length 1:
// «مطار صنعاء» tells an event apart where the two words alone do not.
func weighPhrases(title, text []arabic.Term) []weighted {
	out := make([]weighted, 0, len(title)+len(text))
	take := func(terms []arabic.Term, weight float64) {
		before := 0.0 // the rarity of the word before, where that is a telling one
		for i := range terms {
			if terms[i].Stop {
				before = 0
				continue
			}
			rare := rarity(terms[i].Stem)
			if before > 0 {
				out = append(out, weighted{hashWords([]string{terms[i-1].Stem, terms[i].Stem}), float32(weight * (before + rare))})
			}
			before = rare
		}
	}
	take(title, titlePhrase)
	take(text, 1)
	slices.SortFunc(out, func(a, b weighted) int { return cmp.Or(cmp.Compare(a.term, b.term), cmp.Compare(b.weight, a.weight)) })
	return normal(slices.CompactFunc(out, func(a, b weighted) bool { return a.term == b.term }))
}

// normal divides by the length, so that a dot product is a cosine.
func normal(v []weighted) []weighted {
	sum := 0.0
	for _, w := range v {
		sum += float64(w.weight) * float64(w.weight)
	}
	if sum == 0 {
		return v
	}
	length := float32(math.Sqrt(sum))
	for i := range v {
		v[i].weight /= length
	}
	return v
}

// cosine is how alike two lists of terms are, 0 to 1.
func cosine(a, b []weighted) float64 {
	dot := 0.0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].term == b[0].term:
			dot += float64(a[0].weight) * float64(b[0].weight)
			a, b = a[1:], b[1:]
		case a[0].term < b[0].term:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return dot
}

// sharedWords gives up to n telling words that both articles have, as p writes them, the weightiest first.
func (p *Profile) sharedWords(q *Profile, n int) []string {
	var out []word
	for _, w := range p.words {
		if _, ok := slices.BinarySearchFunc(q.words, w.term, func(v word, term uint32) int { return cmp.Compare(v.term, term) }); ok {
			out = append(out, w)
		}
	}
	slices.SortStableFunc(out, func(a, b word) int { return cmp.Compare(p.weight(b.term), p.weight(a.term)) })
	var words []string
	for _, w := range out[:min(n, len(out))] {
		words = append(words, w.text)
	}
	return words
}

func (p *Profile) weight(term uint32) float32 {
	i, ok := slices.BinarySearchFunc(p.terms, term, func(w weighted, term uint32) int { return cmp.Compare(w.term, term) })
	if !ok {
		return 0
	}
	return p.terms[i].weight
}

// sharedPeople gives up to three people or organisations that both name.
func (p *Profile) sharedPeople(q *Profile) []string { return sharedNames(p.people, q.people) }

// sharedPlaces gives up to three places that both name.
func (p *Profile) sharedPlaces(q *Profile) []string { return sharedNames(p.places, q.places) }

func sharedNames(a, b []name) []string {
	var both []name
	for _, n := range a {
		if _, ok := findName(b, n.key); ok {
			both = append(both, n)
		}
	}
	slices.SortStableFunc(both, func(a, b name) int { return cmp.Compare(b.count, a.count) })
	var out []string
	for _, n := range both[:min(3, len(both))] {
		out = append(out, n.text)
	}
	return out
}

func findName(list []name, key string) (int, bool) {
	return slices.BinarySearchFunc(list, key, func(n name, key string) int { return cmp.Compare(n.key, key) })
}

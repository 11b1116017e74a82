package story

import (
	"math"
	"slices"
	"strings"

	"isnad/arabic"
)

// phraseKey names a phrase by the numbers of its stems, 0 behind its end.
type phraseKey [longestPhrase]int32

// phrases are the candidates of one article. A stem has a number, so that a phrase is found without writing it down.
type phrases struct {
	numbers map[string]int32
	worths  []stemWorth  // by number
	single  []*candidate // phrases of one word, by number
	longer  map[phraseKey]*candidate
	list    []*candidate
	room    []candidate // where the next ones lie: one allocation for many
}

// newPhrases gives room for the phrases of so many words.
func newPhrases(words int) *phrases {
	return &phrases{numbers: make(map[string]int32, words/2+1), worths: make([]stemWorth, 1, words/2+1), single: make([]*candidate, 1, words/2+1),
		longer: make(map[phraseKey]*candidate, words), list: make([]*candidate, 0, 2*words)}
}

// number gives a stem's number, from 1.
func (f *phrases) number(stem string) int32 {
	n, ok := f.numbers[stem]
	if !ok {
		n = int32(len(f.worths))
		f.numbers[stem] = n
		f.worths, f.single = append(f.worths, worthOf(stem)), append(f.single, nil)
	}
	return n
}

// find gives the phrase, nil where it was not met yet.
func (f *phrases) find(key phraseKey) *candidate {
	if key[1] == 0 {
		return f.single[key[0]]
	}
	return f.longer[key]
}

// gather collects every run of up to four words that no mark parts and no stop word begins or ends.
func (f *phrases) gather(text string, terms []arabic.Term, title bool) {
	stems, worth, numbers := make([]string, len(terms)), make([]stemWorth, len(terms)), make([]int32, len(terms))
	for i := range terms {
		if !terms[i].Stop {
			stems[i], numbers[i] = terms[i].Stem, f.number(terms[i].Stem)
			worth[i] = f.worths[numbers[i]]
		}
	}
	for i := range terms {
		var key phraseKey
		var shorter *candidate // the phrase without its last word
		for j := i; j < len(terms) && j < i+longestPhrase; j++ {
			if terms[j].Stop || j > i && (conjoined(terms[j]) || strings.TrimSpace(text[terms[j-1].End:terms[j].Start]) != "") {
				break
			}
			key[j-i] = numbers[j]
			c := f.find(key)
			if c == nil {
				c = f.add(key, candidate{stems: stems[i : j+1], worth: worth[i : j+1], first: i})
			}
			if j > i {
				c.within(f.find(phraseKey{key[1], key[2], key[3]}))
				c.within(shorter)
			}
			shorter = c
			c.count++
			c.title = c.title || title
			c.spelt(spaced(text[terms[i].Start:terms[j].End]))
		}
	}
}

func (f *phrases) add(key phraseKey, c candidate) *candidate {
	if len(f.room) == cap(f.room) {
		f.room = make([]candidate, 0, 128)
	}
	f.room = append(f.room, c)
	p := &f.room[len(f.room)-1]
	f.list = append(f.list, p)
	if key[1] == 0 {
		f.single[key[0]] = p
	} else {
		f.longer[key] = p
	}
	return p
}

// within notes that the phrase holds the shorter one, if there is such.
func (c *candidate) within(shorter *candidate) {
	if shorter != nil && !slices.Contains(shorter.longer, c) {
		shorter.longer = append(shorter.longer, c)
	}
}

// conjoined reports whether the word begins with «و» as a conjunction: it begins another phrase.
func conjoined(t arabic.Term) bool {
	return strings.HasPrefix(t.Surface, "و") && !strings.HasPrefix(t.Stem, "و") && len(t.Surface) > len("و")
}

// What makes a phrase cohesive, and how readily editors take one then.
const (
	cohesiveCount   = 3
	cohesiveShare   = .7
	cohesiveKeyness = .12
)

// cohesive reports whether the phrase is met often, and its rarest word seldom without it.
func (f *phrases) cohesive(c *candidate) bool {
	if len(c.stems) < 2 || c.count < cohesiveCount {
		return false
	}
	fewest := math.MaxInt
	for _, s := range c.stems {
		if o := f.single[f.numbers[s]]; o != nil {
			fewest = min(fewest, o.count)
		}
	}
	return float64(c.count) >= cohesiveShare*float64(fewest)
}

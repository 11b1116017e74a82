package story

import (
	"math"
	"slices"
	"strings"
	"sync"

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
	rooms   [][]candidate // where they lie, some hundred together
	stems   []string      // of the words, field after field
	worth   []stemWorth   // of the words
	of      []int32       // the words' numbers
}

// roomy keeps what articles' phrases lay in, for the next article: it is most of what choosing keywords allocates.
var roomy = sync.Pool{New: func() any {
	return &phrases{numbers: map[string]int32{}, longer: map[phraseKey]*candidate{}}
}}

// mostRoom is how many candidates are kept room for; a book's are not.
const mostRoom = 8192

// newPhrases gives room for the phrases of so many words, to be given back with close.
func newPhrases(words int) *phrases {
	f := roomy.Get().(*phrases)
	f.worths, f.single, f.list = append(f.worths[:0], stemWorth{}), append(f.single[:0], nil), f.list[:0]
	f.stems, f.worth, f.of = slices.Grow(f.stems[:0], words), slices.Grow(f.worth[:0], words), slices.Grow(f.of[:0], words)
	return f
}

// close gives the room back; the candidates must not be used any more.
func (f *phrases) close() {
	if len(f.list) > mostRoom {
		return
	}
	clear(f.numbers)
	clear(f.longer)
	clear(f.single)
	clear(f.stems)
	roomy.Put(f)
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
	from := len(f.of)
	for i := range terms {
		if terms[i].Stop {
			f.stems, f.of, f.worth = append(f.stems, ""), append(f.of, 0), append(f.worth, stemWorth{})
			continue
		}
		n := f.number(terms[i].Stem)
		f.stems, f.of, f.worth = append(f.stems, terms[i].Stem), append(f.of, n), append(f.worth, f.worths[n])
	}
	stems, worth, numbers := f.stems[from:], f.worth[from:], f.of[from:]
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

// roomSize is how many candidates lie together.
const roomSize = 256

func (f *phrases) add(key phraseKey, c candidate) *candidate {
	n := len(f.list)
	if n/roomSize == len(f.rooms) {
		f.rooms = append(f.rooms, make([]candidate, roomSize))
	}
	p := &f.rooms[n/roomSize][n%roomSize]
	c.longer, c.forms = p.longer[:0], p.forms[:0]
	*p = c
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

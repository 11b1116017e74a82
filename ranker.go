package isnad

import (
	"strings"

	"isnad/arabic"
)

// Expectation is what a question asks for, where its interrogative tells.
type Expectation string

const (
	ExpectNumber Expectation = "number" // «كم»
	ExpectDay    Expectation = "day"    // «متى»
)

// Asked is one word of a query with what a [Ranker] must know of it.
type Asked struct {
	Surface      string
	Stems        []string // its own, then those that count as the same word
	Stop         bool
	Sure         bool // every text to be ranked holds one of the stems: no kin is looked for
	AmongStems   int  // texts that hold one of the stems; not looked at for a stop word
	AmongSurface int  // texts that hold the word as written
}

// Ranker scores texts for one query by the whole rule of this file's constants. It keeps what it learns of the words that it meets,
// so it is not safe for use by several goroutines at once.
type Ranker struct {
	texts    int
	mean     float64
	expect   Expectation
	words    []askedWord
	pairs    map[[2]int]float64 // weight by the two words
	surfaces map[string]int     // to the place in counts
	weights  []float64          // of the surfaces
	known    map[string]stemKnown
	wantsKin bool
	may      letterMask // of the surfaces and stems asked for
	state    ranking
}

// letterMask tells of most words that they are none of a few, without a lookup: by length and three of their bytes.
type letterMask [4]uint64

func maskBit(word string) (int, uint64) {
	n := len(word)
	if n == 0 {
		return 0, 1
	}
	h := uint8(n*37) ^ word[n-1]*29 ^ word[n/2]*113 ^ word[min(1, n-1)]*53
	return int(h >> 6), 1 << (h & 63)
}

func (m *letterMask) add(word string) {
	i, bit := maskBit(word)
	m[i] |= bit
}

func (m *letterMask) has(word string) bool {
	i, bit := maskBit(word)
	return m[i]&bit != 0
}

type askedWord struct {
	rarity   float64
	trigrams trigrams
	sure     bool
}

// stemKnown is what a stem is to the query: one of its words (-1 none), or kin of some.
type stemKnown struct {
	word int
	kin  []kin
}

type kin struct {
	word     int
	likeness float64
}

// ranking is what is counted in one text.
type ranking struct {
	surfaces []int
	stems    []int
	first    []int // the lead step of each word
	kin      []float64
	pairs    map[[2]int]int
	places   []place // of words asked for, in order
	wanted   []int   // positions of what the question expects
	length   int
}

type place struct{ word, position int }

// NewRanker makes a ranker for the words, in the order of the query, over so many texts of mean terms (stop words left out).
func NewRanker(asked []Asked, expect Expectation, texts int, mean float64) *Ranker {
	r := &Ranker{texts: texts, mean: mean, expect: expect, pairs: map[[2]int]float64{}, surfaces: map[string]int{}, known: map[string]stemKnown{}}
	last := -1
	for i := range asked {
		a := &asked[i]
		if _, ok := r.surfaces[a.Surface]; !ok {
			weight := SurfaceWeight
			if a.Stop {
				weight = FunctionWeight
			}
			r.surfaces[a.Surface] = len(r.weights)
			r.may.add(a.Surface)
			r.weights = append(r.weights, weight*Rarity(a.AmongSurface, texts))
		}
		if a.Stop || len(a.Stems) == 0 {
			last = -1
			continue
		}
		word := r.word(a)
		if last >= 0 && last != word {
			r.pairs[[2]int{last, word}] = PairWeight * max(r.words[last].rarity, r.words[word].rarity)
		}
		last = word
	}
	r.state = ranking{surfaces: make([]int, len(r.weights)), stems: make([]int, len(r.words)), first: make([]int, len(r.words)),
		kin: make([]float64, len(r.words)), pairs: map[[2]int]int{}}
	return r
}

// word gives the place of the asked word among the words, which an earlier word of the same stem has taken.
func (r *Ranker) word(a *Asked) int {
	if k, ok := r.known[a.Stems[0]]; ok {
		return k.word
	}
	at := len(r.words)
	r.wantsKin = r.wantsKin || !a.Sure
	r.words = append(r.words, askedWord{Rarity(a.AmongStems, r.texts), trigramsOf(a.Stems[0]), a.Sure})
	for _, s := range a.Stems {
		if _, ok := r.known[s]; !ok {
			r.known[s] = stemKnown{word: at}
			r.may.add(s)
		}
	}
	return at
}

// Score gives what a text is worth.
func (r *Ranker) Score(t Terms) float64 {
	r.state.clear()
	r.count(t.Title, TitleWeight, true)
	r.count(t.Text, 1, false)
	total := 0.0
	for i := range r.words {
		total += r.wordScore(i)
	}
	for i, n := range r.state.surfaces {
		total += r.weights[i] * r.share(float64(n))
	}
	return total + r.pairScore() + ExpectWeight*r.expected()
}

func (s *ranking) clear() {
	clear(s.surfaces)
	clear(s.stems)
	clear(s.kin)
	clear(s.pairs)
	for i := range s.first {
		s.first[i] = LeadSteps - 1
	}
	s.places, s.wanted, s.length = s.places[:0], s.wanted[:0], 0
}

func (r *Ranker) wordScore(i int) float64 {
	rarity := r.words[i].rarity
	if n := r.state.stems[i]; n > 0 {
		return rarity * (StemWeight*r.share(float64(min(n, MaxCount))) + LeadWeight*Lead(r.state.first[i]))
	}
	return KinWeight * rarity * r.share(r.state.kin[i])
}

// pairScore adds up in the order of the words, so that equal texts have equal scores to the last bit.
func (r *Ranker) pairScore() (total float64) {
	if len(r.state.pairs) == 0 {
		return 0
	}
	for i := range r.words {
		for j := range r.words {
			if n := r.state.pairs[[2]int{i, j}]; n > 0 {
				total += r.pairs[[2]int{i, j}] * r.share(float64(n))
			}
		}
	}
	return total
}

// share is BM25's term part without rarity.
func (r *Ranker) share(n float64) float64 {
	if n == 0 {
		return 0
	}
	return n * (Saturation + 1) / (n + Saturation*(1-LengthShare+LengthShare*float64(r.state.length)/r.mean))
}

// count counts the terms of one field.
func (r *Ranker) count(terms []arabic.Term, weight int, title bool) {
	s, last := &r.state, -1
	for i := range terms {
		t := &terms[i]
		if r.may.has(t.Surface) {
			if at, ok := r.surfaces[t.Surface]; ok {
				s.surfaces[at] += weight
			}
		}
		if t.Stop {
			last = -1
			continue
		}
		s.length++
		k := stemKnown{word: -1}
		if r.wantsKin || r.may.has(t.Stem) {
			k = r.knownOrMet(t.Stem)
		}
		for _, kin := range k.kin {
			s.kin[kin.word] += float64(weight) * kin.likeness
		}
		if k.word >= 0 {
			r.countWord(k.word, last, weight, t.Position, title)
		}
		last = k.word
		if !title && r.wants(t.Surface) {
			s.wanted = append(s.wanted, t.Position)
		}
	}
}

func (r *Ranker) countWord(word, last, weight, position int, title bool) {
	s := &r.state
	s.stems[word] += weight
	if title {
		s.first[word] = 0
	} else {
		s.first[word] = min(s.first[word], LeadStep(position))
		s.places = append(s.places, place{word, position})
	}
	if pair := [2]int{last, word}; last >= 0 && r.pairs[pair] > 0 {
		s.pairs[pair] += weight
	}
}

func (r *Ranker) knownOrMet(stem string) stemKnown {
	if k, ok := r.known[stem]; ok {
		return k
	}
	return r.meet(stem)
}

// meet looks at a stem that no word of the query has.
func (r *Ranker) meet(stem string) stemKnown {
	k := stemKnown{word: -1}
	if r.wantsKin {
		own := trigramsOf(stem)
		for i := range r.words {
			if w := &r.words[i]; !w.sure {
				if l := w.trigrams.likeness(&own); l > LeastKinship {
					k.kin = append(k.kin, kin{i, l})
				}
			}
		}
	}
	r.known[stem] = k
	return k
}

// wants reports whether a word is of the kind that the question expects.
func (r *Ranker) wants(surface string) bool {
	if r.expect == "" || surface == "" || surface[0] < '0' || surface[0] > '9' {
		return false
	}
	return r.expect == ExpectNumber || isYear(surface) || strings.ContainsAny(surface, "/-")
}

func isYear(s string) bool { return len(s) == 4 && (s[0] == '1' || s[0] == '2') }

// expected gives the rarities of the words that stand near one and the same thing expected, the most there are.
func (r *Ranker) expected() (best float64) {
	from := 0
	for _, at := range r.state.wanted {
		for from < len(r.state.places) && r.state.places[from].position < at-Near {
			from++
		}
		sum, seen := 0.0, uint64(0)
		for _, p := range r.state.places[from:] {
			if p.position > at+Near {
				break
			}
			if bit := uint64(1) << min(p.word, 63); seen&bit == 0 {
				seen |= bit
				sum += r.words[p.word].rarity
			}
		}
		best = max(best, sum)
	}
	return best
}

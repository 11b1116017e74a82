package bench

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"isnad"
	"isnad/arabic"
	"isnad/dates"
)

// class is a kind of query; make gives one, always another.
type class struct {
	name string
	make func() ask
}

// ask is one query and what is asked by it.
type ask struct {
	query      isnad.Query
	facet      isnad.FacetField // counts instead of results, where set
	statements bool
}

// vocabulary is the words of the sentences by how many of them hold each.
type vocabulary struct {
	g      *Generator
	random *rand.Rand
	share  map[string]float64 // of sentences that hold the stem
	common []arabic.Term      // the commonest 40
	rare   []arabic.Term      // in 2 to 20 of the sentences
	middle []arabic.Term      // in .05 to 1 % of the sentences
}

func newVocabulary(g *Generator, seed uint64) *vocabulary {
	v := &vocabulary{g: g, random: rand.New(rand.NewPCG(seed, 2)), share: map[string]float64{}}
	count, sample := map[string]int{}, map[string]arabic.Term{}
	for _, s := range g.sentences {
		seen := map[string]bool{}
		for _, t := range s.terms {
			if !t.Stop && !seen[t.Stem] {
				seen[t.Stem], sample[t.Stem] = true, t
				count[t.Stem]++
			}
		}
	}
	stems := make([]string, 0, len(count))
	for s, n := range count {
		stems = append(stems, s)
		v.share[s] = float64(n) / float64(len(g.sentences))
	}
	slices.SortFunc(stems, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	for i, s := range stems {
		n := count[s]
		switch {
		case i < 40:
			v.common = append(v.common, sample[s])
		case n >= 2 && n <= 20:
			v.rare = append(v.rare, sample[s])
		case v.share[s] >= .0005 && v.share[s] <= .01:
			v.middle = append(v.middle, sample[s])
		}
	}
	return v
}

func (v *vocabulary) pick(terms []arabic.Term) arabic.Term { return terms[v.random.IntN(len(terms))] }

func word(t arabic.Term) isnad.Clause {
	return isnad.Clause{Kind: isnad.WordClause, Text: t.Surface, Terms: []isnad.ClauseTerm{{Surface: t.Surface, Stem: t.Stem}}}
}

func words(terms ...arabic.Term) ask {
	var q isnad.Query
	for _, t := range terms {
		q.Clauses = append(q.Clauses, word(t))
	}
	return ask{query: q}
}

// near gives n different words of one sentence, stop words left out, as people ask for things that go together.
func (v *vocabulary) near(n int) []arabic.Term {
	for {
		s := v.g.sentences[v.random.IntN(len(v.g.sentences))]
		var out []arabic.Term
		for _, i := range v.random.Perm(len(s.terms)) {
			t := s.terms[i]
			if !t.Stop && !slices.ContainsFunc(out, func(o arabic.Term) bool { return o.Stem == t.Stem }) {
				out = append(out, t)
			}
			if len(out) == n {
				return out
			}
		}
	}
}

// phrase gives n words side by side.
func (v *vocabulary) phrase(n int) isnad.Clause {
	s := v.g.sentences[v.random.IntN(len(v.g.sentences))]
	at := v.random.IntN(len(s.terms) - n + 1)
	c := isnad.Clause{Kind: isnad.PhraseClause}
	for _, t := range s.terms[at : at+n] {
		c.Terms = append(c.Terms, isnad.ClauseTerm{Surface: t.Surface, Stem: t.Stem})
	}
	return c
}

func (a ask) with(change func(*isnad.Query)) ask {
	change(&a.query)
	return a
}

// classes are those of the design's table of times, and some that are harder.
func (v *vocabulary) classes() []class { return append(v.wordClasses(), v.filterClasses()...) }

// wordClasses ask for words, phrases and beginnings of words.
func (v *vocabulary) wordClasses() []class {
	newest := func(q *isnad.Query) { q.Order = isnad.NewestFirst }
	ranked := func(q *isnad.Query) { q.Ranked = true }
	return []class{
		{"rare term", func() ask { return words(v.pick(v.rare)) }},
		{"common term, best", func() ask { return words(v.pick(v.common)) }},
		{"common term, newest", func() ask { return words(v.pick(v.common)).with(newest) }},
		{"two terms", func() ask { return words(v.near(2)...) }},
		{"three terms", func() ask { return words(v.near(3)...) }},
		{"two common terms", func() ask { return words(v.pick(v.common), v.pick(v.common)) }},
		{"common and rare term", func() ask { return words(v.pick(v.common), v.pick(v.rare)) }},
		{"any of four", func() ask { return words(v.near(4)...).with(ranked) }},
		{"any of ten", func() ask { return words(append(v.near(5), v.near(5)...)...).with(ranked) }},
		{"any of four common", func() ask {
			return words(v.pick(v.common), v.pick(v.common), v.pick(v.common), v.pick(v.common)).with(ranked)
		}},
		{"phrase of two", func() ask { return ask{query: isnad.Query{Clauses: []isnad.Clause{v.phrase(2)}}} }},
		{"phrase of three", func() ask { return ask{query: isnad.Query{Clauses: []isnad.Clause{v.phrase(3)}}} }},
		{"phrase and common term", func() ask {
			return ask{query: isnad.Query{Clauses: []isnad.Clause{v.phrase(2), word(v.pick(v.common))}}}
		}},
		{"prefix", func() ask {
			t := v.pick(v.middle)
			r := []rune(t.Surface)
			t.Surface = string(r[:min(4, len(r))])
			c := word(t)
			c.Kind = isnad.PrefixClause
			return ask{query: isnad.Query{Clauses: []isnad.Clause{c}}}
		}},
	}
}

// filterClasses ask with conditions, for statements, and for counts.
func (v *vocabulary) filterClasses() []class {
	sourceYear := func(q *isnad.Query) {
		year := v.g.first.Year + v.random.IntN(Days/365)
		q.Sources = []string{OutletName(v.random.IntN(8))}
		q.Since, q.Until = dates.Day{Year: year, Month: 1, Day: 1}, dates.Day{Year: year, Month: 12, Day: 31}
	}
	return []class{
		{"term, source, year", func() ask { return words(v.pick(v.middle)).with(sourceYear) }},
		{"common term, source, year", func() ask { return words(v.pick(v.common)).with(sourceYear) }},
		{"term without another", func() ask {
			return words(v.pick(v.middle)).with(func(q *isnad.Query) { q.Exclude = []isnad.Clause{word(v.pick(v.common))} })
		}},
		{"speaker", func() ask { return ask{query: isnad.Query{Speakers: []string{SpeakerName(v.random.IntN(500))}}} }},
		{"statements of a speaker", func() ask {
			return ask{query: isnad.Query{Speakers: []string{SpeakerName(v.random.IntN(500))}}, statements: true}
		}},
		{"statements with two words", func() ask {
			a := words(v.near(2)...)
			a.statements = true
			return a
		}},
		{"facet by source, common term", func() ask {
			a := words(v.pick(v.common))
			a.facet = isnad.BySource
			return a
		}},
		{"facet by month, two terms", func() ask {
			a := words(v.near(2)...)
			a.facet = isnad.ByMonth
			return a
		}},
	}
}

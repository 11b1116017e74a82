package storetest

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"isnad"
	"isnad/arabic"
)

// testOracle compares ranks with isnad's rule of ranking computed by brute force over all articles. An engine counts an
// occurrence in the title as TitleWeight, at most 15 of one stem, takes the rarer word's frequency for that of a pair, and
// may rank only the best by stems by the whole rule: so places are compared with a little tolerance, scores with none.
func testOracle(t *testing.T, e Engine) {
	random := rand.New(rand.NewPCG(7, 7))
	vocabulary := strings.Fields(`ميناء سفينة قطار وزير مدينة جسر مدرسة كتاب شاعر حديقة مطر ثلج سوق تاجر ذهب فضة قمح زيتون بحر جبل صحراء قافلة
		جمل حصان طبيب مستشفى دواء مهندس مصنع عامل نقابة إضراب ميزانية ضريبة برلمان قانون محكمة قاض شرطة حريق`)
	var articles []*isnad.Article
	for i, id := range ids(300) {
		word := func() string { // the first words of the vocabulary are much commoner than the last
			return vocabulary[int(float64(len(vocabulary))*math.Pow(random.Float64(), 2.5))]
		}
		text := make([]string, 5+random.IntN(60))
		for j := range text {
			text[j] = word()
		}
		articles = append(articles, article(t, id, day(t, "2024-01-01").Add(i%50).String(), word()+" "+word(), strings.Join(text, " ")))
	}
	put(t, e, articles...)
	o := newOracle(articles)
	for range 60 {
		var words []string
		for range 1 + random.IntN(4) {
			if w := vocabulary[random.IntN(len(vocabulary))]; !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
		for _, q := range []isnad.Query{all(strings.Join(words, " ")), ranked(strings.Join(words, " "))} {
			q.Limit = 20
			t.Run(fmt.Sprint(words, q.Ranked), func(t *testing.T) { o.compare(t, search(t, e, q), q) })
		}
	}
}

// oracle is a whole archive in memory. Its terms are stems, words as written with a + before them, and pairs of stems with a
// space between.
type oracle struct {
	bags    map[string]map[string]int // article, term, frequency
	length  map[string]int
	df      map[string]int
	average float64
}

func newOracle(articles []*isnad.Article) *oracle {
	o := &oracle{bags: map[string]map[string]int{}, length: map[string]int{}, df: map[string]int{}}
	for _, a := range articles {
		t, bag := isnad.TermsOf(a), map[string]int{}
		o.length[a.ID] = count(bag, t.Title, isnad.TitleWeight) + count(bag, t.Text, 1)
		for term := range bag {
			o.df[term]++
		}
		o.bags[a.ID] = bag
		o.average += float64(o.length[a.ID]) / float64(len(articles))
	}
	return o
}

func count(bag map[string]int, terms []arabic.Term, weight int) (length int) {
	last := ""
	for _, t := range terms {
		if t.Stop {
			last = ""
			continue
		}
		length++
		bag[t.Stem] += weight
		bag["+"+t.Surface] += weight
		if last != "" {
			bag[last+" "+t.Stem] += weight
		}
		last = t.Stem
	}
	return length
}

// score gives the article's score, and whether it matches.
func (o *oracle) score(id string, q isnad.Query) (float64, bool) {
	total, found, last := 0.0, 0, ""
	add := func(term string, weight float64, df int) {
		total += weight * isnad.BM25(float64(min(o.bags[id][term], 15)), float64(o.length[id]), o.average, df, len(o.bags))
	}
	for _, c := range q.Clauses {
		stem, surface := c.Terms[0].Stem, "+"+c.Terms[0].Surface
		if o.bags[id][stem] > 0 {
			found++
		}
		add(stem, isnad.StemWeight, o.df[stem])
		add(surface, isnad.SurfaceWeight, o.df[surface])
		if last != "" {
			add(last+" "+stem, isnad.PairWeight, min(o.df[last], o.df[stem]))
		}
		last = stem
	}
	return total, found == len(q.Clauses) || q.Ranked && found > 0
}

// compare wants the scores of the rule, and in each place one as good as there could be.
func (o *oracle) compare(t *testing.T, r *isnad.Results, q isnad.Query) {
	t.Helper()
	var want []float64
	for id := range o.bags {
		if s, ok := o.score(id, q); ok {
			want = append(want, s)
		}
	}
	slices.SortFunc(want, func(a, b float64) int { return cmp.Compare(b, a) })
	if r.Total != len(want) || r.Approximate {
		t.Errorf("total %d approximate %v, want exactly %d", r.Total, r.Approximate, len(want))
	}
	if len(r.Hits) != min(len(want), q.Limit) {
		t.Fatalf("%d hits, want %d", len(r.Hits), min(len(want), q.Limit))
	}
	for i, h := range r.Hits {
		if s, _ := o.score(h.ID, q); s < .98*want[i] || math.Abs(h.Score-s) > 1e-6 || i > 0 && h.Score > r.Hits[i-1].Score {
			t.Errorf("place %d: %s scores %.4f, by brute force %.4f; the best left scores %.4f", i, h.ID, h.Score, s, want[i])
		}
	}
}

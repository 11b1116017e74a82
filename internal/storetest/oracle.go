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
)

// testOracle compares ranks with BM25 computed by brute force over all articles: over stems without stop words, k1 1.2,
// b .75, one occurrence in the title for two in the text, at most 15 counted.
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

// oracle is a whole archive in memory.
type oracle struct {
	bags    map[string]map[string]int // article, stem, frequency
	length  map[string]int
	df      map[string]int
	average float64
}

func newOracle(articles []*isnad.Article) *oracle {
	o := &oracle{bags: map[string]map[string]int{}, length: map[string]int{}, df: map[string]int{}}
	for _, a := range articles {
		t, bag := isnad.TermsOf(a), map[string]int{}
		for _, term := range t.Title {
			if !term.Stop {
				bag[term.Stem] += 2
				o.length[a.ID]++
			}
		}
		for _, term := range t.Text {
			if !term.Stop {
				bag[term.Stem]++
				o.length[a.ID]++
			}
		}
		for stem := range bag {
			o.df[stem]++
		}
		o.bags[a.ID] = bag
		o.average += float64(o.length[a.ID]) / float64(len(articles))
	}
	return o
}

// score gives the article's score, and whether it matches.
func (o *oracle) score(id string, q isnad.Query) (float64, bool) {
	total, found := 0.0, 0
	for _, c := range q.Clauses {
		stem := c.Terms[0].Stem
		f := float64(min(o.bags[id][stem], 15))
		if f == 0 {
			continue
		}
		found++
		n, df := float64(len(o.bags)), float64(o.df[stem])
		total += math.Log(1+(n-df+.5)/(df+.5)) * f * 2.2 / (f + 1.2*(.25+.75*float64(o.length[id])/o.average))
	}
	return total, found == len(q.Clauses) || q.Ranked && found > 0
}

// compare wants the same scores in the same order; articles of one score may stand in any.
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
		if s, _ := o.score(h.ID, q); math.Abs(s-want[i]) > 1e-6 || math.Abs(h.Score-s) > 1e-6 {
			t.Errorf("place %d: %s scores %.4f, by brute force %.4f; the best left scores %.4f", i, h.ID, h.Score, s, want[i])
		}
	}
}

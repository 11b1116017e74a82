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

// testOracle compares ranks with isnad's rule of ranking computed by brute force, in the plainest way, over all articles. An engine may
// rank only the best by stems and their places by the whole rule: so places are compared with a little tolerance, scores
// with none.
func testOracle(t *testing.T, e Engine) {
	random := rand.New(rand.NewPCG(7, 7))
	vocabulary := strings.Fields(`ميناء سفينة في قطار وزير مدينة على جسر مدرسة كتاب 1998 شاعر حديقة مطر ثلج سوق تاجر 40 ذهب فضة قمح زيتون بحر جبل صحراء
		قافلة جمل حصان بعد طبيب مستشفى دواء مهندس مصنع عامل نقابة إضراب ميزانية ضريبة برلمان قانون محكمة قاض شرطة حريق مصانع تجاري بحرية`)
	var articles []*isnad.Article
	for i, id := range ids(250) {
		word := func() string { // the first words of the vocabulary are much commoner than the last
			return vocabulary[int(float64(len(vocabulary))*math.Pow(random.Float64(), 2.5))]
		}
		text := make([]string, 5+random.IntN(120))
		for j := range text {
			text[j] = word()
		}
		articles = append(articles, article(t, id, day(t, "2024-01-01").Add(i%50).String(), word()+" "+word(), strings.Join(text, " ")))
	}
	put(t, e, articles...)
	o := newOracle(articles)
	for n := range 30 {
		var words []string
		for range 1 + random.IntN(4) {
			if w := vocabulary[random.IntN(len(vocabulary))]; !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
		for _, q := range []isnad.Query{all(strings.Join(words, " ")), ranked(strings.Join(words, " "))} {
			q.Limit, q.Expect = 20, []isnad.Expectation{"", isnad.ExpectNumber, isnad.ExpectDay}[n%3]
			if !slices.ContainsFunc(q.Clauses, func(c isnad.Clause) bool { return !arabic.IsStop(c.Terms[0].Surface) }) {
				continue // stop words alone are found in order of time
			}
			t.Run(fmt.Sprint(words, q.Ranked), func(t *testing.T) { o.compare(t, search(t, e, q), q) })
		}
	}
}

// oracle is a whole archive in memory.
type oracle struct {
	articles map[string]isnad.Terms
	length   map[string]float64
	average  float64
	rare     map[string]float64    // rarity by word as written (+) or stem
	kin      map[[2]string]float64 // kinship of stems
}

func newOracle(articles []*isnad.Article) *oracle {
	o := &oracle{articles: map[string]isnad.Terms{}, length: map[string]float64{}, rare: map[string]float64{}, kin: map[[2]string]float64{}}
	for _, a := range articles {
		terms := isnad.TermsOf(a)
		o.articles[a.ID] = terms
		for _, t := range append(slices.Clone(terms.Title), terms.Text...) {
			if !t.Stop {
				o.length[a.ID]++
			}
		}
		o.average += o.length[a.ID] / float64(len(articles))
	}
	return o
}

// sum adds up what each term of the article is worth by of, twice in the title.
func sum(a isnad.Terms, of func(arabic.Term) float64) (total float64) {
	for _, t := range a.Title {
		total += isnad.TitleWeight * of(t)
	}
	for _, t := range a.Text {
		total += of(t)
	}
	return total
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// rarity is isnad.Rarity of what key names, by the number of articles in which some term is worth anything by of.
func (o *oracle) rarity(key string, of func(arabic.Term) float64) float64 {
	r, ok := o.rare[key]
	if !ok {
		n := 0
		for _, a := range o.articles {
			if sum(a, of) > 0 {
				n++
			}
		}
		r = isnad.Rarity(n, len(o.articles))
		o.rare[key] = r
	}
	return r
}

// score gives the article's score, and whether it matches.
func (o *oracle) score(id string, q isnad.Query) (total float64, matches bool) {
	a, found, wanted, last := o.articles[id], 0, 0, ""
	share := func(n float64) float64 { return isnad.BM25(n, o.length[id], o.average, 0, 1) / isnad.Rarity(0, 1) }
	for _, c := range q.Clauses {
		t := c.Terms[0]
		surface := func(x arabic.Term) float64 { return one(x.Surface == t.Surface) }
		stem := func(x arabic.Term) float64 { return one(x.Stem == t.Stem && !x.Stop) }
		rarity := o.rarity("+"+t.Surface, surface)
		if arabic.IsStop(t.Surface) {
			total += isnad.FunctionWeight * rarity * share(sum(a, surface))
			last = ""
			continue
		}
		wanted++
		total += isnad.SurfaceWeight * rarity * share(sum(a, surface))
		rarity = o.rarity(t.Stem, stem)
		if n := sum(a, stem); n > 0 {
			found++
			total += rarity * (isnad.StemWeight*share(min(n, isnad.MaxCount)) + isnad.LeadWeight*o.lead(a, stem))
		} else {
			total += isnad.KinWeight * rarity * share(sum(a, func(x arabic.Term) float64 { return o.kinship(q, t.Stem, x) }))
		}
		if last != "" {
			before := o.rare[last]
			total += isnad.PairWeight * max(rarity, before) * share(2*pairs(a.Title, last, t.Stem)+pairs(a.Text, last, t.Stem))
		}
		last = t.Stem
	}
	return total + isnad.ExpectWeight*o.expected(a.Text, q), found == wanted || q.Ranked && found > 0
}

func (o *oracle) lead(a isnad.Terms, stem func(arabic.Term) float64) float64 {
	if slices.ContainsFunc(a.Title, func(t arabic.Term) bool { return stem(t) > 0 }) {
		return isnad.Lead(0)
	}
	return isnad.Lead(isnad.LeadStep(slices.IndexFunc(a.Text, func(t arabic.Term) bool { return stem(t) > 0 })))
}

// kinship is what a word is worth for the stem of a query that the article lacks; a word that is itself asked for is kin of none.
func (o *oracle) kinship(q isnad.Query, stem string, x arabic.Term) float64 {
	asked := slices.ContainsFunc(q.Clauses, func(c isnad.Clause) bool { return c.Terms[0].Stem == x.Stem && !arabic.IsStop(c.Terms[0].Surface) })
	if x.Stop || asked {
		return 0
	}
	k, ok := o.kin[[2]string{stem, x.Stem}]
	if !ok {
		if k = isnad.Kinship(stem, x.Stem); k <= isnad.LeastKinship {
			k = 0
		}
		o.kin[[2]string{stem, x.Stem}] = k
	}
	return k
}

func pairs(terms []arabic.Term, first, second string) (n float64) {
	for i := 1; i < len(terms); i++ {
		n += one(terms[i-1].Stem == first && terms[i].Stem == second && !terms[i-1].Stop && !terms[i].Stop)
	}
	return n
}

// expected is the best sum of rarities of the query's words around one number of the kind asked for.
func (o *oracle) expected(text []arabic.Term, q isnad.Query) (best float64) {
	for at, x := range text {
		number := x.Surface[0] >= '0' && x.Surface[0] <= '9'
		if q.Expect == "" || !number || q.Expect == isnad.ExpectDay && x.Surface != "1998" {
			continue
		}
		sum := 0.0
		for _, c := range q.Clauses {
			stem := func(x arabic.Term) float64 { return one(x.Stem == c.Terms[0].Stem && !x.Stop) }
			near := text[max(0, at-isnad.Near):min(len(text), at+isnad.Near+1)]
			if slices.ContainsFunc(near, func(t arabic.Term) bool { return stem(t) > 0 }) {
				sum += o.rarity(c.Terms[0].Stem, stem)
			}
		}
		best = max(best, sum)
	}
	return best
}

// compare wants the scores of the rule, and in each place one as good as there could be.
func (o *oracle) compare(t *testing.T, r *isnad.Results, q isnad.Query) {
	t.Helper()
	var want []float64
	for id := range o.articles {
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
		if s, _ := o.score(h.ID, q); s < .95*want[i] || math.Abs(h.Score-s) > 1e-6 || i > 0 && h.Score > r.Hits[i-1].Score {
			t.Errorf("place %d: %s scores %.4f, by brute force %.4f; the best left scores %.4f", i, h.ID, h.Score, s, want[i])
		}
	}
}

package eval

import (
	"math"
	"strings"

	"isnad"
)

// rivals scores what is usually done instead, with its own best threshold on this very gold: that favours them.
//
//   - copies: Jaccard likeness of five-word shingles of the words as written, one pass, joined to the likest.
//   - stories: TF-IDF cosine against the centroids of stories so far, one pass, rarities counted in the set itself.
func (s *groupSet) rivals(r *Report) {
	copies := bestOf(.1, .9, func(t float64) map[string]string { return s.byJaccard(t) }, func(m map[string]string) float64 { return s.copyF1(m) })
	s.score(r, "five-gram Jaccard", copies, nil)
	stories := bestOf(.05, .8, func(t float64) map[string]string { return s.byCentroid(t) }, func(m map[string]string) float64 { return s.storyF1(m) })
	s.score(r, "TF-IDF single pass", nil, stories)
}

// bestOf tries thresholds in steps of .05 and keeps what scores highest.
func bestOf(from, to float64, make func(float64) map[string]string, score func(map[string]string) float64) (best map[string]string) {
	most := -1.0
	for t := from; t <= to; t += .05 {
		if m := make(t); score(m) > most {
			best, most = m, score(m)
		}
	}
	return best
}

func (s *groupSet) copyF1(m map[string]string) float64 {
	var r Report
	s.score(&r, "isnad", m, nil)
	f, _ := r.Value("copies: pairwise F1")
	return f
}

func (s *groupSet) storyF1(m map[string]string) float64 {
	var r Report
	s.score(&r, "isnad", nil, m)
	f, _ := r.Value("stories: BCubed F1")
	return f
}

// byJaccard joins each article to the one whose shingles are likest.
func (s *groupSet) byJaccard(threshold float64) map[string]string {
	group, sets := map[string]string{}, make([]map[string]bool, len(s.articles))
	for i, a := range s.articles {
		sets[i] = fiveGrams(s.terms[i])
		group[a.ID] = a.ID
		most := threshold
		for k := range i {
			if j := jaccard(sets[i], sets[k]); j >= most {
				most, group[a.ID] = j, group[s.articles[k].ID]
			}
		}
	}
	return group
}

func fiveGrams(t isnad.Terms) map[string]bool {
	out := map[string]bool{}
	for i := 0; i+5 <= len(t.Text); i++ {
		var words []string
		for _, w := range t.Text[i : i+5] {
			words = append(words, w.Surface)
		}
		out[strings.Join(words, " ")] = true
	}
	return out
}

func jaccard(a, b map[string]bool) float64 {
	both := 0
	for k := range a {
		if b[k] {
			both++
		}
	}
	return float64(both) / math.Max(float64(len(a)+len(b)-both), 1)
}

// byCentroid joins each article to the story whose summed terms are likest.
func (s *groupSet) byCentroid(threshold float64) map[string]string {
	in := map[string]float64{}
	bags := make([]map[string]float64, len(s.articles))
	for i, t := range s.terms {
		bags[i] = map[string]float64{}
		for _, w := range append(t.Title[:len(t.Title):len(t.Title)], t.Text...) {
			if !w.Stop {
				bags[i][w.Stem]++
			}
		}
		for w := range bags[i] {
			in[w]++
		}
	}
	group, length := map[string]string{}, map[string]float64{} // length: squared, of centroids
	var ids []string
	centroids := map[string]map[string]float64{}
	for i, a := range s.articles {
		for w, n := range bags[i] {
			bags[i][w] = (1 + math.Log(n)) * math.Log(float64(len(s.articles))/in[w])
		}
		best, most := a.ID, threshold
		for _, id := range ids {
			if c := bagCosine(bags[i], centroids[id], length[id]); c >= most {
				best, most = id, c
			}
		}
		group[a.ID] = best
		if centroids[best] == nil {
			ids, centroids[best] = append(ids, best), map[string]float64{}
		}
		for w, v := range bags[i] {
			c := centroids[best]
			length[best] += v * (v + 2*c[w])
			c[w] += v
		}
	}
	return group
}

// bagCosine is the cosine of a with b, whose squared length is y.
func bagCosine(a, b map[string]float64, y float64) float64 {
	dot, x := 0.0, 0.0
	for w, v := range a {
		dot, x = dot+v*b[w], x+v*v
	}
	return dot / math.Max(math.Sqrt(x*y), 1e-9)
}

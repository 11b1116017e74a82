package eval

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"isnad"
	"isnad/arabic"
	"isnad/internal/search"
)

// Search measures how well paragraphs are found by the questions asked of them: the mean reciprocal rank of a
// question's own paragraph among all of ARCD's training part, by BM25 over the terms of our analyser and of the
// analysers a user would take instead.
func Search(shared string) (Report, error) {
	r := Report{Subject: "search"}
	set, err := readARCD(filepath.Join(shared, "data", "retrieval", "arcd-train.json"))
	if err != nil {
		return r, err
	}
	best := 0.0
	for _, system := range rivalAnalysers() {
		reciprocals := set.reciprocals(newBag(set.paragraphs, system.terms))
		best = max(best, mean(reciprocals, nil))
		r.Mean(system.name, "MRR", reciprocals)
	}
	r.Mean("isnad", "MRR", set.reciprocals(newWhole(set.paragraphs)))
	ours, _ := r.Value("MRR")
	r.Notes = append(r.Notes, fmt.Sprintf("points over the best rival in this run: %.1f", 100*(ours-best)))
	return r, nil
}

// retrieval is a set of paragraphs and the questions asked of them.
type retrieval struct {
	paragraphs []string
	questions  []question
}

type question struct {
	text string
	of   int // the paragraph
}

// readARCD reads the layout of SQuAD; a paragraph that stands twice counts once.
func readARCD(path string) (set retrieval, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return set, err
	}
	var file struct {
		Data []struct {
			Paragraphs []struct {
				Context string
				Qas     []struct{ Question string }
			}
		}
	}
	if err := json.Unmarshal(b, &file); err != nil {
		return set, fmt.Errorf("%s: %w", path, err)
	}
	seen := map[string]int{}
	for _, d := range file.Data {
		for _, p := range d.Paragraphs {
			at, ok := seen[p.Context]
			if !ok {
				at = len(set.paragraphs)
				seen[p.Context] = at
				set.paragraphs = append(set.paragraphs, p.Context)
			}
			for _, q := range p.Qas {
				set.questions = append(set.questions, question{q.Question, at})
			}
		}
	}
	return set, nil
}

// ranker scores every paragraph for a question.
type ranker interface {
	scores(question string) []float64
}

// reciprocals gives one over the rank of each question's paragraph; among equal scores it counts as standing in their middle.
func (set *retrieval) reciprocals(r ranker) (out []float64) {
	for _, q := range set.questions {
		scores := r.scores(q.text)
		above, equal := 0, 0
		for i, s := range scores {
			switch {
			case s > scores[q.of]:
				above++
			case s == scores[q.of] && i != q.of:
				equal++
			}
		}
		out = append(out, 1/(1+float64(above)+float64(equal)/2))
	}
	return out
}

// index counts terms in texts for BM25.
type index struct {
	counts  []map[string]float64
	lengths []float64
	among   map[string]int
	mean    float64
}

func newIndex(texts [][]string) *index {
	x := &index{among: map[string]int{}}
	for _, terms := range texts {
		c := map[string]float64{}
		for _, t := range terms {
			if c[t]++; c[t] == 1 {
				x.among[t]++
			}
		}
		x.counts = append(x.counts, c)
		x.lengths = append(x.lengths, float64(len(terms)))
		x.mean += float64(len(terms)) / float64(len(texts))
	}
	return x
}

// add adds to each text's score what the term is worth there.
func (x *index) add(scores []float64, term string, weight float64) {
	if x.among[term] == 0 {
		return
	}
	for i, c := range x.counts {
		if n := c[term]; n > 0 {
			scores[i] += weight * isnad.BM25(n, x.lengths[i], x.mean, x.among[term], len(x.counts))
		}
	}
}

// bag ranks by one field of terms, as the rivals do.
type bag struct {
	*index
	terms func(string) []string
}

func newBag(texts []string, terms func(string) []string) *bag {
	var all [][]string
	for _, t := range texts {
		all = append(all, terms(t))
	}
	return &bag{newIndex(all), terms}
}

func (b *bag) scores(question string) []float64 {
	scores := make([]float64, len(b.counts))
	for _, t := range b.terms(question) {
		b.add(scores, t, 1)
	}
	return scores
}

// whole ranks every paragraph by the rule of ranking that engines follow (isnad.Ranker), by the question as search.Parse
// understands it.
type whole struct {
	texts           []isnad.Terms
	stems, surfaces *index
	analyzer        arabic.Analyzer
}

func newWhole(texts []string) *whole {
	w := new(whole)
	var stems, surfaces [][]string
	for _, text := range texts {
		var s, f []string
		terms := w.analyzer.AppendTerms(nil, text)
		for _, t := range terms {
			if f = append(f, t.Surface); !t.Stop {
				s = append(s, t.Stem)
			}
		}
		w.texts = append(w.texts, isnad.Terms{Text: terms})
		stems, surfaces = append(stems, s), append(surfaces, f)
	}
	w.stems, w.surfaces = newIndex(stems), newIndex(surfaces)
	return w
}

func (w *whole) scores(question string) []float64 {
	scores := make([]float64, len(w.texts))
	q, err := search.Parse(question)
	if err != nil {
		return scores
	}
	r := isnad.NewRanker(w.asked(q), q.Expect, len(w.texts), w.stems.mean)
	for i := range w.texts {
		scores[i] = r.Score(w.texts[i])
	}
	return scores
}

func (w *whole) asked(q isnad.Query) (asked []isnad.Asked) {
	for _, c := range q.Clauses {
		for _, t := range c.Terms {
			asked = append(asked, isnad.Asked{Surface: t.Surface, Stems: []string{t.Stem}, Stop: arabic.IsStop(t.Surface),
				AmongStems: w.stems.among[t.Stem], AmongSurface: w.surfaces.among[t.Surface]})
		}
	}
	return asked
}

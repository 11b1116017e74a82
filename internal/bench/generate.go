package bench

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"time"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
	"isnad/internal/gold"
	"isnad/names"
)

// sentence is a real sentence with its terms, analysed once.
type sentence struct {
	text  string
	terms []arabic.Term
}

// Generator makes articles of about 250 words. The same seed gives the same articles.
type Generator struct {
	sentences []sentence
	random    *rand.Rand
	sources   *rand.Zipf
	speakers  *rand.Zipf
	made      int
	perDay    int
	thin      bool
	first     dates.Day
}

// maxSentences is how many real sentences are kept to choose from.
const maxSentences = 150_000

// NewGenerator reads the sentences of the collections in dir, JSON Lines in gzip. The articles come in order of day, so
// many a day that the given number of them fills the days.
func NewGenerator(dir string, seed uint64, articles int) (*Generator, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl.gz"))
	if err != nil {
		return nil, err
	}
	g := &Generator{random: rand.New(rand.NewPCG(seed, 1)), first: dates.Day{Year: 2014, Month: time.January, Day: 1}, perDay: max(1, articles/Days)}
	g.sources = rand.NewZipf(g.random, 1.3, 2, 199)
	g.speakers = rand.NewZipf(g.random, 1.1, 5, 9999)
	for _, f := range files {
		if err := g.read(f, min(maxSentences, 20*articles+1000)/len(files)); err != nil {
			return nil, fmt.Errorf("bench.NewGenerator(%s): %w", f, err)
		}
	}
	if len(g.sentences) == 0 {
		return nil, fmt.Errorf("bench.NewGenerator(%s): %w: no sentences there", dir, isnad.ErrNotFound)
	}
	return g, nil
}

func (g *Generator) read(file string, n int) error {
	var analyzer arabic.Analyzer
	kept := 0
	for line, err := range gold.Lines(file) {
		if err != nil || kept >= n {
			return err
		}
		var a struct{ Paragraphs []string }
		if json.Unmarshal(line, &a) != nil {
			continue
		}
		text := strings.Join(a.Paragraphs, "\n")
		for _, r := range arabic.Sentences(text) {
			s := strings.ReplaceAll(text[r.Start:r.End], "\n", " ")
			if terms := analyzer.AppendTerms(nil, s); len(terms) >= 6 && len(terms) <= 60 {
				g.sentences = append(g.sentences, sentence{s, terms})
				kept++
			}
		}
	}
	return nil
}

// Outlets and Days are how many outlets the articles come from, and over how many days.
const (
	Outlets = 200
	Days    = 3650
)

// Next makes an article and its terms.
func (g *Generator) Next() (*isnad.Article, isnad.Terms) {
	g.made++
	outlet := int(g.sources.Uint64())
	a := &isnad.Article{ID: fmt.Sprintf("bench-%09d", g.made), Document: extract.Document{
		Source:    extract.Outlet{Name: OutletName(outlet), Host: fmt.Sprintf("o%d.example", outlet)},
		Published: dates.Date{Day: g.first.Add(g.made / g.perDay), Precision: dates.DayOnly, Origin: dates.FromGiven},
		URL:       fmt.Sprintf("https://o%d.example/%d", outlet, g.made), Lang: "ar",
	}, Versions: isnad.Current()}
	var t isnad.Terms
	head := g.sentence()
	last := head.terms[min(7, len(head.terms)-1)].End
	a.Title = head.text[:last]
	t.Title = head.terms[:min(8, len(head.terms))]
	words := 120 + g.random.IntN(260)
	for at, position := 0, 0; len(t.Text) < words; position = len(t.Text) {
		s := g.sentence()
		for _, term := range s.terms {
			term.Start, term.End, term.Position = term.Start+at, term.End+at, term.Position+position
			t.Text = append(t.Text, term)
		}
		a.Paragraphs = append(a.Paragraphs, s.text)
		at += len(s.text) + 1
	}
	g.speak(a)
	if g.thin {
		a.Paragraphs = a.Paragraphs[:min(3, len(a.Paragraphs))]
	}
	return a, t
}

// skip goes on after n articles that were made before: those to come have new ids and later days.
func (g *Generator) skip(n int) {
	g.made += n
	g.random.Uint64()
}

// speak makes statements of the article's second paragraph.
func (g *Generator) speak(a *isnad.Article) {
	who := SpeakerName(int(g.speakers.Uint64()))
	i := min(1, len(a.Paragraphs)-1)
	start := 0
	for _, p := range a.Paragraphs[:i] {
		start += len(p) + 1
	}
	a.Statements = []attribution.Statement{{
		Span: arabic.Span{Field: arabic.Text, Start: start, End: start + len(a.Paragraphs[i])}, Content: a.Paragraphs[i],
		Kind: attribution.Indirect, Cue: "قال", Act: attribution.State, Confidence: .9,
		Speaker: attribution.Speaker{Name: who, Type: names.Person, Entity: "person:" + who},
	}}
	a.Entities = []names.Entity{{Key: "person:" + who, Name: who, Type: names.Person}}
}

func (g *Generator) sentence() sentence { return g.sentences[g.random.IntN(len(g.sentences))] }

// OutletName is the name of the nth invented outlet, the first the most frequent.
func OutletName(n int) string { return "صحيفة المنارة " + letters(n) }

// SpeakerName is the name of the nth invented speaker, the first the most frequent.
func SpeakerName(n int) string { return "المتحدث " + letters(n) }

// letters writes a number in Arabic letters.
func letters(n int) string {
	const digits = "بتثجحخدذرز"
	var b strings.Builder
	for _, c := range fmt.Sprint(n) {
		b.WriteString(string([]rune(digits)[c-'0']))
	}
	return b.String()
}

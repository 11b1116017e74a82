package eval

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"isnad/extract"
	"isnad/internal/gold"
)

// collections are the three sets of articles and how many of each are made into tests.
var collections = []string{"saudi-2015", "mayadeen-2023", "jawhara-2013-2017"}

// repairArticle is an article of a collection, as far as repairs need it.
type repairArticle struct {
	Title      string
	Paragraphs []string
	Tags       []string
	Keywords   []string
}

// scoreRepairs makes tests of articles with a fixed seed and scores what extract makes of them.
func scoreRepairs(r *Report, dir string, every int) error {
	var all []repairArticle
	for _, set := range collections {
		some, err := sampleArticles(filepath.Join(dir, set+".jsonl.gz"), every)
		if err != nil {
			return err
		}
		all = append(all, some...)
	}
	rng := rand.New(rand.NewPCG(2026, 11))
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	scoreDumps(r, all, rng)
	scoreFusions(r, all)
	scoreTagLines(r, all)
	scoreCharsets(r, all)
	return nil
}

// sampleArticles reads one article in every so many.
func sampleArticles(path string, every int) (out []repairArticle, err error) {
	n := 0
	for line, err := range gold.Lines(path) {
		if err != nil {
			return nil, err
		}
		if n++; (n-1)%every != 0 {
			continue
		}
		var a repairArticle
		if err := json.Unmarshal(line, &a); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

// dumpable tells articles that a dump of several can be made of: a title of one line, and running text under it.
func dumpable(a repairArticle) bool {
	n := utf8.RuneCountInString(a.Title)
	if n < 18 || n > 150 || len(a.Paragraphs) == 0 {
		return false
	}
	text := 0
	for _, p := range a.Paragraphs {
		text += utf8.RuneCountInString(p)
	}
	return text > 250 && utf8.RuneCountInString(a.Paragraphs[0]) >= 80
}

// scoreDumps joins one to four articles as text without any label and counts the boundaries found.
func scoreDumps(r *Report, all []repairArticle, rng *rand.Rand) {
	var usable []repairArticle
	for _, a := range all {
		if dumpable(a) {
			usable = append(usable, a)
		}
	}
	var t setTally
	whole, dumps := 0, 0
	for at := 0; dumps < 300; dumps++ {
		n := 1 + rng.IntN(4)
		if at+n > len(usable) {
			break
		}
		var b strings.Builder
		var gold, found []string
		for i, a := range usable[at : at+n] {
			b.WriteString(a.Title + "\n" + strings.Join(a.Paragraphs, "\n") + "\n")
			if i > 0 {
				gold = append(gold, strings.Join(strings.Fields(a.Title), " "))
			}
		}
		at += n
		res := extract.Documents(extract.Page{Body: []byte(b.String())})
		for i, d := range res.Documents {
			if i > 0 {
				found = append(found, d.Title)
			}
		}
		before := t
		t.add(gold, found)
		whole += one(t.right-before.right == len(gold) && t.found-before.found == len(gold))
		if t.right-before.right < t.found-before.found && len(r.Misses) < 60 {
			r.Misses = append(r.Misses, fmt.Sprintf("dump cut wrongly: %q", clip(strings.Join(found, " | "))))
		}
	}
	r.Add("isnad", "dump boundaries precision", share(t.right, t.found), t.found)
	r.Add("isnad", "dump boundaries recall", share(t.right, t.gold), t.gold)
	r.Add("isnad", "dumps wholly right", share(whole, dumps), dumps)
}

// scoreFusions sticks headlines to their first paragraphs, and reads paragraphs as they are.
func scoreFusions(r *Report, all []repairArticle) {
	made, right, wrong, untouched, touched := 0, 0, 0, 0, 0
	for _, a := range all {
		for _, p := range a.Paragraphs {
			if utf8.RuneCountInString(p) >= 60 {
				untouched++
				touched += one(len(mended(p, "fused-heading")) > 0)
			}
		}
		if len(a.Paragraphs) == 0 || !fusable(a) {
			continue
		}
		made++
		switch got := mended(a.Title+a.Paragraphs[0], "fused-heading"); {
		case len(got) == 0:
		case strings.HasPrefix(a.Paragraphs[0], strings.TrimSpace(got[0][strings.IndexByte(got[0], '\n')+1:])):
			right++
		default:
			wrong++
		}
	}
	r.Add("isnad", "fused headings found", share(right, made), made)
	r.Add("isnad", "fused headings cut wrongly", share(wrong, made), made)
	r.Add("isnad", "paragraphs as published cut", share(touched, untouched), untouched)
}

// fusable tells articles whose headline ends in a letter and whose text begins with one.
func fusable(a repairArticle) bool {
	last, _ := utf8.DecodeLastRuneInString(a.Title)
	head, _ := utf8.DecodeRuneInString(a.Paragraphs[0])
	n := utf8.RuneCountInString(a.Title)
	return unicode.Is(unicode.Arabic, last) && unicode.IsLetter(last) && unicode.Is(unicode.Arabic, head) && unicode.IsLetter(head) &&
		n >= 18 && n <= 85 && utf8.RuneCountInString(a.Paragraphs[0]) > 80 && !strings.ContainsAny(a.Title, ".،؛")
}

// mended reads one paragraph under an invented headline and gives what the repairs of the kind made.
func mended(paragraph, kind string) []string {
	var out []string
	page := "عنوان للتجربة وحدها\n" + paragraph + "\nهذه فقرة أخيرة كتبت للتجربة وحدها ولا تقول شيئا عن أحد.\n"
	for _, d := range extract.Documents(extract.Page{Body: []byte(page)}).Documents {
		for _, k := range d.Repairs {
			if k.Kind == kind {
				out = append(out, k.Became)
			}
		}
	}
	return out
}

// scoreTagLines writes editors' labels in one line without separators, as aggregators do, and counts those found again.
func scoreTagLines(r *Report, all []repairArticle) {
	var t setTally
	n := 0
	for _, a := range all {
		tags := append(a.Tags, a.Keywords...)
		if len(tags) < 3 || len(tags) > 12 || len(a.Paragraphs) < 2 {
			continue
		}
		page := a.Title + "\n" + strings.Join(a.Paragraphs, "\n") + "\nكلمات دلالية: " + strings.Join(tags, " ") + "\n"
		res := extract.Documents(extract.Page{Body: []byte(page)})
		if len(res.Documents) == 0 {
			continue
		}
		n++
		t.add(tags, res.Documents[0].Tags)
	}
	r.Add("isnad", "labels without separators F1", t.f1(), t.gold)
}

// scoreCharsets writes texts in the two old Arabic charsets without saying so and counts those read back, whole and
// by their headline alone.
func scoreCharsets(r *Report, all []repairArticle) {
	for _, c := range []struct {
		name string
		enc  *charmap.Charmap
	}{{"windows-1256", charmap.Windows1256}, {"iso-8859-6", charmap.ISO8859_6}} {
		n, right := 0, 0
		for _, a := range all {
			text := a.Title
			b, err := c.enc.NewEncoder().String(text)
			if err != nil || utf8.RuneCountInString(text) < 20 {
				continue
			}
			n++
			got, _, _ := extract.Decode([]byte(b), "")
			right += one(got == text)
		}
		r.Add("isnad", "undeclared "+c.name+" headlines", share(right, n), n)
	}
}

package eval

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"isnad/arabic"
	"isnad/extract"
)

// arabicPage is one Arabic page with its gold, read from its source by hand.
type arabicPage struct {
	URL, Title, Date, Author, Outlet, Section, Image string
	Paragraphs, Tags                                 []string
	body                                             []byte
}

func readArabicPages(dir string) ([]arabicPage, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	var pages []arabicPage
	for _, f := range files {
		var p arabicPage
		data, err := os.ReadFile(f)
		if err == nil {
			err = json.Unmarshal(data, &p)
		}
		if err != nil {
			return nil, err
		}
		if p.body, err = os.ReadFile(strings.TrimSuffix(f, ".json") + ".html"); err != nil {
			return nil, err
		}
		pages = append(pages, p)
	}
	return pages, nil
}

func bodiesOf(pages []arabicPage) []extractPage {
	var out []extractPage
	for _, p := range pages {
		out = append(out, extractPage{id: p.URL, url: p.URL, gold: strings.Join(p.Paragraphs, "\n"), body: p.body})
	}
	return out
}

// scoreMetadata counts what of the gold metadata is right: title, day, clock time, author, section, tags.
func scoreMetadata(r *Report, pages []arabicPage) {
	n := len(pages)
	var title, day, author, section, image int
	var tags setTally
	for _, p := range pages {
		found := extract.Documents(extract.Page{Body: p.body, URL: p.URL, ContentType: "text/html"})
		if len(found.Documents) != 1 {
			r.Misses = append(r.Misses, "ar not one article: "+p.URL)
			continue
		}
		d := found.Documents[0]
		title += one(d.Title == p.Title)
		day += one(d.Published.Day.String() == p.Date[:10])
		author += one(arabic.Fold(strings.Join(d.Authors, "، ")) == arabic.Fold(p.Author))
		section += one(p.Section == "" || d.Section == "" || d.Section == p.Section)
		image += one(d.Image == p.Image)
		tags.add(p.Tags, d.Tags)
	}
	r.Add("isnad", "ar title", share(title, n), n)
	r.Add("isnad", "ar day", share(day, n), n)
	r.Add("isnad", "ar author", share(author, n), n)
	r.Add("isnad", "ar section not wrong", share(section, n), n)
	r.Add("isnad", "ar image", share(image, n), n)
	r.Add("isnad", "ar tags F1", tags.f1(), tags.gold)
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// setTally compares sets of strings, spelling folded.
type setTally struct{ gold, found, right int }

func (t *setTally) add(gold, found []string) {
	want := map[string]bool{}
	for _, g := range gold {
		want[arabic.Fold(g)] = true
	}
	t.gold += len(want)
	for _, f := range found {
		t.found++
		t.right += one(want[arabic.Fold(f)])
	}
}

func (t *setTally) f1() float64 { return f1(share(t.right, t.found), share(t.right, t.gold)) }

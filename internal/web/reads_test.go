package web

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"isnad"
	"isnad/attribution"
)

// TestUnreadCopies: a story with more copies than are read does not say of those how much they took.
func TestUnreadCopies(t *testing.T) {
	f := archive(t)
	original := f.articles[5]
	for i := range readCopies + 4 {
		a := *original
		no := false
		a.ID, a.Copy, a.Original = fmt.Sprintf("zz%02d", i), original.Copy, &no
		a.Source.Name, a.Source.Host = fmt.Sprintf("ناقل %d", i), fmt.Sprintf("z%02d.example", i)
		f.articles = append(f.articles, &a)
	}
	h := newSite(t, f)
	page := get(t, h, "/story/story-port").Body.String()
	lists := find(t, page, "copies")
	if len(lists) == 0 {
		t.Fatal("no copies are listed")
	}
	text := wordsOf(lists[0])
	if strings.Contains(text, languages()["ar"].t("copy.share", languages()["ar"].percent(0, 1))) {
		t.Errorf("a copy that was not read is said to have taken nothing: %s", text)
	}
	lists = find(t, get(t, h, storyPartHref("story-port", wholePart, 1)).Body.String(), "copies")
	if len(lists) == 0 || strings.Count(wordsOf(lists[0]), "ناقل ") != readCopies+4 {
		t.Error("the page of all does not list them all")
	}
}

// TestPersonReadsFew: of many statements only the articles of those shown are read.
func TestPersonReadsFew(t *testing.T) {
	f := archive(t)
	for i := range 60 {
		a := write(t, fmt.Sprintf("many%02d", i), manar, day(17, 1+i/6, i%6), fmt.Sprintf("خبر %d", i), fmt.Sprintf("قالت لمياء الرشيدي إن الأمر رقم %d سيُحسم قريبا.", i))
		a.says(lamia, "وزيرة النقل", "قالت", attribution.State, attribution.Indirect, fmt.Sprintf("الأمر رقم %d سيُحسم قريبا", i), nil)
		f.articles = append(f.articles, a.Article)
	}
	c := &countingStore{fake: f}
	h, err := New(Options{Store: c, Index: f, Stories: f, Parse: parseWords})
	if err != nil {
		t.Fatal(err)
	}
	page := get(t, h, "/p/lamia-rashid").Body.String()
	if n := len(find(t, page, "card")); n != personCards {
		t.Errorf("%d cards, want %d", n, personCards)
	}
	if n := c.read.Load(); n > personCards+personAbout {
		t.Errorf("%d articles were read for %d cards", n, personCards)
	}
}

// countingStore counts the articles that are read.
type countingStore struct {
	*fake
	read atomic.Int64
}

func (c *countingStore) Article(ctx context.Context, id string) (*isnad.Article, error) {
	c.read.Add(1)
	return c.fake.Article(ctx, id)
}

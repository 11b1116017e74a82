package ingest

import (
	"fmt"
	"strings"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
	"isnad/names"
)

// Annotate is the pure middle: it finds times, entities and statements in a document. The id is the article's; the same
// document and id give the same article, whatever else runs.
func Annotate(id string, d extract.Document) *isnad.Article {
	a := &isnad.Article{ID: id, Document: d, Versions: isnad.Current()}
	text := a.Text()
	if a.Lang == "" {
		a.Lang = arabic.Language(a.Title + "\n" + text)
	}
	anchor := dates.Anchor{Published: a.Published, Country: country(a.Source)}
	a.Times = append(dates.Find(arabic.Title, a.Title, anchor), dates.Find(arabic.Text, text, anchor)...)
	if a.Published.IsZero() {
		a.Published, _ = dates.Infer(a.Times)
	}
	a.Entities = names.Find(names.Input{Title: a.Title, Text: text, Host: a.Source.Host, Outlet: a.Source.Name})
	a.Statements = attribution.Find(attribution.Input{
		Title: a.Title, Text: text, Published: a.Published,
		Outlet: a.Source.Name, Host: a.Source.Host, Dateline: a.Dateline,
		Times: a.Times, Entities: a.Entities,
	})
	for i := range a.Statements {
		a.Statements[i].ID = fmt.Sprintf("%s.%d", id, i+1)
	}
	localise(a)
	return a
}

// country is where the outlet is at home, which says on which day its week begins; empty where it is not known.
func country(o extract.Outlet) string {
	if known, ok := names.OutletByHost(o.Host); ok {
		return known.Country
	}
	if known, ok := names.OutletByAlias(o.Name); ok && !known.Ambiguous {
		return known.Country
	}
	return ""
}

// localKey begins the keys of entities that can be told apart within their article alone.
const localKey = "local:"

// localise puts the article's id into the keys of entities that are known in it alone, so that no two articles share one.
func localise(a *isnad.Article) {
	own := func(key string) string {
		if rest, ok := strings.CutPrefix(key, localKey); ok {
			return localKey + a.ID + ":" + rest
		}
		return key
	}
	for i := range a.Entities {
		a.Entities[i].Key = own(a.Entities[i].Key)
	}
	for i := range a.Statements {
		s := &a.Statements[i]
		s.Speaker.Entity = own(s.Speaker.Entity)
		for j := range s.Relays {
			s.Relays[j].Entity = own(s.Relays[j].Entity)
		}
	}
}

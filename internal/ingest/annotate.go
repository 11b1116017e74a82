package ingest

import (
	"fmt"

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
	anchor := dates.Anchor{Published: a.Published}
	a.Times = append(dates.Find(arabic.Title, a.Title, anchor), dates.Find(arabic.Text, text, anchor)...)
	if a.Published.IsZero() {
		a.Published = inferPublished(a.Times)
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
	return a
}

// inferPublished dates an undated article by the weekday that its own expressions fix: «أمس الأول الجمعة» is written on a Sunday.
func inferPublished(times []dates.Expression) dates.Date {
	weekday, words, ok := dates.InferWeekday(times)
	if !ok {
		return dates.Date{}
	}
	return dates.Date{Precision: dates.WeekdayOf, Weekday: weekday, Text: words, Origin: dates.FromInferred}
}

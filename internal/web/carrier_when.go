package web

import (
	"time"

	"isnad"
	"isnad/dates"
)

// wall is the moment of an article on the story's own clock: that of the first article whose zone is known. An article
// whose zone is not known keeps its hour as written; one without an hour stands at noon and exact is false.
func wall(a *isnad.Article, zone *time.Location) (at time.Time, exact bool) {
	p := a.Published
	switch {
	case p.Precision == dates.Instant && !p.Time.IsZero():
		t := p.Time.In(zone)
		return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC), true
	case p.Precision == dates.Minute && !p.Time.IsZero():
		return time.Date(p.Day.Year, p.Day.Month, p.Day.Day, p.Time.Hour(), p.Time.Minute(), 0, 0, time.UTC), true
	case p.Precision != dates.MonthOnly && !p.Day.IsZero():
		return time.Date(p.Day.Year, p.Day.Month, p.Day.Day, 12, 0, 0, 0, time.UTC), false
	}
	return time.Time{}, false
}

// storyZone is the zone in which a story is told.
func storyZone(articles []*isnad.Article) *time.Location {
	for _, a := range articles {
		if a.Published.Precision == dates.Instant && !a.Published.Time.IsZero() {
			return a.Published.Time.Location()
		}
	}
	return time.UTC
}

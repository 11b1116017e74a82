package alert

import (
	"time"

	"isnad"
)

// freshFor is how old an article may be when it comes in for its coming to be news: long enough for a source that was
// down over a week, short enough that an archive of last month's is none.
const freshFor = 7 * 24 * time.Hour

// isNews reports whether a change is to be told: an article that came in within freshFor of its publication, or an edit that
// was captured within freshFor. What bears no date at all is taken to be of the time it came in.
func isNews(c isnad.Change, a *isnad.Article) bool {
	at := a.Captured.At
	if day := a.Published.Day; !day.IsZero() && (!c.Edited || at.IsZero()) {
		at = day.Midnight().Add(24 * time.Hour) // the day is not over before
	}
	return at.IsZero() || c.At.Sub(at) <= freshFor
}

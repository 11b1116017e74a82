package extract

import (
	"strings"
	"time"

	"isnad/dates"
)

// readDate reads a date as written; the zero Date where it cannot be read.
func readDate(s string, origin dates.Origin) dates.Date {
	s = strings.TrimSpace(s)
	if s == "" {
		return dates.Date{}
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return dates.Date{Day: dates.DayOf(t), Time: t, Precision: dates.Instant, Text: s, Origin: origin}
	}
	return dates.Date{}
}

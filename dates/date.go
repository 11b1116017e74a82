package dates

import (
	"fmt"
	"time"
)

// Day is a day of the Gregorian calendar without a zone. The zero Day is unknown.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// DayOf gives the day that t shows in its own zone.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{y, m, d}
}

// ParseDay reads YYYY-MM-DD and refuses days that no calendar has.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Day{}, fmt.Errorf("dates.ParseDay(%q): not a day of the form YYYY-MM-DD", s)
	}
	return DayOf(t), nil
}

// IsZero reports whether the day is unknown.
func (d Day) IsZero() bool { return d == Day{} }

// Midnight is the day's first instant in UTC.
func (d Day) Midnight() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// Add gives the day n days later, or earlier where n is negative.
func (d Day) Add(n int) Day { return DayOf(d.Midnight().AddDate(0, 0, n)) }

// Sub counts the days from e to d.
func (d Day) Sub(e Day) int { return int(d.Midnight().Sub(e.Midnight()) / (24 * time.Hour)) }

// Before reports whether d is earlier than e.
func (d Day) Before(e Day) bool { return d.Midnight().Before(e.Midnight()) }

// Weekday is the day's name; of the zero Day it means nothing.
func (d Day) Weekday() time.Weekday { return d.Midnight().Weekday() }

// String gives YYYY-MM-DD, and nothing for the zero Day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalText writes the day as String does.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the day as ParseDay does; an empty text is the zero Day.
func (d *Day) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*d = Day{}
		return nil
	}
	*d, err = ParseDay(string(b))
	return err
}

// Precision says how exactly a publication date is known.
type Precision string

const (
	Instant   Precision = "instant" // a moment with a zone
	Minute    Precision = "minute"  // a clock time whose zone is not known
	DayOnly   Precision = "day"
	MonthOnly Precision = "month"
	WeekdayOf Precision = "weekday" // only the name of the day is known
)

// Origin says where a publication date was read.
type Origin string

const (
	FromJSONLD   Origin = "jsonld"
	FromMeta     Origin = "meta"
	FromTimeTag  Origin = "time"
	FromFeed     Origin = "feed"
	FromURL      Origin = "url"
	FromVisible  Origin = "visible"
	FromText     Origin = "text"
	FromInferred Origin = "inferred"
	FromGiven    Origin = "given"
)

// Date is when an article was published or modified, as exactly as its evidence allows and no more.
type Date struct {
	Day       Day       `json:"day,omitzero"`
	Time      time.Time `json:"time,omitzero"` // only with precision instant or minute
	Precision Precision `json:"precision,omitempty"`
	Weekday   string    `json:"weekday,omitempty"` // "sunday"; only with precision weekday
	Text      string    `json:"text,omitempty"`    // the words it was read from
	Origin    Origin    `json:"origin,omitempty"`
}

// IsZero reports whether nothing is known.
func (d Date) IsZero() bool { return d == Date{} }

package index

import (
	"time"

	"isnad/dates"
)

// An article's row id is day << seqBits | sequence, so that the order of ids is the order of days and a range of days is
// a range of ids. Days count from firstDay. Ids below minDay << seqBits belong to articles without a day; there is room
// for twenty thousand million of them. A day has room for a million; when it is full, further articles of that day
// spill into the next day with room (docv keeps the true day).
const (
	SeqBits = 20
	SeqMask = 1<<SeqBits - 1
	MinDay  = 20_000 // the first number that stands for a day: 1 November 1750
	NoDay   = 0      // said and day_count use it for "not known"
)

// epochOffset is the number of 1 January 1970.
const epochOffset = 100_000

// DayNumber gives the number of a day, noDay for the zero Day. Days before minDay are filed under it.
func DayNumber(d dates.Day) int64 {
	if d.IsZero() {
		return NoDay
	}
	n := d.Midnight().Unix()/86400 + epochOffset
	if d.Midnight().Unix() < 0 && d.Midnight().Unix()%86400 != 0 {
		n--
	}
	return max(n, MinDay)
}

// DayOf is the reverse of dayNumber.
func DayOf(n int64) dates.Day {
	if n < MinDay {
		return dates.Day{}
	}
	return dates.DayOf(time.Unix((n-epochOffset)*86400, 0).UTC())
}

// DayRange gives the ids, both inclusive, of articles filed within the days; zero days are open. With any bound given,
// articles without a day are outside.
func DayRange(since, until dates.Day) (lo, hi int64) {
	lo, hi = 0, 1<<62
	if !since.IsZero() || !until.IsZero() {
		lo = MinDay << SeqBits
	}
	if !since.IsZero() {
		lo = DayNumber(since) << SeqBits
	}
	if !until.IsZero() {
		hi = DayNumber(until)<<SeqBits | SeqMask
	}
	return lo, hi
}

// IDRange gives the ids in which an article of that day number is filed, before any spill.
func IDRange(day int64) (lo, hi int64) {
	if day == NoDay {
		return 1, MinDay<<SeqBits - 1
	}
	return day << SeqBits, day<<SeqBits | SeqMask
}

// ShareOfDay gives how many of a day's n articles have ids from lo to hi, when the day's ids run on without gaps.
func ShareOfDay(day, n, lo, hi int64) float64 {
	from, to := max(lo, day<<SeqBits), min(hi, day<<SeqBits+n-1)
	return float64(max(0, to-from+1))
}

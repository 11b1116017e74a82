package dates

import (
	_ "embed"
	"sync"
	"time"
)

//go:embed weeks.tsv
var weeksTSV string

// firstDays are the countries whose week does not begin on Monday.
var firstDays = sync.OnceValue(func() [][]string { return rows(weeksTSV, 2) })

// FirstDay is the first day of the week in a country (ISO 3166, two letters); Monday where it is not known.
func FirstDay(country string) time.Weekday {
	for _, row := range firstDays() {
		if row[0] == country {
			return time.Weekday(number(row[1]))
		}
	}
	return time.Monday
}

// WeekendStart is the first of the two days without work in a country (ISO 3166, two letters); Saturday where it is not known.
func WeekendStart(country string) time.Weekday {
	for _, row := range firstDays() {
		if row[0] == country && len(row) > 2 {
			return time.Weekday(number(row[2]))
		}
	}
	return time.Saturday
}

// scene is what expressions are resolved against: the anchor, and what the text has named before.
type scene struct {
	p        *parser
	anchor   Day
	country  string
	first    time.Weekday
	said     []Utterance
	last     stretch // the time named last
	week     stretch // the week named last, by a direction
	weekAt   int     // the token after it
	lastAt   int     // the token after it
	lastTold bool    // it was told from the anchor
	quoted   bool    // inside quotation marks
	quoteOn  Day     // the day on which the quotation was said, zero where that is the anchor
}

// stretch is a run of days, both ends in it.
type stretch struct{ from, to Day }

func newScene(p *parser, a Anchor, said []Utterance) *scene {
	return &scene{p: p, anchor: a.Published.Day, country: a.Country, first: FirstDay(a.Country), said: said}
}

// anchorAt is the day from which times at a byte are told.
func (s *scene) anchorAt(offset int) Day {
	for _, u := range s.said {
		if u.Start <= offset && offset < u.End {
			return u.Day
		}
	}
	if s.quoted && !s.quoteOn.IsZero() {
		return s.quoteOn
	}
	return s.anchor
}

// pass notes the marks that open and close quotations. A quotation was said on the day that its sentence names before it
// («وقال أمس: "نجتمع غدا"»), where that day was told from the anchor and lies before it.
func (s *scene) pass(i int) {
	t := s.p.at(i)
	switch {
	case t.kind != markToken:
	case t.mark == '\n' || t.mark == '»' || t.mark == '”' || t.mark == '"' && s.quoted:
		s.quoted = false
	case t.mark == '«' || t.mark == '“' || t.mark == '"':
		s.quoted, s.quoteOn = true, s.sayingDay(i)
	}
}

// sayingDay is the day that the sentence of token i names before it, for the quotation that begins there.
func (s *scene) sayingDay(i int) Day {
	if s.last.isZero() || !s.lastTold || s.last.from != s.last.to || !s.last.from.Before(s.anchor) {
		return Day{}
	}
	if !s.sameSentence(i) {
		return Day{}
	}
	return s.last.from
}

// sameSentence reports whether no sentence ends between the time named last and token i, which is not far.
func (s *scene) sameSentence(i int) bool {
	if i-s.lastAt > 60 {
		return false
	}
	for k := s.lastAt; k < i; k++ {
		if s.p.endsSentence(k) {
			return false
		}
	}
	return true
}

// leaning says where a time without a direction lies by the words of its clause: -1 past, 1 to come, 0 not said.
func (s *scene) leaning(r *reading, i, j int) int {
	if r.kind == onDate && s.p.leadsAhead(i) {
		return 1
	}
	for k := i - 1; k >= 0 && k >= i-14; k-- {
		if s.p.endsSentence(k) {
			break
		}
		if v := s.p.cue(k); v != 0 {
			return v
		}
	}
	for k := j; k < len(s.p.toks) && k < j+6; k++ {
		if s.p.endsSentence(k) {
			break
		}
		if v := s.p.cue(k); v != 0 {
			return v
		}
	}
	return 0
}

// leadsAhead reports whether «حتى», «قبل» or «تسليم» stands right before a date: a term that is set is mostly still to come.
func (p *parser) leadsAhead(i int) bool {
	for _, c := range [...]class{beforeClass, deliveryClass} {
		if _, w := p.is(i-1, c); w > 0 {
			return true
		}
	}
	_, w := p.is(i-1, tillClass)
	_, to := p.is(i-2, tillClass) // «إلى غاية»
	return w > 0 && fold(p.text[p.at(i-1).body:p.at(i-1).end]) != "الي" || to > 0 && p.at(i-2).width == 2
}

// afterSince reports whether «منذ» stands right before token i.
func (p *parser) afterSince(i int) bool {
	_, w := p.is(i-1, sinceClass)
	return w > 0
}

// cue reads a word that tells the past from what is to come.
func (p *parser) cue(k int) int {
	t := p.at(k)
	if t.kind != wordToken {
		return 0
	}
	if t.future {
		return 1
	}
	if t.entry == nil {
		return 0
	}
	if _, w := p.is(k, futureClass); w > 0 {
		return 1
	}
	if _, w := p.is(k, pastClass); w > 0 {
		return -1
	}
	return 0
}

// endsSentence reports whether token k ends a sentence.
func (p *parser) endsSentence(k int) bool {
	t := p.at(k)
	if t.kind != markToken {
		return t.kind == endToken
	}
	return t.mark == '\n' || p.mark(k, "؛!؟?…") || t.mark == '.' && !(p.at(k+1).kind == numberToken && p.touches(k+1))
}

// weekOf is the week that holds a day.
func (s *scene) weekOf(d Day) stretch {
	from := d.Add(-((int(d.Weekday()) - int(s.first) + 7) % 7))
	return stretch{from, from.Add(6)}
}

// monthOf is a Gregorian month; a month beyond the year's ends counts into the years beside it.
func monthOf(year, month int) stretch {
	from := DayOf(time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC))
	return stretch{from, DayOf(time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC))}
}

// yearOf is a Gregorian year.
func yearOf(year int) stretch {
	return stretch{Day{year, time.January, 1}, Day{year, time.December, 31}}
}

// hijriMonthOf is a Hijri month; a month beyond the year's ends counts into the years beside it.
func hijriMonthOf(year, month int) stretch {
	for ; month > 12; month -= 12 {
		year++
	}
	for ; month < 1; month += 12 {
		year--
	}
	from := hijriDay(year, month, 1)
	return stretch{from, from.Add(hijriMonthDays(year, month) - 1)}
}

// hijriYearOf is a Hijri year.
func hijriYearOf(year int) stretch {
	return stretch{hijriDay(year, 1, 1), hijriDay(year+1, 1, 1).Add(-1)}
}

// addMonths moves a day by months; where the month is too short it gives its last day.
func addMonths(d Day, n int) Day {
	m := monthOf(d.Year, int(d.Month)+n)
	return m.from.Add(min(d.Day, m.to.Day) - 1)
}

// contains reports whether the day lies in the stretch.
func (x stretch) contains(d Day) bool { return !d.Before(x.from) && !x.to.Before(d) }

func (x stretch) isZero() bool { return x.from.IsZero() }

func oneDay(d Day) stretch { return stretch{d, d} }

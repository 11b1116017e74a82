package dates

import (
	_ "embed"
	"strings"
	"sync"
	"time"
)

// feast is a named day: of the Gregorian or Hijri calendar, by rule from Easter, or of the Hebrew calendar.
type feast struct {
	name       string
	rule       string // gregorian, hijri, easter, orthodox, nth, hebrew
	month, day int    // of the calendar; with easter and orthodox: days from it
	days       int    // how many days it is kept
	countries  string // ISO codes, space-separated; "*" everywhere
}

//go:embed feasts.tsv
var feastsTSV string

var feasts = sync.OnceValue(func() []feast {
	var out []feast
	for _, row := range rows(feastsTSV, 6) {
		out = append(out, feast{row[0], row[1], number(row[2]), number(row[3]), number(row[4]), row[5]})
	}
	return out
})

// addFeasts enters the names of feasts; the value is the index in the table.
func (l *lexicon) addFeasts() {
	for i, f := range feasts() {
		l.add(f.name, lexeme{class: feastClass, value: i})
	}
}

// feastDay reads a feast, with the day of it that is meant and the year: «ثاني أيام عيد الأضحى», «عيد الفطر المقبل»,
// «عشية عيد الميلاد», «يوم عرفة».
func (p *parser) feastDay(i int) (reading, int) {
	nth, j := 0, i
	if n, k := p.rank(i); k > i {
		if u, number := p.unitOf(k); u == dayClass && number == 3 || u == dayClass && number == 1 && n == 1 {
			nth, j = n, k+1
		}
	} else if u, number := p.unitOf(i); u == dayClass && number == 1 && p.at(i).al {
		if n, k := p.small(i+1, 7); k > i+1 {
			nth, j = n, p.skip(k, ofClass)
		}
	} else if _, w := p.is(i, eveClass); w > 0 {
		nth, j = -1, i+w
	} else if v, w := p.is(i, dayPartClass); w > 0 && v >= 22 {
		nth, j = -1, i+w
	} else if _, w := p.is(i, feastClass); w > 0 {
		j = i
	} else if w := p.skipBareDay(i); w > i {
		j = w
	}
	v, w := p.is(j, feastClass)
	if w == 0 {
		return reading{}, i
	}
	f := &feasts()[v]
	r := reading{kind: onFeast, feast: f, nth: nth}
	return p.feastYear(r, j+w)
}

// feastYear reads the year of a feast.
func (p *parser) feastYear(r reading, i int) (reading, int) {
	j := i
	if t := p.at(i); t.kind == wordToken && strings.HasPrefix(fold(p.text[t.body:t.end]), "المبارك") {
		j++
	}
	if v, w := p.is(j, directionClass); w > 0 && p.plain(j) {
		r.dir, r.hasDir = v, true
		return r, j + w
	}
	if y, cal, _, k := p.year(j); k > j {
		if p.at(j).kind == numberToken || cal == hijri {
			r.year, r.cal = y, cal
			return r, k
		}
		r.year, r.cal = y, cal
		return r, k
	}
	if shift, k, same := p.yearInWords(j); k > j && !same {
		r.yearShift, r.hasShift = shift, true
		return r, k
	}
	return r, i
}

// in gives the first day of the feast in a Gregorian year, or the zero Day; Hijri feasts may fall twice in a year, then it is the first.
func (f *feast) in(year int) Day {
	switch f.rule {
	case "gregorian":
		return Day{year, time.Month(f.month), f.day}
	case "hijri":
		return f.hijriIn(year)
	case "easter":
		return easter(year).Add(f.day)
	case "orthodox":
		return orthodoxEaster(year).Add(f.day)
	case "hebrew":
		return hebrewDay(year+3760+boolInt(f.month >= 7), f.month, f.day)
	}
	first := Day{year, time.Month(f.month), 1} // nth: day = weekday*10 + which
	return nthWeekdayFrom(first, time.Weekday(f.day/10), f.day%10)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// hijriIn finds the feast in the Hijri years that touch a Gregorian year.
func (f *feast) hijriIn(year int) Day {
	for h := hijriYearAt(year); h <= hijriYearAt(year)+2; h++ {
		if d := hijriDay(h, f.month, f.day); d.Year == year {
			return d
		}
	}
	return Day{}
}

// easter is Western Easter Sunday (the anonymous Gregorian computus).
func easter(year int) Day {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	month := (h + l - 7*m + 114) / 31
	return Day{year, time.Month(month), (h+l-7*m+114)%31 + 1}
}

// orthodoxEaster is Easter Sunday of the Eastern churches, in the Gregorian calendar (Meeus; right from 1900 to 2099).
func orthodoxEaster(year int) Day {
	d := (19*(year%19) + 15) % 30
	e := (2*(year%4) + 4*(year%7) - d + 34) % 7
	month := (d + e + 114) / 31
	return Day{year, time.Month(month), (d+e+114)%31 + 1}.Add(13)
}

// nthWeekdayFrom is the n-th such weekday on or after a day.
func nthWeekdayFrom(first Day, w time.Weekday, n int) Day {
	return first.Add((int(w)-int(first.Weekday())+7)%7 + 7*(n-1))
}

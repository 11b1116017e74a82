package web

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"isnad/dates"
)

// bar is one line of a list of bars: a name, a length of at most 100, a number.
type bar struct {
	link
	Act, Point string
	X, Width   int
	N          int
}

// barsOf sets the lengths against the longest and, from right to left, the place where each begins.
func (c clock) barsOf(list []bar) []bar {
	most := 1
	for _, b := range list {
		most = max(most, b.N)
	}
	for i := range list {
		list[i].Width = max(1, 100*list[i].N/most)
		if c.dir == "rtl" {
			list[i].X = 100 - list[i].Width
		}
	}
	return list
}

// months is a chart over months with its table; each month is one row of counts by family.
type months struct {
	Title        string
	Yearly       bool // each bar is a year
	Wide, Narrow plot
	Key          []keyEntry
	Rows         []monthRow
}

type keyEntry struct{ Act, Text, Short string }

type monthRow struct {
	Month string
	Href  string // of a search for what is counted, where there is one
	Cells []int
	All   int
	month string // YYYY-MM, of a year YYYY
}

// lead gives every month the address of a search for what is counted in it.
func (m *months) lead(a ask) {
	for i := range m.Rows {
		if a.Month = m.Rows[i].month; m.Yearly {
			a.Month, a.Since, a.Until = "", m.Rows[i].month+"-01-01", m.Rows[i].month+"-12-31"
		}
		m.Rows[i].Href = a.href()
	}
}

// plot is a chart laid out: SVG user units, y down.
type plot struct {
	Left, Right, LabelX int
	Anchor              string
	Lines               []plotLine
	Bars                []plotBar
	Ticks               []plotText
	Peak                *plotText
}

type (
	plotLine struct {
		Y, TextY int
		Label    string
	}
	plotBar struct {
		Act        string
		X, Y, W, H string
	}
	plotText struct {
		X, Y  int
		Label string
	}
)

// monthly is what a chart is drawn from: counts by month and family, oldest month first.
type monthly struct {
	first  dates.Day
	step   int     // months of one bar: 1, or 12
	counts [][]int // by month, then by family in order of families; one column where there are no families
}

const (
	plotMonths     = 12  // a chart shows as many months at least
	plotMonthsMost = 120 // above it shows years
	plotGap        = 8   // between the numbers and their lines
	plotDigit      = 7   // about how wide a digit is
)

// chart draws counts by month. Time runs in the direction of the script: from right to left in Arabic.
func (c clock) chart(m monthly, byFamily bool) *months {
	if len(m.counts) < 2 {
		return nil
	}
	out := &months{
		Yearly: m.step == 12,
		Wide:   c.plot(m, layout{width: 1120, top: 14, foot: 256, size: 44, two: true}),
		Narrow: c.plot(m, layout{width: 328, top: 14, foot: 200, size: 34}),
	}
	if byFamily {
		for _, f := range families {
			out.Key = append(out.Key, keyEntry{f.name, c.t("family." + f.name), c.t("family." + f.name + ".short")})
		}
	}
	for i, cells := range m.counts {
		row := monthRow{Month: c.monthOf(m.month(i)), All: total(cells), month: m.month(i).String()[:7]}
		if out.Yearly {
			row.month = row.month[:4]
			row.Month = row.month
		}
		if row.All == 0 && len(m.counts) > plotMonths {
			continue // the table names what there is
		}
		if byFamily {
			row.Cells = cells
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func (m monthly) month(i int) dates.Day {
	return dates.DayOf(m.first.Midnight().AddDate(0, i*max(1, m.step), 0))
}

func total(cells []int) int {
	n := 0
	for _, c := range cells {
		n += c
	}
	return n
}

// layout are a chart's measures: its width, the heights of its topmost and lowest line, the room for labels at the side.
type layout struct {
	width, top, foot, size int
	two                    bool // room for both names of a month
}

func (c clock) plot(m monthly, l layout) plot {
	most, peak := 1, 0
	for i, cells := range m.counts {
		if n := total(cells); n > most {
			most, peak = n, i
		}
	}
	step := niceStep(most)
	high := (most/step + 1) * step // always room for the peak's number
	height := l.foot - l.top
	side := max(l.size, plotGap+plotDigit*utf8.RuneCountInString(c.number(high)))
	p := plot{Left: side, Right: l.width - 4, LabelX: side - plotGap, Anchor: "end"} // beside the lines, where time begins
	if c.dir == "rtl" {
		p.Left, p.Right, p.LabelX = 4, l.width-side, l.width-side+plotGap
	}
	for n := 0; n <= high; n += step {
		y := l.foot - height*n/high
		p.Lines = append(p.Lines, plotLine{y, y + 4, c.number(n)})
	}
	slot := float64(p.Right-p.Left) / float64(len(m.counts))
	width := min(slot*.45, 48)
	if len(m.counts) > plotMonths {
		width = min(slot*.75, 48)
	}
	for i, cells := range m.counts {
		middle := float64(p.Left) + slot*(float64(i)+.5)
		if c.dir == "rtl" {
			middle = float64(p.Right) - slot*(float64(i)+.5)
		}
		y := float64(l.foot)
		for f, n := range cells {
			if n == 0 {
				continue
			}
			h := float64(height) * float64(n) / float64(high)
			p.Bars = append(p.Bars, plotBar{families[f].name, units(middle - width/2), units(y - h), units(width), units(max(h-1, 1))})
			y -= h
		}
		if i == peak {
			p.Peak = &plotText{int(middle), int(y) - 7, c.number(total(cells))}
		}
		p.Ticks = append(p.Ticks, c.ticks(m, i, int(middle), l)...)
	}
	return p
}

// ticks are a month's labels: both names below each other where there is room, else the first of every third month; where there
// are many months, their years.
func (c clock) ticks(m monthly, i, x int, l layout) []plotText {
	d, n := m.month(i), len(m.counts)
	if n > plotMonths || m.step == 12 {
		return c.yearTick(m, i, x, l)
	}
	names := slices.Collect(strings.SplitSeq(c.month(d.Month), "/"))
	if !l.two {
		if n > 4 && i%3 != 0 && i != n-1 || n > 4 && i == n-2 {
			return nil
		}
		return []plotText{{x, l.foot + 18, names[0]}}
	}
	var list []plotText
	for k, name := range names {
		list = append(list, plotText{x, l.foot + 18 + 17*k, name})
	}
	return list
}

// yearTick is the year below its first month, every so-manyth that there is room for all.
func (c clock) yearTick(m monthly, i, x int, l layout) []plotText {
	room, d := 5, m.month(i)
	if l.two {
		room = 16
	}
	years := m.month(len(m.counts)-1).Year - m.first.Year + 1
	if m.step != 12 && d.Month != time.January || (d.Year-m.first.Year)%((years+room-1)/room) != 0 {
		return nil
	}
	return []plotText{{x, l.foot + 18, strconv.Itoa(d.Year)}}
}

// units writes a length with one digit after the point.
func units(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }

// niceStep is the distance of lines, a round number that gives at most five.
func niceStep(most int) int {
	for step := 1; ; step *= 10 {
		for _, k := range []int{1, 2, 5} {
			if most <= 5*k*step {
				return k * step
			}
		}
	}
}

package web

import (
	"fmt"
	"time"
	"unicode"

	"isnad"
	"isnad/dates"
)

// lanes is the timeline of a story: a lane an outlet, in order of first publication, and the same as text.
type lanes struct {
	Title        string
	Wide, Narrow strip
	Parts        []string // kinds of point that occur, for the key
	Nights       bool
	Text         []laneText
	Undated      string // articles that have no day and stand in no lane
}

// laneText is one lane in words.
type laneText struct {
	link
	Times []string
}

// strip is a timeline laid out in SVG units, y down.
type strip struct {
	Width, Height int
	Nights        []stripRect
	Ticks         []stripTick
	Lanes         []stripLane
	Flows         []string
	Points        []stripPoint
}

type (
	stripRect struct{ X, Y, W, H string }
	stripTick struct {
		X, TextX string
		Foot     int
		Label    string
		Anchor   string // start, and before the edge where time ends, end
	}
	stripLane struct {
		From, To, Y, TextY int
		Label              svgText
	}
	stripPoint struct {
		Part, Path, Title string
		Hour              string
		HourX, HourY      string
	}
)

// svgText is a line of text in a drawing: Dir is its own direction, Anchor chosen so that it grows away from X.
type svgText struct {
	X           int
	Text        string
	Dir, Anchor string
}

// lanesAtMost is how many lanes a timeline has; the outlets that have none of their own share the last.
const lanesAtMost = 12

// stripForm are the measures of a timeline.
type stripForm struct {
	width, label, row, top, size int
	labelRunes                   int
	wide                         bool
}

var (
	wideStrip   = stripForm{width: 1120, label: 180, row: 34, top: 24, size: 13, labelRunes: 24, wide: true}
	narrowStrip = stripForm{width: 328, label: 104, row: 30, top: 24, size: 10, labelRunes: 14}
)

// lane is what a line of the timeline shows.
type lane struct {
	name, short string
	list        []*carrier
}

// timeline draws when each outlet published; nil where nothing has a day.
func (c clock) timeline(list []*carrier, zone *time.Location) *lanes {
	from, to, undated, n := span(list, zone)
	if n < 2 {
		return nil
	}
	rows := c.lanesOf(list)
	out := &lanes{
		Title: c.timelineTitle(list, zone), Nights: to.Sub(from) <= nightsUpTo,
		Wide: c.strip(rows, wideStrip, from, to, zone), Narrow: c.strip(rows, narrowStrip, from, to, zone),
		Text: c.laneTexts(list, zone),
	}
	if undated > 0 {
		out.Undated = c.t("story.undated", c.count("count.article", undated))
	}
	seen := map[string]bool{}
	for _, l := range list {
		for _, a := range l.articles {
			seen[partOf(l, a)] = true
		}
	}
	for _, part := range []string{originPart, ownPart, copyPart} {
		if seen[part] {
			out.Parts = append(out.Parts, part)
		}
	}
	return out
}

// span is the time from the first article to the last, and how many have no day and how many have one.
func span(list []*carrier, zone *time.Location) (from, to time.Time, undated, dated int) {
	for _, l := range list {
		for _, a := range l.articles {
			at, _ := wall(a, zone)
			if at.IsZero() {
				undated++
				continue
			}
			dated++
			if from.IsZero() || at.Before(from) {
				from = at
			}
			if at.After(to) {
				to = at
			}
		}
	}
	if room := shortest - to.Sub(from); room > 0 {
		from, to = from.Add(-room/2), to.Add(room/2)
	}
	return from, to, undated, dated
}

const (
	shortest   = 8 * time.Hour      // a timeline shows at least so much
	nightsUpTo = 6 * 24 * time.Hour // above it nights would be stripes
	nightFrom  = 19                 // hours, on the story's clock
	nightTo    = 6
)

// lanesOf gives each carrier a lane; where they are many, those that only copied share the last, and then the latest.
func (c clock) lanesOf(list []*carrier) []lane {
	var rows []lane
	var rest []*carrier
	all := 0
	for _, l := range list {
		if len(l.articles) > 0 {
			all++
		}
	}
	for _, l := range list {
		switch {
		case len(l.articles) == 0:
		case all > lanesAtMost && (l.part == copyPart || len(rows) == lanesAtMost-1):
			rest = append(rest, l)
		default:
			rows = append(rows, lane{name: l.name, short: shortOutlet(l.name), list: []*carrier{l}})
		}
	}
	if len(rest) > 0 {
		name := c.count("count.other-source", len(rest))
		rows = append(rows, lane{name: name, short: name, list: rest})
	}
	return rows
}

func (c clock) timelineTitle(list []*carrier, zone *time.Location) string {
	sources := 0
	for _, l := range list {
		if len(l.articles) > 0 {
			sources++
		}
	}
	return c.t("story.timeline.title", list[0].name, c.stamp(list[0].articles[0], zone), c.count("count.source", sources))
}

// partOf is what an article counts as on the timeline.
func partOf(l *carrier, a *isnad.Article) string {
	switch {
	case isCopy(a) || aggregated(a):
		return copyPart
	case l.part == originPart && a == firstOwn(l):
		return originPart
	}
	return ownPart
}

func firstOwn(l *carrier) *isnad.Article {
	for _, a := range l.articles {
		if !isCopy(a) && !aggregated(a) {
			return a
		}
	}
	return nil
}

// stamp names an article's time as shortly as a story allows: weekday and hour.
func (c clock) stamp(a *isnad.Article, zone *time.Location) string {
	at, exact := wall(a, zone)
	if at.IsZero() {
		return c.t("day.none")
	}
	day := c.weekday(at.Weekday())
	if c.today().Sub(dates.DayOf(at)) > 6 {
		day = c.t("day.date-short", at.Day(), c.month(at.Month()))
	}
	if !exact {
		return day
	}
	return day + " " + c.figures(at.Format("15:04"))
}

func (c clock) laneTexts(list []*carrier, zone *time.Location) []laneText {
	var out []laneText
	for _, l := range list {
		if len(l.articles) == 0 {
			continue
		}
		t := laneText{link: link{l.name, l.href}}
		for _, a := range l.articles {
			t.Times = append(t.Times, c.stamp(a, zone)+" ("+c.t("part."+partOf(l, a))+")")
		}
		if len(t.Times) > lanesAtMost {
			more := len(t.Times) - lanesAtMost
			t.Times = append(t.Times[:lanesAtMost], "+"+c.number(more))
		}
		out = append(out, t)
	}
	return out
}

// strip lays the timeline out. Time runs in the direction of the script.
func (c clock) strip(rows []lane, f stripForm, from, to time.Time, zone *time.Location) strip {
	foot := f.top + f.row*len(rows)
	s := strip{Width: f.width, Height: foot + 6}
	pad := to.Sub(from) / 25
	x := c.axis(f, from.Add(-pad), to.Add(pad))
	if to.Sub(from) <= nightsUpTo {
		s.Nights = nights(x, from.Add(-pad), to.Add(pad), f.top, foot)
	}
	s.Ticks = c.stripTicks(x, f, from.Add(-pad), to.Add(pad), foot)
	at := map[*isnad.Article][2]float64{}
	for i, r := range rows {
		y := f.top + f.row*i + f.row/2
		s.Lanes = append(s.Lanes, c.stripLane(f, r, y))
		free := true
		last := 0.0
		for _, l := range r.list {
			for _, a := range l.articles {
				when, exact := wall(a, zone)
				if when.IsZero() {
					continue
				}
				px := x(when)
				at[a] = [2]float64{px, float64(y)}
				p := stripPoint{Part: partOf(l, a), Path: diamond(px, float64(y), float64(f.size)/2), Title: l.name + ", " + c.stamp(a, zone)}
				if !exact {
					p.Part += " about"
				}
				if free || abs(px-last) > 46 {
					if f.wide && exact && len(r.list) == 1 {
						p.Hour, p.HourX, p.HourY = c.figures(when.Format("15:04")), units(px+c.way(11)), units(float64(y)-6)
					}
					free, last = false, px
				}
				s.Points = append(s.Points, p)
			}
		}
	}
	if len(rows) < lanesAtMost {
		s.Flows = flows(rows, at)
	}
	return s
}

// way turns a distance along time into one along x.
func (c clock) way(d float64) float64 {
	if c.dir == "rtl" {
		return -d
	}
	return d
}

// axis maps time to x, in the direction of the script.
func (c clock) axis(f stripForm, from, to time.Time) func(time.Time) float64 {
	length := float64(f.width - f.label - 8)
	return func(t time.Time) float64 {
		share := float64(t.Sub(from)) / float64(to.Sub(from))
		if c.dir == "rtl" {
			return float64(f.width-f.label) - share*length
		}
		return float64(f.label) + share*length
	}
}

func (c clock) stripLane(f stripForm, r lane, y int) stripLane {
	l := stripLane{From: f.label, To: f.width - 8, Y: y, TextY: y + 5}
	edge := 0
	if c.dir == "rtl" {
		l.From, l.To, edge = 8, f.width-f.label, f.width
	}
	name := r.name
	if !f.wide {
		name = r.short
	}
	l.Label = c.svgText(edge, cut(name, f.labelRunes))
	return l
}

// svgText is a text that grows from x in the direction of the page, whatever its own is.
func (c clock) svgText(x int, text string) svgText {
	t := svgText{X: x, Text: text, Dir: c.dir, Anchor: "start"}
	for _, r := range text {
		if unicode.IsLetter(r) {
			if unicode.Is(unicode.Arabic, r) {
				t.Dir = "rtl"
			} else {
				t.Dir = "ltr"
			}
			break
		}
	}
	if t.Dir != c.dir {
		t.Anchor = "end"
	}
	return t
}

// flows draws who took from whom between points of the timeline, where both have one.
func flows(rows []lane, at map[*isnad.Article][2]float64) []string {
	var out []string
	for _, r := range rows {
		for _, l := range r.list {
			for _, t := range l.takings {
				if len(t.from.articles) == 0 {
					continue
				}
				a, okA := at[t.from.articles[0]]
				b, okB := at[t.by]
				if !okA || !okB || a[1] == b[1] {
					continue
				}
				middle := (a[1] + b[1]) / 2
				out = append(out, fmt.Sprintf("M%s %sC%s %s %s %s %s %s", units(a[0]), units(a[1]), units(a[0]), units(middle), units(b[0]), units(middle), units(b[0]), units(b[1])))
			}
		}
	}
	return out
}

func diamond(x, y, r float64) string {
	return fmt.Sprintf("M%s %sl%[3]s %[3]sl-%[3]s %[3]sl-%[3]s -%[3]sz", units(x), units(y-r), units(r))
}

func abs(f float64) float64 { return max(f, -f) }

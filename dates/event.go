package dates

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed events.tsv
var eventsTSV string

// event is a day of history named without its year.
type event struct {
	heads            []string // folded
	month, day, year int
}

var events = sync.OnceValue(func() []event {
	var out []event
	for _, row := range rows(eventsTSV, 4) {
		out = append(out, event{strings.Fields(fold(row[0])), number(row[1]), number(row[2]), number(row[3])})
	}
	return out
})

// yearOfEvent gives the year of a date that names an event («أحداث 30 يونيو»), 0 where it names none that was by then.
func (p *parser) yearOfEvent(r *reading, i int, anchor Day) int {
	if r.kind != onDate || r.cal != gregorian || r.month == 0 || r.year > 0 || r.hasDir || r.hasShift || r.same || r.end != nil || r.edge != noEdge {
		return 0
	}
	t := p.at(i - 1)
	if t.kind != wordToken {
		return 0
	}
	head := strings.TrimPrefix(strings.TrimPrefix(fold(p.text[t.start:t.end]), "و"), "ال")
	for _, e := range events() {
		if e.month == r.month && e.day == r.day && (anchor.IsZero() || e.year <= anchor.Year) &&
			(slices.Contains(e.heads, head) || len(head) > 2 && slices.Contains(e.heads, strings.TrimPrefix(head, "ب"))) {
			return e.year
		}
	}
	return 0
}

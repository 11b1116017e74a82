package story

import (
	"fmt"
	"maps"
	"slices"
)

// Options bound what a [Desk] keeps. Zero fields take the values named.
type Options struct {
	Days  int // articles further apart are not compared: 4
	Limit int // articles kept, the oldest arrivals go first: 20,000
}

// Placement says where an article belongs.
type Placement struct {
	Copy     string // id of its group of copies, its own id where it is the first or alone
	Original bool   // it is the first of its group to arrive
	Story    string // id of its story: that of the story's first article
	Why      string // the measure that decided, in words for a log
}

// Desk places articles in order of arrival. It is not safe for several goroutines at once; the profiles may be made by many.
type Desk struct {
	options  Options
	base     int // arrivals forgotten
	window   []placed
	shingles map[uint64][]int // arrivals by sampled shingle
	terms    map[string][]int // arrivals by their weightiest terms
}

type placed struct {
	profile     *Profile
	copy, story string
}

// NewDesk gives an empty desk.
func NewDesk(o Options) *Desk {
	if o.Days <= 0 {
		o.Days = 4
	}
	if o.Limit <= 0 {
		o.Limit = 20_000
	}
	return &Desk{options: o, shingles: map[uint64][]int{}, terms: map[string][]int{}}
}

// The thresholds were chosen on the gold of three days of August 2015 (clusters-dev), where both lie on a plateau.
const (
	copyContainment = .50
	storyLikeness   = .40
)

// Place decides the article's group of copies and its story, and keeps it for those to come.
func (d *Desk) Place(p *Profile) Placement {
	at := Placement{Copy: p.ID, Original: true, Story: p.ID, Why: "first of its story"}
	copyOf, contained := d.best(d.near(p, d.copyCandidates(p)), (*placed).copyID, func(q *Profile) float64 {
		return containment(p.shingles, q.shingles)
	}, average)
	if contained >= copyContainment {
		at.Copy, at.Original = copyOf, false
	}
	story, alike := d.best(d.near(p, d.storyCandidates(p)), (*placed).storyID, func(q *Profile) float64 {
		return cosine(p.terms, q.terms)
	}, middle)
	if alike >= storyLikeness {
		at.Story, at.Why = story, fmt.Sprintf("terms alike %.2f", alike)
	}
	if !at.Original {
		at.Why = fmt.Sprintf("%.0f %% of the shorter text shared; %s", 100*contained, at.Why)
	}
	d.keep(p, at)
	return at
}

func (p *placed) copyID() string  { return p.copy }
func (p *placed) storyID() string { return p.story }

// tally is what the members of a group have in common with an article.
type tally struct {
	sum, most float64
	n         int
}

func average(t tally) float64 { return t.sum / float64(t.n) }

// middle lets a story drift with its newest article without being carried off by one.
func middle(t tally) float64 { return (t.sum/float64(t.n) + t.most) / 2 }

// best gives the group whose members are likest; of equals the one with the smaller id.
func (d *Desk) best(candidates []int, group func(*placed) string, alike func(*Profile) float64, value func(tally) float64) (string, float64) {
	groups := map[string]tally{}
	for _, i := range candidates {
		q := &d.window[i-d.base]
		t, v := groups[group(q)], alike(q.profile)
		groups[group(q)] = tally{t.sum + v, max(t.most, v), t.n + 1}
	}
	best, most := "", 0.0
	for _, g := range slices.Sorted(maps.Keys(groups)) {
		if v := value(groups[g]); v > most {
			best, most = g, v
		}
	}
	return best, most
}

// near keeps the candidates of the days around the article's. An article without a day is near all.
func (d *Desk) near(p *Profile, candidates []int) []int {
	return slices.DeleteFunc(candidates, func(i int) bool {
		day := d.window[i-d.base].profile.Day
		if day.IsZero() || p.Day.IsZero() {
			return false
		}
		apart := p.Day.Sub(day)
		return apart > d.options.Days || -apart > d.options.Days
	})
}

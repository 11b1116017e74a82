package story

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"isnad/dates"
)

const (
	shortText   = 60 // a text of fewer shingles is indexed whole
	sampleEvery = 4  // of a longer one every fourth by hash, the same in every text
	fewHits     = 3  // shared shingles that make a candidate worth verifying
	heavyTerms  = 25 // an article is found by its weightiest terms
)

// sampled gives the shingles by which an article is found. The hash decides, so texts that share a run share its sample.
func (p *Profile) sampled() []uint32 {
	if len(p.shingles) < shortText {
		return p.shingles
	}
	return slices.DeleteFunc(slices.Clone(p.shingles), func(h uint32) bool { return h>>16%sampleEvery != 0 })
}

// heavyOf gives the weightiest terms.
func heavyOf(terms []weighted) []uint32 {
	terms = slices.Clone(terms)
	slices.SortFunc(terms, func(a, b weighted) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.term, b.term))
	})
	out := make([]uint32, min(len(terms), heavyTerms))
	for i := range out {
		out[i] = terms[i].term
	}
	return out
}

// copyCandidates are arrivals near the article that share sampled shingles, in order of arrival.
func (d *Desk) copyCandidates(p *Profile) []int {
	return d.sharing(p, p.shingles, d.shingles)
}

// storyCandidates are arrivals near the article that share weighty terms, in order of arrival.
func (d *Desk) storyCandidates(p *Profile) []int {
	return d.sharing(p, p.heavy, d.terms)
}

// sharing gives the arrivals near the article that are still here and share enough of the keys, in order. Most arrivals that
// share one are of other days; they are passed over without a look at more than their day.
func (d *Desk) sharing(p *Profile, keys []uint32, lists map[uint32][]int32) []int {
	if len(d.hits) < len(d.window) {
		d.hits = make([]int32, 2*len(d.window))
	}
	first, last := d.nearDays(p)
	var met []int32
	for _, key := range keys {
		for _, i := range lists[key] {
			if on := d.when[i]; on < first || on > last {
				if on != noDay {
					continue
				}
			}
			if d.hits[i]++; d.hits[i] == 1 {
				met = append(met, i)
			}
		}
	}
	var out []int
	for _, i := range met {
		if int(d.hits[i]) >= min(fewHits, len(keys)) && d.window[i].profile != nil {
			out = append(out, int(i))
		}
		d.hits[i] = 0
	}
	slices.Sort(out)
	return out
}

// noDay is the number of what has no day.
const noDay = math.MinInt32

// numberOf counts days from one on which all agree.
func numberOf(d dates.Day) int32 {
	if d.IsZero() {
		return noDay
	}
	return int32(d.Midnight().Unix() / (24 * 60 * 60))
}

// nearDays gives the first and last of the days around the article's. An article without a day is near all.
func (d *Desk) nearDays(p *Profile) (first, last int32) {
	day := numberOf(p.Day)
	if day == noDay {
		return math.MinInt32, math.MaxInt32
	}
	return day - int32(d.options.Days), day + int32(d.options.Days)
}

// near keeps the arrivals of the days around the article's.
func (d *Desk) near(p *Profile, arrivals []int) []int {
	first, last := d.nearDays(p)
	return slices.DeleteFunc(arrivals, func(i int) bool {
		on := d.when[i]
		return on != noDay && (on < first || on > last)
	})
}

// keep remembers the article, and forgets days where there are too many articles.
func (d *Desk) keep(p *Profile, copy, story string) {
	i := len(d.window)
	d.window, d.when = append(d.window, placed{p, copy, story}), append(d.when, numberOf(p.Day))
	d.at[p.ID] = i
	d.clock++
	day := d.days[p.Day]
	if day == nil {
		day = new(deskDay)
		d.days[p.Day] = day
	}
	day.arrivals, day.used = append(day.arrivals, int32(i)), d.clock
	d.index(i)
	for len(d.at) > d.options.Limit && len(d.days) > 1 {
		d.forgetDay()
	}
	if len(d.at) > d.options.Limit {
		d.forgetOldest(p.Day, len(d.at)-d.options.Limit*9/10)
	}
	if d.gone > len(d.window)/2 && d.gone > 1000 || d.gone > d.options.Limit {
		d.compact()
	}
}

// Closed ends the id of a story that nothing joins by itself: an editor took its article out of another.
const Closed = "~"

func (d *Desk) index(i int) {
	d.stories[d.window[i].story] = append(d.stories[d.window[i].story], int32(i))
	for n := range d.window[i].profile.said {
		speaker := d.window[i].profile.said[n].speaker
		d.said[speaker] = append(d.said[speaker], saidAt{int32(i), n})
	}
	if strings.HasSuffix(d.window[i].story, Closed) {
		return
	}
	for _, h := range d.window[i].profile.sampled() {
		d.shingles[h] = append(d.shingles[h], int32(i))
	}
	for _, t := range d.window[i].profile.heavy {
		d.terms[t] = append(d.terms[t], int32(i))
	}
}

// forgetDay drops the day to which nothing was added for longest.
func (d *Desk) forgetDay() {
	var oldest dates.Day
	used := d.clock + 1
	for day, in := range d.days {
		if in.used < used {
			oldest, used = day, in.used
		}
	}
	for _, i := range d.days[oldest].arrivals {
		d.drop(int(i))
	}
	delete(d.days, oldest)
}

// forgetOldest drops the n first arrivals of a day that alone is more than the desk holds.
func (d *Desk) forgetOldest(day dates.Day, n int) {
	in := d.days[day]
	n = min(n, len(in.arrivals))
	for _, i := range in.arrivals[:n] {
		d.drop(int(i))
	}
	in.arrivals = slices.Clone(in.arrivals[n:])
}

// compact makes the lists anew from what is still here.
func (d *Desk) compact() {
	old := d.window
	d.window, d.when = nil, nil
	d.reindex()
	for _, in := range d.days {
		in.arrivals = in.arrivals[:0]
	}
	for _, p := range old {
		if p.profile == nil {
			continue
		}
		i := len(d.window)
		d.window, d.when = append(d.window, p), append(d.when, numberOf(p.profile.Day))
		d.at[p.profile.ID] = i
		in := d.days[p.profile.Day]
		in.arrivals = append(in.arrivals, int32(i))
		d.index(i)
	}
}

func (d *Desk) reindex() {
	d.gone, d.at = 0, map[string]int{}
	d.stories = map[string][]int32{}
	d.shingles, d.terms, d.said = map[uint32][]int32{}, map[uint32][]int32{}, map[string][]saidAt{}
}

package story

import (
	"cmp"
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

// heavy gives the weightiest terms.
func (p *Profile) heavy() []weighted {
	terms := slices.Clone(p.terms)
	slices.SortFunc(terms, func(a, b weighted) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.term, b.term))
	})
	return terms[:min(len(terms), heavyTerms)]
}

// copyCandidates are arrivals that share sampled shingles, in order of arrival.
func (d *Desk) copyCandidates(p *Profile) []int {
	hits := map[int32]int{}
	for _, h := range p.shingles {
		for _, i := range d.shingles[h] {
			hits[i]++
		}
	}
	return d.members(hits, min(fewHits, len(p.shingles)))
}

// storyCandidates are arrivals that share weighty terms, in order of arrival.
func (d *Desk) storyCandidates(p *Profile) []int {
	hits := map[int32]int{}
	for _, t := range p.heavy() {
		for _, i := range d.terms[t.term] {
			hits[i]++
		}
	}
	return d.members(hits, min(fewHits, len(p.terms)))
}

// members gives the arrivals that were hit often enough and are still here, in order.
func (d *Desk) members(hits map[int32]int, least int) []int {
	var out []int
	for i, n := range hits {
		if n >= least && d.window[i].profile != nil {
			out = append(out, int(i))
		}
	}
	slices.Sort(out)
	return out
}

// keep remembers the article, and forgets days where there are too many articles.
func (d *Desk) keep(p *Profile, copy, story string) {
	i := len(d.window)
	d.window = append(d.window, placed{p, copy, story})
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
	for _, t := range d.window[i].profile.heavy() {
		d.terms[t.term] = append(d.terms[t.term], int32(i))
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
	d.window = nil
	d.reindex()
	for _, in := range d.days {
		in.arrivals = in.arrivals[:0]
	}
	for _, p := range old {
		if p.profile == nil {
			continue
		}
		i := len(d.window)
		d.window = append(d.window, p)
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

package story

import (
	"cmp"
	"slices"
)

const (
	shortText   = 60 // a text of fewer shingles is indexed whole
	sampleEvery = 4  // of a longer one every fourth by hash, the same in every text
	fewHits     = 3  // shared shingles that make a candidate worth verifying
	heavyTerms  = 25 // an article is found by its weightiest terms
)

// sampled gives the shingles by which an article is found. The hash decides, so texts that share a run share its sample.
func (p *Profile) sampled() []uint64 {
	if len(p.shingles) < shortText {
		return p.shingles
	}
	return slices.DeleteFunc(slices.Clone(p.shingles), func(h uint64) bool { return h>>32%sampleEvery != 0 })
}

// heavy gives the weightiest terms.
func (p *Profile) heavy() []weighted {
	terms := slices.Clone(p.terms)
	slices.SortStableFunc(terms, func(a, b weighted) int { return cmp.Compare(b.weight, a.weight) })
	return terms[:min(len(terms), heavyTerms)]
}

// copyCandidates are arrivals that share sampled shingles, in order of arrival.
func (d *Desk) copyCandidates(p *Profile) []int {
	hits := map[int]int{}
	for _, h := range p.shingles {
		for _, i := range d.shingles[h] {
			hits[i]++
		}
	}
	return d.members(hits, min(fewHits, len(p.shingles)))
}

// storyCandidates are arrivals that share weighty terms, in order of arrival.
func (d *Desk) storyCandidates(p *Profile) []int {
	hits := map[int]int{}
	for _, t := range p.heavy() {
		for _, i := range d.terms[t.term] {
			hits[i]++
		}
	}
	return d.members(hits, min(fewHits, len(p.terms)))
}

func (d *Desk) members(hits map[int]int, least int) []int {
	var out []int
	for i, n := range hits {
		if i >= d.base && n >= least {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return out
}

// keep remembers the article and forgets the oldest where there are too many.
func (d *Desk) keep(p *Profile, at Placement) {
	i := d.base + len(d.window)
	d.window = append(d.window, placed{p, at.Copy, at.Story})
	for _, h := range p.sampled() {
		d.shingles[h] = append(d.shingles[h], i)
	}
	for _, t := range p.heavy() {
		d.terms[t.term] = append(d.terms[t.term], i)
	}
	if len(d.window) > d.options.Limit {
		d.forget(len(d.window) - d.options.Limit*9/10)
	}
}

// forget drops the n oldest arrivals, many at once, for every list is walked.
func (d *Desk) forget(n int) {
	d.base += n
	d.window = slices.Clone(d.window[n:])
	prune(d.shingles, d.base)
	prune(d.terms, d.base)
}

// prune drops arrivals before base from every list; the lists are ascending.
func prune[K comparable](lists map[K][]int, base int) {
	for k, list := range lists {
		n, _ := slices.BinarySearch(list, base)
		switch {
		case n == len(list):
			delete(lists, k)
		case n > 0:
			lists[k] = slices.Clone(list[n:])
		}
	}
}

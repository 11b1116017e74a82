package nametag

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxFeatures bounds the features of one word.
const maxFeatures = 200

// parts are the hashes of what a word is made of, computed once per word.
type parts struct {
	form, stem     uint64
	pre, suf       [4]uint64
	flags          uint64
	bits           uint32
	gap            uint64
	shape          uint64
	freq, bare     uint64
	class          uint64
	kinds          uint32
	group          [3]uint64 // fine, middle, wide
	proclitic, def bool
}

// hash is FNV-1a over a string, with a final mix.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return mix(h)
}

func mix(h uint64) uint64 {
	h ^= h >> 31
	h *= 0x9E3779B97F4A7C15
	h ^= h >> 29
	return h
}

func join(a, b uint64) uint64 { return mix(a*0xC2B2AE3D27D4EB4F ^ (b + 0x165667B19E3779F9)) }

// fineGroups and middleGroups are how many groups of the finest and the middle level one of the level above holds.
const fineGroups, middleGroups = 4, 8

// edge stands for what lies before and behind a sentence.
var edge = parts{form: hash("<>"), stem: hash("<>"), shape: 9}

// partsOf takes a word apart.
func partsOf(t Token) parts {
	p := parts{form: hash(t.Form), flags: mix(uint64(t.Flags) + 77), bits: t.Flags, gap: uint64(t.Gap), kinds: uint32(t.Class)}
	p.freq, p.bare, p.class = uint64(t.Freq)/2, uint64(t.Bare)/2, mix(uint64(t.Class)+5)
	if g := uint64(t.Group); g > 0 {
		p.group = [3]uint64{mix(g + 11), mix((g-1)/fineGroups + 7001), mix((g-1)/(fineGroups*middleGroups) + 9001)}
	}
	stem := t.Form
	if r, ok := cutOne(stem, "وف"); ok {
		stem, p.proclitic = r, true
	}
	if r, ok := strings.CutPrefix(stem, "لل"); ok && len(r) > 4 {
		stem, p.def = r, true
	} else if r, ok := cutOne(stem, "بلك"); ok && len(r) > 4 {
		stem = r
	}
	if r, ok := strings.CutPrefix(stem, "ال"); ok && len(r) > 4 {
		stem, p.def = r, true
	}
	p.stem = hash(stem)
	i, j := 0, len(t.Form)
	for n := range 4 {
		if i < len(t.Form) {
			_, size := utf8.DecodeRuneInString(t.Form[i:])
			i += size
			_, size = utf8.DecodeLastRuneInString(t.Form[:j])
			j -= size
		}
		p.pre[n], p.suf[n] = hash(t.Form[:i]), hash(t.Form[j:])
	}
	p.shape = uint64(min(utf8.RuneCountInString(t.Form), 8))
	return p
}

func cutOne(s, set string) (string, bool) {
	r, size := utf8.DecodeRuneInString(s)
	if strings.ContainsRune(set, r) && len(s)-size > 4 {
		return s[size:], true
	}
	return s, false
}

// Places of a word as seen from the word that is labelled.
const (
	before2 = iota
	before1
	here
	after1
	after2
	places
)

// feature is one thing said of a word: a hash, and the number by which the features of a word are ordered.
type feature struct {
	order int
	hash  uint64
}

// adder collects features, in memory of its own. The same hash said as another number is another feature.
type adder struct {
	list [maxFeatures]feature
	n    int
}

func (f *adder) add(n int, h uint64) { f.put(n, join(uint64(n), h)) }

func (f *adder) put(order int, hash uint64) {
	f.list[f.n] = feature{order, hash}
	f.n++
}

// alone adds what a word says by itself of the word from which it is seen at that place. Nothing here depends on what stands
// before a word (its gap): that differs from one occurrence to the next.
func (p *parts) alone(f *adder, place int) {
	f.add(2+2*place, p.form)
	f.add(3+2*place, p.stem)
	switch place {
	case here:
		for k := range 4 {
			f.add(12+2*k, p.pre[k])
			f.add(13+2*k, p.suf[k])
		}
		f.add(31, p.shape)
		f.add(32, join(p.shape, p.suf[1]))
		f.add(38, p.flags)
		f.add(48, join(p.flags, p.suf[1]))
		f.add(49, p.freq)
		f.add(50, p.bare)
		f.add(53, join(p.bare, p.class))
		f.add(56, p.class)
		f.add(61, join(p.class, p.flags))
		f.add(83, join(p.group[1], p.flags))
		f.add(85, join(p.group[1], p.suf[1]))
	case before1:
		f.add(20, p.suf[1])
		f.add(21, p.suf[2])
		f.add(24, p.pre[2])
		f.add(40, p.flags)
		f.add(51, p.bare)
		f.add(57, p.class)
	case after1:
		f.add(22, p.pre[2])
		f.add(23, p.suf[2])
		f.add(25, p.pre[1])
		f.add(41, p.flags)
		f.add(52, p.bare)
		f.add(58, p.class)
	}
	for k := range 3 {
		f.add(63+3*place+k, p.group[k])
	}
	p.single(f, place)
}

// bitOrder is the order in which the places' bits are said, after all else.
var bitOrder = [places]int{before2: 3, before1: 0, here: 1, after1: 2, after2: 4}

// single adds each bit of what the lists and the lexicon know of a word.
func (p *parts) single(f *adder, place int) {
	base := 1000 + 100*bitOrder[place]
	if place != before2 && place != after2 {
		for set := p.kinds; set != 0; set &= set - 1 {
			f.put(base, join(uint64(base+50), uint64(bits.TrailingZeros32(set))))
		}
	}
	for set := p.bits; set != 0; set &= set - 1 {
		f.put(base+1, join(uint64(base), uint64(bits.TrailingZeros32(set))))
	}
}

// seen is what a word and its neighbours are: two before it, itself, two behind it; and the gaps before the word before it, itself and the
// next, which differ from one occurrence of a word to the next.
type seen struct {
	a, b, c, d, e    *parts
	gapB, gapC, gapD uint64
}

// around gives what is seen from word i of a sentence.
func around(s []parts, i int) seen {
	at := func(d int) *parts {
		if j := i + d; j >= 0 && j < len(s) {
			return &s[j]
		}
		return &edge
	}
	return seen{at(-2), at(-1), at(0), at(1), at(2), at(-1).gap, at(0).gap, at(1).gap}
}

// together adds what a word and its neighbours say with one another.
func together(f *adder, s seen) {
	a, b, c, d, e := s.a, s.b, s.c, s.d, s.e
	f.add(26, join(b.form, c.form))
	f.add(27, join(c.form, d.form))
	f.add(28, join(b.stem, d.stem))
	f.add(29, join(a.stem, b.stem))
	f.add(30, join(d.stem, e.stem))
	f.add(33, s.gapC)
	f.add(34, s.gapD)
	f.add(35, join(s.gapC, s.gapD))
	f.add(36, join(s.gapB, b.form))
	f.add(37, join(s.gapC, b.stem))
	f.add(39, join(c.flags, s.gapC))
	f.add(42, join(b.flags, c.flags))
	f.add(43, join(c.flags, d.flags))
	f.add(44, join(join(b.flags, c.flags), d.flags))
	f.add(45, join(b.stem, c.flags))
	f.add(46, join(d.stem, c.flags))
	f.add(47, join(a.flags, b.flags))
	f.add(54, join(b.bare, c.bare))
	f.add(55, join(c.bare, d.bare))
	f.add(59, join(b.class, c.class))
	f.add(60, join(c.class, d.class))
	f.add(62, join(b.stem, c.class))
	f.add(78, join(b.group[1], c.group[1]))
	f.add(79, join(c.group[1], d.group[1]))
	f.add(80, join(b.group[1], d.group[1]))
	f.add(81, join(a.group[1], b.group[1]))
	f.add(82, join(b.group[2], join(c.group[2], d.group[2])))
	f.add(84, join(b.group[1], c.flags))
	f.add(86, join(b.form, c.group[1]))
	f.add(87, odd(b, c, d))
}

// odd tells which of three words have an article, and whether the middle one has a conjunction.
func odd(b, c, d *parts) (bits uint64) {
	for k, yes := range [...]bool{c.def, b.def, c.proclitic, d.def} {
		if yes {
			bits |= 1 << k
		}
	}
	return bits
}

// features appends the feature hashes of word i of a sentence, in their order.
func features(dst []uint64, s []parts, i int) []uint64 {
	var all []feature
	var f adder
	f.add(1, 1)
	for place := range places {
		p := &edge
		if j := i + place - here; j >= 0 && j < len(s) {
			p = &s[j]
		}
		p.alone(&f, place)
		all = append(all, f.list[:f.n]...)
		f.n = 0
	}
	together(&f, around(s, i))
	all = append(all, f.list[:f.n]...)
	slices.SortStableFunc(all, func(a, b feature) int { return a.order - b.order })
	for _, x := range all {
		dst = append(dst, x.hash)
	}
	return dst
}

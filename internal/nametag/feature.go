package nametag

import (
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

// features appends the feature hashes of word i of a sentence.
func features(dst []uint64, s []parts, i int) []uint64 {
	at := func(d int) *parts {
		if j := i + d; j >= 0 && j < len(s) {
			return &s[j]
		}
		return &edge
	}
	n := uint64(0)
	add := func(h uint64) { n++; dst = append(dst, join(n, h)) }
	a, b, c, d, e := at(-2), at(-1), at(0), at(1), at(2)
	add(1)
	for _, p := range [...]*parts{a, b, c, d, e} {
		add(p.form)
		add(p.stem)
	}
	for k := range 4 {
		add(c.pre[k])
		add(c.suf[k])
	}
	add(b.suf[1])
	add(b.suf[2])
	add(d.pre[2])
	add(d.suf[2])
	add(b.pre[2])
	add(d.pre[1])
	add(join(b.form, c.form))
	add(join(c.form, d.form))
	add(join(b.stem, d.stem))
	add(join(a.stem, b.stem))
	add(join(d.stem, e.stem))
	add(c.shape)
	add(join(c.shape, c.suf[1]))
	add(c.gap)
	add(d.gap)
	add(join(c.gap, d.gap))
	add(join(b.gap, b.form))
	add(join(c.gap, b.stem))
	add(c.flags)
	add(join(c.flags, c.gap))
	add(b.flags)
	add(d.flags)
	add(join(b.flags, c.flags))
	add(join(c.flags, d.flags))
	add(join(join(b.flags, c.flags), d.flags))
	add(join(b.stem, c.flags))
	add(join(d.stem, c.flags))
	add(join(a.flags, b.flags))
	add(join(c.flags, c.suf[1]))
	add(c.freq)
	add(c.bare)
	add(b.bare)
	add(d.bare)
	add(join(c.bare, c.class))
	add(join(b.bare, c.bare))
	add(join(c.bare, d.bare))
	add(c.class)
	add(b.class)
	add(d.class)
	add(join(b.class, c.class))
	add(join(c.class, d.class))
	add(join(c.class, c.flags))
	add(join(b.stem, c.class))
	for _, p := range [...]*parts{a, b, c, d, e} {
		add(p.group[0])
		add(p.group[1])
		add(p.group[2])
	}
	add(join(b.group[1], c.group[1]))
	add(join(c.group[1], d.group[1]))
	add(join(b.group[1], d.group[1]))
	add(join(a.group[1], b.group[1]))
	add(join(b.group[2], join(c.group[2], d.group[2])))
	add(join(c.group[1], c.flags))
	add(join(b.group[1], c.flags))
	add(join(c.group[1], c.suf[1]))
	add(join(b.form, c.group[1]))
	var odd uint64
	if c.def {
		odd |= 1
	}
	if b.def {
		odd |= 2
	}
	if c.proclitic {
		odd |= 4
	}
	if d.def {
		odd |= 8
	}
	add(odd)
	for k, p := range [...]*parts{b, c, d, a, e} {
		base := uint64(1000 + 100*k)
		for bits := p.kinds; k < 3 && bits != 0; bits &= bits - 1 {
			dst = append(dst, join(base+50, uint64(trailing(bits))))
		}
		for bits := p.bits; bits != 0; bits &= bits - 1 {
			dst = append(dst, join(base, uint64(trailing(bits))))
		}
	}
	return dst
}

func trailing(b uint32) int {
	n := 0
	for b&1 == 0 {
		b >>= 1
		n++
	}
	return n
}

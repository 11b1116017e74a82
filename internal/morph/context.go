package morph

// maxTagFeatures bounds the features of one item.
const maxTagFeatures = 64

// noTag stands before the first item.
const noTag = uint8(31)

// Context computes the features of the items of one sentence in turn; what is looked up about an item is kept while
// the window passes over it.
type Context struct {
	lexicon *Lexicon
	seen    [3]sight // the item before, the item, the item after
}

// sight is what is looked up about one item.
type sight struct {
	whole, stem, exact hash
	class              Class
	verb, freq, with   byte
	kp, ks, cp, cs     byte
	fixed              byte
	tail               byte
}

// Context starts a sentence.
func (l *Lexicon) Context() Context { return Context{lexicon: l} }

// look gives the sight of items[i], a blank one outside.
func (c *Context) look(items []Item, i int) sight {
	if i >= len(items) {
		return sight{fixed: 31}
	}
	it := &items[i]
	if it.Fixed >= 0 {
		return sight{fixed: byte(it.Fixed) + 1}
	}
	w := &it.Word
	stem := w.Stem(it.Cut)
	s := sight{whole: hashStart.letters(w.Letters()), stem: hashStart.letters(stem), exact: hashStart.letters(w.X[:w.N])}
	s.cp, s.cs = it.Cut.Prefix, it.Cut.Suffix
	s.kp, s.ks = prefixKind[s.cp], suffixKind[s.cs]
	v := view{w: w, lexicon: c.lexicon}
	class, verb := v.classes(stem)
	s.class = class
	if verb != 0 {
		s.verb = 1
	}
	s.freq = byte(c.lexicon.Frequency.Get(s.stem))
	s.with = byte(c.lexicon.Frequency.Get(hashStart.add(alef).add(lam).letters(stem)))
	s.tail = stem[len(stem)-1]
	return s
}

func (h hash) row() uint32 { return uint32(h.mix() >> (64 - TagBits)) }

// Templates of the tagger's features.
const (
	gBias = iota + 100
	gWhole
	gExact
	gStem
	gStemCut
	gHead
	gTail
	gCut
	gClass
	gFreq
	gBefore
	gAfter
	gTags
	gAround
)

// Features appends the features of items[i], given the two tags before it. It must be called for each i in turn.
func (c *Context) Features(dst []uint32, items []Item, i int, before, last uint8) []uint32 {
	if i == 0 {
		c.seen[1], c.seen[2] = sight{fixed: 30}, c.look(items, 0)
	}
	c.seen[0], c.seen[1], c.seen[2] = c.seen[1], c.seen[2], c.look(items, i+1)
	if items[i].Fixed >= 0 {
		return dst
	}
	dst = own(dst, &c.seen[1], &items[i])
	return around(dst, &c.seen[0], &c.seen[1], &c.seen[2], before, last)
}

// own appends the features of the word itself.
func own(dst []uint32, s *sight, it *Item) []uint32 {
	w := &it.Word
	p := Prefixes[s.cp].Len()
	stem := w.Stem(it.Cut)
	n := len(stem)
	lo, hi := byte(s.class), byte(s.class>>8)
	k := classBits(s.class) | s.verb<<5
	h := func(t, a, b byte) hash { return template(t, a, b) }
	return append(dst,
		h(gBias, 0, 0).row(),
		h(gWhole, 0, 0).letters(w.Letters()).row(),
		h(gExact, 0, 0).letters(w.X[:w.N]).row(),
		h(gExact, 1, 0).letters(w.X[p:p+n]).row(),
		h(gStem, s.ks, 0).letters(stem).row(),
		h(gStem, s.kp, 1).letters(stem).row(),
		h(gHead, 0, 0).letters(stem[:1]).row(),
		h(gHead, byte(min(n, 6)), 1).letters(stem[:min(2, n)]).row(),
		h(gHead, s.ks, 3).letters(stem[:1]).row(),
		h(gHead, 0, 2).letters(stem[:min(3, n)]).row(),
		h(gTail, 0, 0).letters(stem[n-1:]).row(),
		h(gTail, s.ks, 1).letters(stem[max(0, n-2):]).row(),
		h(gTail, 0, 2).letters(stem[max(0, n-3):]).row(),
		h(gTail, s.kp, 3).letters(stem[n-1:]).letters(stem[:1]).add(byte(min(n, 6))).row(),
		h(gCut, s.cp, s.cs).row(),
		h(gCut, s.kp, s.ks).add(byte(min(n, 6))).row(),
		h(gCut, 255, s.cs).row(),
		h(gCut, s.cp, 255).row(),
		h(gClass, lo, hi).add(s.verb).row(),
		h(gClass, lo, hi).add(s.verb).add(s.kp).add(1).row(),
		h(gClass, lo, hi).add(s.verb).add(s.ks).add(2).row(),
		h(gClass, k, s.kp).add(s.ks).add(3).row(),
		h(gClass, k, s.freq/3).add(s.with/3).add(4).row(),
		h(gFreq, s.freq, s.kp).row(),
		h(gFreq, s.with, s.freq).add(1).row(),
	)
}

// around appends the features of the neighbours and of the tags before.
func around(dst []uint32, b, s, a *sight, before, last uint8) []uint32 {
	k := classBits(s.class) | s.verb<<5
	kb, ka := classBits(b.class)|b.verb<<5, classBits(a.class)|a.verb<<5
	h := func(t, x, y byte) hash { return template(t, x, y) }
	return append(dst,
		h(gTags, last, 0).row(),
		h(gTags, last, before).add(1).row(),
		h(gTags, last, k).add(2).row(),
		h(gTags, last, s.kp).add(s.ks).add(3).row(),
		h(gTags, last, s.tail).add(4).row(),
		(h(gTags, last, 5) ^ s.stem).row(),
		(h(gTags, last, 6) ^ s.whole).row(),
		h(gTags, last, before).add(s.kp).add(s.ks).add(7).row(),
		(h(gBefore, b.fixed, 0) ^ b.whole).row(),
		(h(gBefore, b.fixed, s.kp).add(s.ks) ^ b.whole).row(),
		(h(gBefore, b.fixed, k).add(1) ^ b.whole).row(),
		h(gBefore, b.cp, b.cs).add(s.kp).add(s.ks).add(2).row(),
		h(gBefore, kb, k).add(3).row(),
		(h(gAfter, a.fixed, 0) ^ a.whole).row(),
		(h(gAfter, a.fixed, k).add(1) ^ a.whole).row(),
		h(gAfter, a.cp, a.cs).add(s.kp).add(s.ks).add(2).row(),
		h(gAfter, ka, k).add(a.fixed).add(3).row(),
		h(gAfter, a.kp, a.ks).add(last).add(k).add(4).row(),
		h(gAround, b.kp, b.ks).add(a.kp).add(a.ks).add(k).row(),
		h(gAround, last, a.cp).add(a.cs).add(k).row(),
	)
}

package morph

import "strings"

// maxFeatures bounds the features of one cut.
const maxFeatures = 80

// view is a word under judgement, with what is looked up once for all its cuts.
type view struct {
	w       *Word
	lexicon *Lexicon
	whole   hash
	freq    uint16 // of the whole word
	class   Class  // of the whole word
	verb    byte   // 1 where it may be an imperfect verb
}

func (l *Lexicon) view(w *Word) view {
	h := hashStart.letters(w.Letters())
	v := view{w: w, lexicon: l, whole: h, freq: l.Frequency.Get(h)}
	class, verb := v.classes(w.Letters())
	v.class = class
	if verb != 0 {
		v.verb = 1
	}
	return v
}

// Each template of features starts its hash with a number of its own.
const (
	tPrefix = iota + 1
	tSuffix
	tBoth
	tStem
	tStemPrefix
	tStemSuffix
	tWord
	tLength
	tPrefixHead
	tSuffixTail
	tClass
	tClassPrefix
	tClassSuffix
	tFreq
	tFreqPrefix
	tFreqSuffix
	tRest
	tFront
	tArticle
	tFem
	tCompare
	tVerb
	tShape
	tEnds
	tExact
	tParadigm
	tCoarse
)

// template starts the hash of a feature.
func template(t, a, b byte) hash { return hashStart.add(t).add(a).add(b) }

func (h hash) index() uint32 { return uint32(h.mix() >> (64 - RankBits)) }

// features appends the features of a cut: its affixes; stem and edges of the stem with them; the classes of the stem
// by the lexicon; and how frequent the stem, the word without prefix and without suffix, and the stem with article
// or feminine ending are.
func (v *view) features(dst []uint32, c Cut) []uint32 {
	w, f := v.w, v.lexicon.Frequency
	p, s := Prefixes[c.Prefix].Len(), Suffixes[c.Suffix].Len()
	stem := w.L[p : w.N-s]
	n := byte(min(len(stem), 9))
	cp, cs := c.Prefix, c.Suffix
	stemHash := hashStart.letters(stem)
	sf := byte(f.Get(stemHash))
	rest := byte(f.Get(hashStart.letters(w.L[p:w.N])))
	front := byte(f.Get(hashStart.letters(w.L[:w.N-s])))
	with := byte(f.Get(hashStart.add(alef).add(lam).letters(stem)))
	fem := byte(f.Get(stemHash.add(marbuta)))
	class, verb := v.classes(stem)
	dst = append(dst,
		template(tPrefix, cp, 0).index(),
		template(tSuffix, cs, 0).index(),
		template(tBoth, cp, cs).index(),
		template(tStem, 0, 0).letters(stem).index(),
		template(tStemPrefix, cp, 0).letters(stem).index(),
		template(tStemSuffix, cs, 0).letters(stem).index(),
		template(tWord, cp, cs).letters(w.Letters()).index(),
		template(tExact, cp, cs).letters(w.X[:w.N]).index(),
		template(tExact, cp, 99).add(w.X[p]).add(w.X[p+len(stem)-1]).index(),
		template(tExact, cs, 98).letters(w.X[p:p+len(stem)]).index(),
		template(tLength, cp, n).index(),
		template(tLength, cs, n|64).index(),
		template(tBoth, cp, cs).add(n).index(),
		template(tFreq, sf, n).index(),
		template(tFreqPrefix, cp, sf).index(),
		template(tFreqSuffix, cs, sf).index(),
		template(tRest, cp, rest/2).add(byte(v.freq)/2).index(),
		template(tRest, cp, rest).add(200).index(),
		template(tFront, cs, front/2).add(byte(v.freq)/2).index(),
		template(tFront, cs, front).add(200).index(),
		template(tArticle, cp, with/2).add(sf/2).index(),
		template(tArticle, cs, with/2).add(201).index(),
		template(tFem, cs, fem/2).add(sf/2).index(),
		template(tCompare, cp, cs).add(sf/4).add(rest/4).add(front/4).index(),
		template(tCompare, cp, cs).add(ratio(sf, byte(v.freq))).index(),
	)
	dst = v.paradigm(dst, c, stem, stemHash, [4]byte{sf, rest, front, with})
	dst = v.edges(dst, c, stem)
	return v.classFeatures(dst, c, class, verb, n)
}

// paradigm appends features of how often the stem is met in other dress: a stem that takes the article, the feminine
// ending, pronouns and conjunctions is one; the leftover of a wrong cut hardly is. Counts that the cut itself
// implies are left out by naming the cut's kind in the feature.
func (v *view) paradigm(dst []uint32, c Cut, stem []byte, h hash, f [4]byte) []uint32 {
	t := v.lexicon.Frequency
	forms := [...]byte{
		byte(t.Get(hashStart.add(waw).letters(stem))), byte(t.Get(hashStart.add(beh).letters(stem))), byte(t.Get(hashStart.add(lam).letters(stem))),
		byte(t.Get(h.add(marbuta))), byte(t.Get(h.add(alef).add(teh))), byte(t.Get(h.add(heh).add(alef))), byte(t.Get(h.add(heh))),
		byte(t.Get(h.add(teh))), byte(t.Get(h.add(alef))),
	}
	bits, count := byte(0), byte(0)
	for i, n := range forms {
		if n > 2 {
			count++
			if i < 8 {
				bits |= 1 << i
			}
		}
	}
	kp, ks := prefixKind[c.Prefix], suffixKind[c.Suffix]
	whole := byte(v.freq)
	base := max(f[0], f[3], forms[3])
	return append(dst,
		template(tParadigm, kp, ks).add(count).index(),
		template(tParadigm, kp, bits&7).add(f[3]/3).add(20).index(),
		template(tParadigm, ks, bits&^7).add(21).index(),
		template(tParadigm, kp, ratio(f[1], whole)).add(22).index(),
		template(tParadigm, ks, ratio(f[2], whole)).add(23).index(),
		template(tParadigm, kp, ks).add(ratio(f[0], whole)).add(24).index(),
		template(tParadigm, kp, ks).add(ratio(base, whole)).add(25).index(),
		template(tParadigm, kp, ks).add(base).add(26).index(),
		template(tParadigm, kp, whole).add(27).index(),
		template(tParadigm, ks, whole).add(28).index(),
		template(tParadigm, kp, f[3]/2).add(f[1]/2).add(29).index(),
		template(tParadigm, ks, forms[3]/2).add(f[2]/2).add(30).index(),
	)
}

// coarse appends one feature for each class of the stem and of the whole word, with the kinds of the affixes only.
func (v *view) coarse(dst []uint32, c Cut, class, verb Class, is byte) []uint32 {
	kp, ks := prefixKind[c.Prefix], suffixKind[c.Suffix]
	known := classBits(class) | is<<5
	whole := classBits(v.class) | v.verb<<5
	return append(dst,
		template(tCoarse, kp, known).index(),
		template(tCoarse, ks, known).add(1).index(),
		template(tCoarse, kp, ks).add(whole).add(2).index(),
		template(tCoarse, min(kp, 1), min(ks, 1)).add(whole).add(known).index(),
		template(tCoarse, min(kp, 1), min(ks, 1)).add(byte(class&Listed>>15)).add(byte(v.class&Listed>>15)).add(3).index(),
	)
}

// classBits packs what matters of a class into five bits.
func classBits(c Class) (b byte) {
	for i, set := range [...]Class{Listed | Name, Perfect, Adjectival, Nominal | Bare | Numeral | BrokenPlural, Function} {
		if c&set != 0 {
			b |= 1 << i
		}
	}
	return b
}

// prefixKind and suffixKind are coarse sorts of affixes, so that the learner sees each often enough.
var prefixKind, suffixKind = func() (p, s [256]byte) {
	for i := range Prefixes {
		name := Prefixes[i].Name
		switch {
		case name == "":
		case strings.HasSuffix(name, "ل+ال"):
			p[i] = 1
		case strings.HasSuffix(name, "ال"):
			p[i] = 2
		case strings.Contains(name, "+"):
			p[i] = 3
		default:
			p[i] = 4 + name[1]%64
		}
	}
	for i := range Suffixes {
		name := Suffixes[i].Name
		_, last, two := strings.Cut(name, "+")
		switch {
		case name == "":
		case two && strings.HasPrefix(name, "ت+"):
			s[i] = 1
		case two:
			s[i] = 2
		default:
			s[i] = 3 + byte(i)
		}
		_ = last
	}
	return p, s
}()

// ratio sorts the distance of two frequencies.
func ratio(a, b byte) byte { return byte(128 + (int(a)-int(b))/2) }

// edges appends the features of the stem's first and last letters.
func (v *view) edges(dst []uint32, c Cut, stem []byte) []uint32 {
	n := len(stem)
	head, tail := stem[:min(2, n)], stem[max(0, n-2):]
	return append(dst,
		template(tPrefixHead, c.Prefix, 1).letters(stem[:1]).index(),
		template(tPrefixHead, c.Prefix, 2).letters(head).index(),
		template(tPrefixHead, c.Prefix, 3).letters(stem[:min(3, n)]).index(),
		template(tSuffixTail, c.Suffix, 1).letters(stem[n-1:]).index(),
		template(tSuffixTail, c.Suffix, 2).letters(tail).index(),
		template(tSuffixTail, c.Suffix, 3).letters(stem[max(0, n-3):]).index(),
		template(tEnds, c.Suffix, byte(min(n, 6))).letters(stem[:1]).letters(tail).index(),
		template(tEnds, c.Prefix, c.Suffix).letters(stem[:1]).index(),
	)
}

// classes looks a stem up as it stands, and without its first letter as an imperfect verb.
func (v *view) classes(stem []byte) (class, verb Class) {
	class = Class(v.lexicon.Stems.Of(stem))
	if len(stem) > 1 && (stem[0] == yeh || stem[0] == teh || stem[0] == noon || stem[0] == alef) {
		verb = Class(v.lexicon.Stems.Of(stem[1:])) & Imperfect
	}
	return class, verb
}

func (v *view) classFeatures(dst []uint32, c Cut, class, verb Class, n byte) []uint32 {
	low, high := byte(class), byte(class>>8)
	is := byte(0)
	if verb != 0 {
		is = 1
	}
	dst = v.coarse(dst, c, class, verb, is)
	return append(dst,
		template(tClass, low, high).add(is).index(),
		template(tClassPrefix, low, high).add(is).add(c.Prefix).index(),
		template(tClassSuffix, low, high).add(is).add(c.Suffix).index(),
		template(tClassSuffix, low&31, is).add(c.Suffix).add(c.Prefix).index(),
		template(tVerb, byte(class>>5)&3, is).add(c.Suffix).add(n).index(),
		template(tVerb, byte(class>>5)&3, is).add(c.Prefix).add(77).index(),
	)
}

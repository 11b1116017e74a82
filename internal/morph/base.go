package morph

import "slices"

// Base gives the letters under which the inflections of a stem are found together: an imperfect verb becomes its
// perfect («يعلن» أعلن, «يقول» قال), a noun of action of the derived forms its verb («إعلان» أعلن), a broken plural of
// the commonest patterns its singular («وزراء» وزير, «مدارس» مدرس, «أحزاب» حزب). Each change is made only where the
// lexicon or the frequencies know the outcome; otherwise the stem stays. The result is a slice of its own.
func (l *Lexicon) Base(w *Word, c Cut) []byte {
	stem := w.Stem(c)
	first := w.X[Prefixes[c.Prefix].Len()]
	if first == Exact('ا') && l.isBarePlural(stem) {
		first = Exact('أ')
	}
	hasArticle := articleAt[c.Prefix] >= 0 || shortArticle[c.Prefix]
	if !hasArticle {
		if verb := l.perfectOf(stem, first); verb != nil {
			return verb
		}
	}
	if verb := l.verbOfAction(stem, first); verb != nil {
		return verb
	}
	if one := l.singularOf(stem, first); one != nil {
		return one
	}
	return slices.Clone(stem)
}

// isBarePlural decides what a word of the letters افعال is where its hamza was left out, as much of the press does: the plural
// أفعال where its singular is more frequent than the verb أفعل, else the noun of action إفعال.
func (l *Lexicon) isBarePlural(stem []byte) bool {
	if len(stem) != 5 || stem[0] != alef || stem[3] != alef {
		return false
	}
	one := l.singularOf(stem, Exact('أ'))
	verb := slices.Delete(slices.Clone(stem), 3, 4)
	return one != nil && (!l.isPerfect(verb) || l.Frequency.Of(one) > l.Frequency.Of(verb))
}

// most gives the candidate that is most frequent among those that pass, nil where none does.
func (l *Lexicon) most(pass func([]byte) bool, candidates ...[]byte) (best []byte) {
	top := uint16(0)
	for _, c := range candidates {
		if f := l.Frequency.Of(c); f > top && pass(c) {
			best, top = c, f
		}
	}
	return best
}

func (l *Lexicon) isPerfect(s []byte) bool { return l.ClassOf(s)&Perfect != 0 }

// perfectOf gives the perfect of an imperfect stem: without its first letter, with an alef instead (the derived forms),
// with an alef for a weak letter. A stem that may be something else stays.
func (l *Lexicon) perfectOf(stem []byte, first byte) []byte {
	if len(stem) < 3 || stem[0] != yeh && stem[0] != teh && stem[0] != noon && first != Exact('أ') {
		return nil
	}
	class, rest := l.ClassOf(stem), stem[1:]
	if l.ClassOf(rest)&Imperfect == 0 || class&(Perfect|Function) != 0 {
		return nil
	}
	if class&(Nominal|Adjectival|Name|Listed) != 0 && (stem[0] != yeh || class&(Name|Listed) != 0 && l.Frequency.Of(append([]byte{waw}, stem...)) < 6) {
		return nil
	}
	return l.most(l.isPerfect, slices.Clone(rest), append([]byte{alef}, rest...), weak(rest))
}

// weak writes an alef for the weak letter of a hollow or defective imperfect (قول، نام؛ دعو).
func weak(rest []byte) []byte {
	s := slices.Clone(rest)
	n := len(s)
	switch {
	case n >= 3 && (s[n-2] == waw || s[n-2] == yeh):
		s[n-2] = alef
	case n >= 3 && s[n-1] == waw:
		s[n-1] = alef
	default:
		return nil
	}
	return s
}

// verbOfAction gives the verb of a noun of action of the forms that have an alef before their last letter: إفعال,
// انفعال, افتعال, استفعال.
func (l *Lexicon) verbOfAction(stem []byte, first byte) []byte {
	n := len(stem)
	if n < 5 || stem[0] != alef || stem[n-2] != alef || first == Exact('أ') || first == Exact('آ') {
		return nil
	}
	if n == 5 && first != Exact('إ') && first != Exact('ا') {
		return nil
	}
	verb := slices.Delete(slices.Clone(stem), n-2, n-1)
	if !l.isPerfect(verb) {
		return nil
	}
	return verb
}

// singularOf undoes the commonest broken plurals where a frequent word comes of it.
func (l *Lexicon) singularOf(stem []byte, first byte) []byte {
	if l.ClassOf(stem)&(Name|Perfect) == Name {
		return nil
	}
	plural := l.Frequency.Of(stem)
	known := func(s []byte) bool {
		return l.Frequency.Of(s)+6 >= plural || l.Frequency.Of(append(slices.Clone(s), marbuta))+4 >= plural
	}
	return l.most(known, singulars(stem, first)...)
}

// singulars lists what a stem may be the plural of, by pattern.
func singulars(s []byte, first byte) [][]byte {
	n := len(s)
	make := func(letters ...byte) []byte { return letters }
	switch {
	case n == 5 && s[1] == waw && s[2] == alef: // فواعل
		return [][]byte{make(s[0], alef, s[3], s[4])}
	case n == 5 && s[2] == alef && s[3] == Letter('ئ'): // فعائل
		return [][]byte{make(s[0], s[1], yeh, s[4]), make(s[0], s[1], alef, s[4])}
	case n == 5 && s[0] == meem && s[2] == alef: // مفاعل
		return [][]byte{make(s[0], s[1], s[3], s[4])}
	case n == 6 && s[0] == meem && s[2] == alef && s[4] == yeh: // مفاعيل
		return [][]byte{make(s[0], s[1], s[3], waw, s[5]), make(s[0], s[1], s[3], alef, s[5])}
	case n == 5 && s[3] == alef && s[4] == hamza && s[0] != alef: // فعلاء
		return [][]byte{make(s[0], s[1], yeh, s[2]), make(s[0], alef, s[1], s[2])}
	case n == 5 && first == Exact('أ') && s[3] == alef && s[4] != hamza: // أفعال
		return [][]byte{make(s[1], s[2], s[4])}
	case n == 4 && s[2] == waw && s[0] != alef && s[0] != meem: // فعول
		return [][]byte{make(s[0], s[1], s[3])}
	}
	return nil
}

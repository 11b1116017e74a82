package arabic

// Segment cuts one word into proclitics, stem and enclitics.
func Segment(word string) Segmentation {
	sp, ok := spell(word)
	if !ok {
		return whole(len(word))
	}
	p, s := lightCut(sp.letters())
	return sp.segmentation(p, s)
}

// maxLetters is the longest word that is cut; longer strings are no words.
const maxLetters = 40

// spelled is a word without its marks: its letters in one byte each and where each starts in the word.
type spelled struct {
	runes [maxLetters]rune
	at    [maxLetters + 1]uint16
	n     int
}

func (s *spelled) letters() []rune { return s.runes[:s.n] }

// spell reads the letters of an Arabic word; ok is false where it is too long or holds other things than letters.
func spell(word string) (s spelled, ok bool) {
	if len(word) > 1<<12 {
		return s, false
	}
	for i := 0; i < len(word); {
		r, n := decode(word, i)
		switch classOf(r, n) {
		case classArabic:
			if s.n == maxLetters {
				return s, false
			}
			s.runes[s.n] = r
			s.at[s.n] = uint16(i)
			s.n++
		case classMark, classSkip:
		default:
			return s, false
		}
		i += n
	}
	s.at[s.n] = uint16(len(word))
	return s, s.n > 0
}

// segmentation turns letter counts of proclitics and enclitics into byte ranges.
func (s *spelled) segmentation(prefix, suffix []int) Segmentation {
	out := Segmentation{size: int(s.at[s.n])}
	at := 0
	for _, n := range prefix {
		at += n
		out.cuts[out.prefixes] = s.at[at]
		out.prefixes++
	}
	out.Stem.Start = int(s.at[at])
	if at == 0 {
		out.Stem.Start = 0
	}
	end := s.n
	for _, n := range suffix {
		end -= n
	}
	out.Stem.End = int(s.at[end])
	for _, n := range suffix {
		out.cuts[out.prefixes+out.suffixes] = s.at[end]
		out.suffixes++
		end += n
	}
	return out
}

// lightCut is a cut by rules alone: the article with what may stand before it, and the commonest endings.
func lightCut(w []rune) (prefix, suffix []int) {
	p, n := lightPrefix(w)
	for _, ending := range [...]string{"ات", "ون", "ين", "ها", "هم", "ان", "ة", "ه"} {
		e := []rune(ending)
		if len(w)-n-len(e) >= 3 && string(w[len(w)-len(e):]) == ending {
			return p, []int{len(e)}
		}
	}
	return p, nil
}

func lightPrefix(w []rune) (parts []int, n int) {
	i := 0
	if len(w) > 4 && (w[0] == 'و' || w[0] == 'ف') && (w[1] == 'ا' && w[2] == 'ل' || w[0] == 'و') {
		parts, i = append(parts, 1), 1
	}
	if len(w)-i > 5 && (w[i] == 'ب' || w[i] == 'ك') && w[i+1] == 'ا' && w[i+2] == 'ل' {
		return append(parts, 1, 2), i + 3
	}
	if len(w)-i > 4 && w[i] == 'ل' && w[i+1] == 'ل' {
		return append(parts, 1, 1), i + 2
	}
	if len(w)-i > 4 && w[i] == 'ا' && w[i+1] == 'ل' {
		return append(parts, 2), i + 2
	}
	return parts, i
}

// Stem gives the stem by which a word is searched: its base without clitics and endings, folded.
func Stem(word string) string {
	s := Segment(word)
	return Fold(word[s.Stem.Start:s.Stem.End])
}

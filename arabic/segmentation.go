package arabic

// Segmentation is a word cut into its parts, as byte ranges of the word as written. The parts are in order and without
// gaps. In «للفيلم» the second ل stands for the article ال, whose alef is not written after ل; in «للغة» not even its ل is, and the
// article is an empty range.
type Segmentation struct {
	Stem Range
	// cuts holds the ends of the proclitics, then (from suffixAt on) the starts of the endings; word offsets.
	cuts     [8]uint16
	prefixes uint8
	suffixes uint8
	size     int // length of the word in bytes
}

// Proclitics gives the parts before the stem: و ف, ب ك ل س, ال, each its own range.
func (s Segmentation) Proclitics() []Range {
	out := make([]Range, 0, s.prefixes)
	from := 0
	for _, end := range s.cuts[:s.prefixes] {
		out = append(out, Range{from, int(end)})
		from = int(end)
	}
	return out
}

// Enclitics gives the parts after the stem, each its own range: endings of gender, number and case (ة ات ون ين ا), endings of
// verbs (ت وا) and pronouns (ه ها هم).
func (s Segmentation) Enclitics() []Range {
	out := make([]Range, 0, s.suffixes)
	starts := s.cuts[s.prefixes : s.prefixes+s.suffixes]
	for i, start := range starts {
		end := s.size
		if i+1 < len(starts) {
			end = int(starts[i+1])
		}
		out = append(out, Range{int(start), end})
	}
	return out
}

// whole is the segmentation that cuts nothing off a word of n bytes.
func whole(n int) Segmentation { return Segmentation{Stem: Range{0, n}, size: n} }

// HasArticle reports whether the word (of which s is the cut) carries the article ال.
func (s Segmentation) HasArticle(word string) bool {
	if s.prefixes == 0 {
		return false
	}
	from := 0
	if s.prefixes > 1 {
		from = int(s.cuts[s.prefixes-2])
	}
	switch last := Fold(word[from:s.cuts[s.prefixes-1]]); last {
	case "ال", "":
		return true
	case "ل":
		return s.prefixes > 1
	}
	return false
}

package arabic

// SoundKey gives one key for the spellings of a name in Arabic and Latin letters.
func SoundKey(word string) string {
	b := make([]byte, 0, len(word))
	folded := Fold(word)
	for i := 0; i < len(folded); {
		r, n := decode(folded, i)
		i += n
		if c := soundOf(r); c != 0 && (len(b) == 0 || b[len(b)-1] != c) {
			b = append(b, c)
		}
	}
	return string(b)
}

func soundOf(r rune) byte {
	switch r {
	case 'ب', 'b', 'p':
		return 'b'
	case 'ت', 'ط', 't', 'ث':
		return 't'
	case 'ج', 'غ', 'ق', 'ك', 'g', 'j', 'k', 'q', 'c':
		return 'k'
	case 'ح', 'خ', 'ه', 'h':
		return 'h'
	case 'د', 'ض', 'ذ', 'd':
		return 'd'
	case 'ر', 'r':
		return 'r'
	case 'ز', 'ظ', 'z', 's', 'س', 'ص', 'ش':
		return 's'
	case 'ف', 'f', 'v':
		return 'f'
	case 'ل', 'l':
		return 'l'
	case 'م', 'm':
		return 'm'
	case 'ن', 'n':
		return 'n'
	}
	return 0
}

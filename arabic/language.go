package arabic

// Language names the language of a text by ISO 639-1 (639-3 for Central Kurdish, ckb); "" where it cannot be told.
func Language(text string) string {
	var ar, latin, fa, ur, ku, ps int
	for i, seen := 0, 0; i < len(text) && seen < 4000; {
		r, n := decode(text, i)
		i += n
		switch classOf(r, n) {
		case classArabic:
			ar++
			seen++
			switch r {
			case 'پ', 'چ', 'ژ', 'گ', 'ی', 'ک':
				fa++
			case 'ٹ', 'ڈ', 'ڑ', 'ں', 'ے', 'ہ', 'ھ':
				ur++
			case 'ە', 'ێ', 'ۆ', 'ڕ', 'ڵ':
				ku++
			case 'ټ', 'ډ', 'ړ', 'ښ', 'ڼ', 'ځ', 'څ', 'ږ', 'ې', 'ۍ':
				ps++
			}
		case classLatin:
			latin++
			seen++
		}
	}
	switch {
	case ar == 0 && latin == 0:
		return ""
	case latin > ar:
		return "en"
	case ku*25 > ar:
		return "ckb"
	case ps*40 > ar:
		return "ps"
	case ur*25 > ar:
		return "ur"
	case fa*20 > ar:
		return "fa"
	}
	return "ar"
}

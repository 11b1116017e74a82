package names

import "unicode"

// fold gives the form under which names are compared: marks and tatweel gone, the seats of hamza levelled, ى as ي, ة as
// ه, Persian letters as their Arabic likes, Latin in lower case. It is coarser than arabic.Fold: a key is never shown.
func fold(s string) string {
	if plain(s) {
		return s
	}
	buf := make([]byte, 0, len(s))
	for _, r := range s {
		if r = foldRune(r); r != 0 {
			buf = appendRune(buf, r)
		}
	}
	return string(buf)
}

func appendRune(buf []byte, r rune) []byte { return append(buf, string(r)...) }

// plain reports whether s holds only letters that fold to themselves, the common case.
func plain(s string) bool {
	for _, r := range s {
		if foldRune(r) != r {
			return false
		}
	}
	return true
}

// foldRune maps one letter; 0 drops it.
func foldRune(r rune) rune {
	switch {
	case r < 0x80:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case r >= 0x64B && r <= 0x65F, r == 0x670, r == 0x640, r >= 0x200B && r <= 0x200F, r == 0xFEFF, r >= 0x610 && r <= 0x61A:
		return 0
	}
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى', 'ی', 'ې', 'ئ':
		return 'ي'
	case 'ة', 'ۀ', 'ہ', 'ھ', 'ە':
		return 'ه'
	case 'ؤ':
		return 'و'
	case 'ک', 'گ', 'ڭ':
		return 'ك'
	case 'پ':
		return 'ب'
	case 'چ':
		return 'ج'
	case 'ژ':
		return 'ز'
	case 'ڤ':
		return 'ف'
	}
	if r >= '٠' && r <= '٩' {
		return r - '٠' + '0'
	}
	if r >= '۰' && r <= '۹' {
		return r - '۰' + '0'
	}
	return unicode.ToLower(r)
}

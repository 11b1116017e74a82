package arabic

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed sounds.tsv
var soundFile string

// latinSounds are the rules of sounds.tsv by their letters, with the length of the longest.
var latinSounds = sync.OnceValue(func() map[string]string {
	rules := map[string]string{}
	for line := range strings.Lines(soundFile) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		letters, sounds, _ := strings.Cut(line, "\t")
		rules[letters] = sounds
	}
	return rules
})

// SoundKey gives one key for the spellings of a name in Arabic and in Latin letters: its consonants in twelve classes,
// without vowels but a mark for one at the beginning («Blinken», «بلينكن» and «بلنكن» have one key; «غوغل» and «جوجل»;
// «ترامب» and «ترمب»). Unlike names may share a key; a key is for finding candidates, not for saying that two names
// are one. Words without letters of either script give "".
func SoundKey(word string) string {
	b := make([]byte, 0, 16)
	word = withoutArticle(word)
	for i := 0; i < len(word); {
		r, n := decode(word, i)
		switch {
		case unicode.Is(unicode.Latin, r):
			i, b = latinSound(b, word, i)
			continue
		default:
			b = arabicSound(b, r, i == 0)
		}
		i += n
	}
	return string(b)
}

//go:embed alnames.txt
var alnameFile string

// alnames are names that begin like the article.
var alnames = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for line := range strings.Lines(alnameFile) {
		names[strings.TrimSpace(line)] = true
	}
	return names
})

// withoutArticle takes ال off a name of at least three more letters.
func withoutArticle(word string) string {
	rest, ok := strings.CutPrefix(word, "ال")
	if !ok || utf8.RuneCountInString(rest) < 3 || alnames()[Fold(word)] {
		return word
	}
	return rest
}

// addSound appends a sound unless it only doubles the last; a vowel counts at the beginning alone.
func addSound(b []byte, c byte) []byte {
	if c == 'A' && len(b) > 0 || len(b) > 0 && b[len(b)-1] == c {
		return b
	}
	if len(b) > 0 && b[len(b)-1] == 't' && (c == 's' || c == 'C') { // تش, تس: one sound
		b[len(b)-1] = c
		return b
	}
	return append(b, c)
}

// latinSound applies the longest rule at i and gives the offset after it.
func latinSound(b []byte, word string, i int) (int, []byte) {
	rules := latinSounds()
	lower := strings.ToLower(word[i:min(len(word), i+12)])
	for n := min(4, utf8.RuneCountInString(lower)); n > 0; n-- {
		letters := prefixRunes(lower, n)
		sounds, ok := matchSound(rules, letters, lower[len(letters):], i == 0)
		if !ok {
			continue
		}
		for k := range len(sounds) {
			b = addSound(b, sounds[k])
		}
		return advance(word, i, n), b
	}
	if folded := Fold(prefixRunes(lower, 1)); folded != prefixRunes(lower, 1) && folded != "" {
		_, b = latinSound(b, folded, 0)
	}
	return advance(word, i, 1), b
}

// matchSound looks up the rule for letters at the beginning, before a front vowel, or anywhere.
func matchSound(rules map[string]string, letters, after string, first bool) (string, bool) {
	if first {
		if s, ok := rules["^"+letters]; ok {
			return s, true
		}
	}
	if after != "" && strings.IndexByte("eiy", after[0]) >= 0 {
		if s, ok := rules[letters+"E"]; ok {
			return s, true
		}
	}
	if after == "" {
		if s, ok := rules[letters+"$"]; ok {
			return s, true
		}
	}
	s, ok := rules[letters]
	return s, ok
}

func prefixRunes(s string, n int) string { return s[:advance(s, 0, n)] }

func advance(s string, i, n int) int {
	for ; n > 0 && i < len(s); n-- {
		_, k := decode(s, i)
		i += k
	}
	return i
}

// arabicSound appends the sound of an Arabic letter.
func arabicSound(b []byte, r rune, first bool) []byte {
	switch r {
	case 'ب', 'پ':
		return addSound(b, 'b')
	case 'ف', 'ڤ':
		return addSound(b, 'f')
	case 'ت', 'ط', 'ث':
		return addSound(b, 't')
	case 'د', 'ض', 'ذ':
		return addSound(b, 'd')
	case 'س', 'ص', 'ز', 'ظ', 'ژ':
		return addSound(b, 's')
	case 'ش', 'چ':
		return addSound(b, 'C')
	case 'ج', 'غ', 'ك', 'ق', 'خ', 'گ', 'ک', 'ڭ', 'ڨ':
		return addSound(b, 'K')
	case 'ه', 'ح', 'ہ', 'ھ':
		if first {
			return addSound(b, 'h')
		}
		return b
	case 'ل':
		return addSound(b, 'l')
	case 'م':
		return addSound(b, 'm')
	case 'ن':
		return addSound(b, 'n')
	case 'ر':
		return addSound(b, 'r')
	case 'ا', 'أ', 'إ', 'آ', 'ع', 'و', 'ي', 'ى', 'ی', 'ئ', 'ؤ', 'ء':
		return addSound(b, 'A')
	}
	return b
}

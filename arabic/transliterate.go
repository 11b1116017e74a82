package arabic

import (
	"strings"
	"unicode/utf8"
)

// Transliterates reports whether a folded Arabic word can be how a name in Latin letters is written: it has the same
// consonants in order by the classes of [SoundKey], doubled ones with their vowel between them, and a vowel letter only where the
// Latin word has a vowel («غوغل», «جوجل» and «كوكل» for "Google", none of «كل», «خليل» and «غلا»). Arabic words are barred,
// because a short one is the spelling of many a name.
func Transliterates(latin, folded string) bool {
	if utf8.RuneCountInString(folded) < 3 || isNative(folded) {
		return false
	}
	return vowelsWithin(soundsOf(latin), soundsOf(folded))
}

// soundsOf gives the sounds of a word with its vowels, runs of one sound as one.
func soundsOf(word string) string {
	b := make([]byte, 0, 16)
	for i := 0; i < len(word); {
		end, sound := i, []byte(nil)
		r, n := decode(word, i)
		if r < utf8.RuneSelf || isLatin(r) {
			end, sound = latinSound(nil, word, i)
		} else {
			end, sound = i+n, arabicSound(nil, r, i == 0)
		}
		for _, c := range sound {
			if len(b) == 0 || b[len(b)-1] != c {
				b = append(b, c)
			}
		}
		i = end
	}
	return string(b)
}

// isLatin reports whether the letter is one that the rules of sounds.tsv know by itself or by its base.
func isLatin(r rune) bool { return r < 0x250 }

// vowelsWithin reports whether short is long with vowels left out, but none at the beginning.
func vowelsWithin(long, short string) bool {
	if (strings.HasPrefix(long, "A")) != strings.HasPrefix(short, "A") {
		return false
	}
	for long != "" {
		switch {
		case short != "" && long[0] == short[0]:
			short = short[1:]
		case long[0] != 'A':
			return false
		}
		long = long[1:]
	}
	return short == ""
}

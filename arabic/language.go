package arabic

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

//go:embed languages.tsv
var languageFile string

// functionWords are the languages of languages.tsv, and which of them each folded word speaks for (bits in their order).
var functionWords = sync.OnceValue(func() (list struct {
	names []string
	votes map[string]uint32
}) {
	list.votes = map[string]uint32{}
	for line := range strings.Lines(languageFile) {
		name, words, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || name[0] == '#' {
			continue
		}
		for _, w := range strings.Fields(words) {
			list.votes[Fold(w)] |= 1 << len(list.names)
		}
		list.names = append(list.names, name)
	}
	return list
})

// scripts name the language of scripts that one language of the press uses most.
var scripts = []struct {
	table    *unicode.RangeTable
	language string
}{
	{unicode.Hebrew, "he"}, {unicode.Cyrillic, "ru"}, {unicode.Greek, "el"}, {unicode.Armenian, "hy"}, {unicode.Hangul, "ko"},
	{unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"}, {unicode.Han, "zh"}, {unicode.Devanagari, "hi"}, {unicode.Ethiopic, "am"},
	{unicode.Bengali, "bn"}, {unicode.Thai, "th"}, {unicode.Georgian, "ka"},
}

// languageSample bounds the words that are looked at.
const languageSample = 400

// Language names the language of a text by ISO 639-1 (639-3 for Central Kurdish, ckb), "" where it cannot be told. It goes by the
// script of most words, then by function words and by letters that only one language writes; Arabic typed
// with a Persian keyboard stays Arabic. Words without such signs are taken for Arabic in Arabic script and for English
// in Latin script.
func Language(text string) string {
	var v voting
	v.votes = make([]int, len(functionWords().names))
	for i := 0; i < len(text) && v.words < languageSample; {
		r, n := decode(text, i)
		c := classOf(r, n)
		if c != classArabic && c != classLatin && c != classForeign {
			i += n
			continue
		}
		end := min(letters(text, i+n, c), i+64)
		v.count(text[i:end], c, r)
		i = letters(text, i+n, c)
	}
	return v.decide()
}

// voting counts the words of each script and the signs of each language.
type voting struct {
	words, arabic, latin, foreign int
	votes                         []int
	letters                       [3]int // of Urdu, Kurdish, Pashto alone
	persian                       int    // of Persian, not of Arabic keyboards
	others                        [13]int
}

func (v *voting) count(word string, c class, first rune) {
	v.words++
	switch c {
	case classArabic:
		v.arabic++
		v.lettersOf(word)
	case classLatin:
		v.latin++
	default:
		v.foreign++
		if kana := strings.IndexFunc(word, isKana); kana >= 0 { // kanji among kana
			first, _ = decode(word, kana)
		}
		for k := range scripts {
			if unicode.Is(scripts[k].table, first) {
				v.others[k]++
				break
			}
		}
		return
	}
	list := functionWords()
	for k, bits := 0, list.votes[Fold(word)]; bits != 0; k, bits = k+1, bits>>1 {
		v.votes[k] += int(bits & 1)
	}
}

func isKana(r rune) bool { return unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r) }

func (v *voting) lettersOf(word string) {
	switch {
	case strings.ContainsAny(word, "ٹڈڑںے"):
		v.letters[0]++
	case strings.ContainsAny(word, "ێۆڕڵە"):
		v.letters[1]++
	case strings.ContainsAny(word, "ټډړښڼځڅږېۍ"):
		v.letters[2]++
	case strings.ContainsAny(word, "پچژگ"):
		v.persian++
	}
}

func (v *voting) decide() string {
	switch {
	case v.words == 0:
		return ""
	case v.foreign > v.arabic && v.foreign > v.latin:
		return v.script()
	case v.latin > v.arabic:
		return v.most(5, len(v.votes), "en")
	}
	for k, name := range []string{"ur", "ckb", "ps"} {
		if v.letters[k]*8 > v.arabic {
			return name
		}
	}
	if v.persian*12 > v.arabic && v.votes[1] >= v.votes[0] {
		return "fa"
	}
	return v.most(0, 5, "ar")
}

// most names the language with most votes among those from from to to, the default where none has any.
func (v *voting) most(from, to int, none string) string {
	best, top := none, 0
	for k := from; k < to; k++ {
		if v.votes[k] > top {
			best, top = functionWords().names[k], v.votes[k]
		}
	}
	return best
}

func (v *voting) script() string {
	best, top := "", 0
	for k, n := range v.others {
		if n > top {
			best, top = scripts[k].language, n
		}
	}
	return best
}

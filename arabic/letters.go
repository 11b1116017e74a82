package arabic

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letterFile holds the foldings that Unicode does not know: one letter and what it becomes.
//
//go:embed letters.tsv
var letterFile string

// tableEnd bounds the folding table: every letter that folds lies below it.
const tableEnd = 0x10000

// folding says for one code point what becomes of it. keep and drop are the common cases and need no text.
type folding struct {
	text string
	kind foldKind
}

type foldKind uint8

const (
	foldKeep  foldKind = iota // the code point stays
	foldTo                    // it becomes text
	foldDrop                  // it vanishes and belongs to the letter before it (marks, tatweel)
	foldZero                  // it vanishes and belongs to nothing (direction controls, zero-width characters)
	foldHamza                 // a combining hamza: it vanishes after alef and becomes ء after waw and yeh
)

// foldTable is two-staged: pages of 256 code points, most of them absent.
type foldTable struct {
	pages [tableEnd >> 8]*[256]folding
	// pairs holds, for code points of two bytes that become one of two bytes, those two bytes: nearly all of Arabic.
	pairs [0x800]uint16
}

// short gives the two bytes that the code point of the bytes a and b becomes, 0 where it takes the long way.
func (t *foldTable) short(a, b byte) uint16 {
	if a < 0xC2 || a >= 0xE0 || b&0xC0 != 0x80 {
		return 0
	}
	return t.pairs[uint(a&0x1F)<<6|uint(b&0x3F)]
}

// setPairs fills the short way from the pages.
func (t *foldTable) setPairs() {
	for r := rune(0x80); r < 0x800; r++ {
		to := string(r)
		switch f := t.at(r); f.kind {
		case foldKeep:
		case foldTo:
			to = f.text
		default:
			continue
		}
		if len(to) == 2 && to[0] >= utf8.RuneSelf {
			t.pairs[r] = uint16(to[0])<<8 | uint16(to[1])
		}
	}
}

func (t *foldTable) at(r rune) folding {
	if r >= tableEnd {
		return folding{}
	}
	if p := t.pages[r>>8]; p != nil {
		return p[r&0xff]
	}
	return folding{}
}

func (t *foldTable) set(r rune, f folding) {
	p := t.pages[r>>8]
	if p == nil {
		p = new([256]folding)
		t.pages[r>>8] = p
	}
	p[r&0xff] = f
}

// foldings is the table made of Unicode's compatibility decompositions and of letters.tsv.
var foldings = sync.OnceValue(func() *foldTable {
	t := &foldTable{}
	own := ownFoldings(letterFile)
	for _, block := range foldedBlocks {
		for r := block[0]; r <= block[1]; r++ {
			if f := foldingOf(r, own); f.kind != foldKeep {
				t.set(r, f)
			}
		}
	}
	t.setPairs()
	return t
})

// foldedBlocks are the Unicode blocks whose letters fold: Latin with its additions, spacing and combining marks,
// Arabic with its supplements, general punctuation, ligatures, presentation forms, full-width forms.
var foldedBlocks = [][2]rune{
	{0x0041, 0x024F}, {0x0300, 0x036F}, {0x0600, 0x06FF}, {0x0750, 0x077F}, {0x08A0, 0x08FF}, {0x1E00, 0x1EFF},
	{0x2000, 0x206F}, {0x2150, 0x218B}, {0x3000, 0x3000}, {0xFB00, 0xFB06}, {0xFB50, 0xFDFF}, {0xFE00, 0xFE0F},
	{0xFE20, 0xFE2F}, {0xFE70, 0xFEFF}, {0xFF00, 0xFFEF},
}

// ownFoldings reads letters.tsv: letter or code point, tab, replacement (none: the letter vanishes).
func ownFoldings(file string) map[rune]string {
	own := map[rune]string{}
	for line := range strings.Lines(file) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		letter, to, _ := strings.Cut(line, "\t")
		r, _ := utf8.DecodeRuneInString(letter)
		own[r] = to
	}
	return own
}

// foldingOf decides one code point: controls and marks vanish, everything else is decomposed, stripped of marks,
// lowered and passed through the letters of our own.
func foldingOf(r rune, own map[rune]string) folding {
	switch {
	case r == '\u0654' || r == '\u0655':
		return folding{kind: foldHamza}
	case unicode.Is(unicode.Cf, r) && !isArabicNumberSign(r), r >= 0xFE00 && r <= 0xFE0F:
		return folding{kind: foldZero}
	case r == tatweel, unicode.Is(unicode.Mn, r):
		return folding{kind: foldDrop}
	}
	var b strings.Builder
	for _, d := range decomposed(r) {
		if unicode.Is(unicode.Mn, d) || d == tatweel {
			continue
		}
		if to, ok := own[d]; ok {
			b.WriteString(to)
			continue
		}
		b.WriteRune(unicode.ToLower(d))
	}
	switch to := b.String(); to {
	case string(r):
		return folding{}
	case "", " ":
		if unicode.Is(unicode.Lm, r) || r >= 0xFE70 && r <= 0xFE7F { // spacing forms of the marks
			return folding{kind: foldDrop}
		}
		return folding{kind: foldTo, text: " "}
	default:
		return folding{kind: foldTo, text: to}
	}
}

// decomposed gives the compatibility decomposition of r, but letters with hamza stay whole so that letters.tsv
// decides about them.
func decomposed(r rune) []rune {
	var out []rune
	for _, d := range norm.NFKC.String(string(r)) {
		if d >= 0x0600 && d < 0x0700 {
			out = append(out, d)
			continue
		}
		out = append(out, []rune(norm.NFKD.String(string(d)))...)
	}
	return out
}

// isArabicNumberSign reports the few format characters that are printed (number sign, year sign, end of ayah).
func isArabicNumberSign(r rune) bool { return r >= 0x0600 && r <= 0x0605 || r == 0x06DD }

const tatweel = 'ـ'

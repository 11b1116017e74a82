package morph

// MaxLetters is the longest word that is cut or looked up; longer strings are no words.
const MaxLetters = 32

// Word is a word's letters without marks, one byte each, in the alphabet of [Letter]. It has no pointer, so that it lives on
// the stack.
type Word struct {
	L [MaxLetters]byte // letters as they are looked up: one alef, one yeh
	X [MaxLetters]byte // letters as written
	N int
}

// Letters gives the letters.
func (w *Word) Letters() []byte { return w.L[:w.N] }

// Add appends a letter; false where the word is full or r is no letter of the alphabet.
func (w *Word) Add(r rune) bool {
	c := Letter(r)
	if c == 0 || w.N == MaxLetters {
		return false
	}
	w.L[w.N] = c
	w.X[w.N] = exact[r-0x600]
	w.N++
	return true
}

// alphabet is the order of the letters; a letter's code is its place, from 1. Alef has one code for all its forms and yeh one
// with alef maqsura, because the press confuses them; teh marbuta and the seats of hamza are letters of their own.
const alphabet = "ءؤئابةتثجحخدذرزسشصضطظعغفقكلمنهوي"

// Codes of the letters that the rules of this package name.
var (
	alef, beh, teh, marbuta = Letter('ا'), Letter('ب'), Letter('ت'), Letter('ة')
	lam                     = Letter('ل')
	meem, noon, heh, waw    = Letter('م'), Letter('ن'), Letter('ه'), Letter('و')
	yeh, hamza              = Letter('ي'), Letter('ء')
)

// same gives for letters outside the alphabet the one they count as.
var same = map[rune]rune{
	'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ٱ': 'ا', 'ى': 'ي', 'ی': 'ي', 'ې': 'ي', 'ے': 'ي', 'ک': 'ك', 'ڪ': 'ك', 'گ': 'ك', 'ڭ': 'ك',
	'ہ': 'ه', 'ھ': 'ه', 'ە': 'ه', 'ۀ': 'ه', 'ۃ': 'ة', 'پ': 'ب', 'چ': 'ج', 'ڤ': 'ف', 'ژ': 'ز', 'ڨ': 'ق',
}

var codes = func() (t [0x700]byte) {
	n := byte(0)
	for _, r := range alphabet {
		n++
		t[r] = n
	}
	for r, as := range same {
		t[r] = t[as]
	}
	return t
}()

// exact tells apart what the alphabet joins.
var exact = func() (t [0x100]byte) {
	next := byte(len([]rune(alphabet)))
	for r := range t {
		t[r] = codes[0x600+r]
	}
	for _, r := range "أإآٱى" {
		next++
		t[r-0x600] = next
	}
	return t
}()

// Exact gives the code of a letter as written, 0 for whatever is none of the alphabet.
func Exact(r rune) byte {
	if r < 0x600 || r >= 0x700 {
		return 0
	}
	return exact[r-0x600]
}

// Letter gives the code of a letter, 0 for whatever is none of the alphabet.
func Letter(r rune) byte {
	if r < 0x600 || r >= 0x700 {
		return 0
	}
	return codes[r]
}

// Spell reads a word, leaving out marks; ok is false where something else than a letter or a mark of Arabic stands in
// it or it is too long.
func Spell(s string) (w Word, ok bool) {
	for _, r := range s {
		if r >= 0x64B && r <= 0x65F || r == 0x670 || r == 'ـ' {
			continue
		}
		if !w.Add(r) {
			return w, false
		}
	}
	return w, w.N > 0
}

// Number is a hash of the word as written, the same for the same letters.
func (w *Word) Number() uint64 { return hashStart.letters(w.X[:w.N]).mix() }

// Text writes letters back, for reading and tests.
func Text(letters []byte) string {
	runes := []rune(alphabet)
	out := make([]rune, len(letters))
	for i, c := range letters {
		out[i] = runes[c-1]
	}
	return string(out)
}

// Hash is an incremental hash of letters (FNV-1a in 64 bits); [mix] finishes it.
type hash uint64

const hashStart hash = 14695981039346656037

func (h hash) add(b byte) hash { return (h ^ hash(b)) * 1099511628211 }

func (h hash) letters(s []byte) hash {
	for _, b := range s {
		h = h.add(b)
	}
	return h
}

// mix spreads a hash over all its bits (the finaliser of MurmurHash3).
func (h hash) mix() uint64 {
	x := uint64(h)
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}

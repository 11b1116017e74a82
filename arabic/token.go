package arabic

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// TokenKind says what a token is.
type TokenKind uint8

const (
	KindWord         TokenKind = iota // letters of the Arabic script, with their marks
	KindLatin                         // letters of the Latin script
	KindForeign                       // letters of any other script
	KindNumber                        // digits with separators between them («1,250.5», «٪» is apart)
	KindDate                          // numbers joined as a date: 2015-08-04, 4/8/2015
	KindClock                         // hours and minutes: 10:30
	KindURL                           // with or without scheme; a bare host needs a known ending
	KindEmail                         // name@host
	KindHandle                        // @name
	KindHashtag                       // #word_word
	KindAbbreviation                  // «د.», «أ ف ب», «U.S.», with its full stops
	KindComma                         // , ، ; ؛
	KindColon                         // :
	KindStop                          // . ! ? ؟ … ۔
	KindQuote                         // « » “ ” " ‹ › „ ‘ ’ and ' where it quotes
	KindBracket                       // ( ) [ ] { } ﴾ ﴿
	KindDash                          // - – —
	KindSymbol                        // everything else that is not white space
)

var kindNames = [...]string{"word", "latin", "foreign", "number", "date", "clock", "url", "email", "handle", "hashtag",
	"abbreviation", "comma", "colon", "stop", "quote", "bracket", "dash", "symbol"}

// String names the kind in lower case.
func (k TokenKind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// Lexical reports whether tokens of the kind carry words or numbers; the others are punctuation.
func (k TokenKind) Lexical() bool { return k <= KindAbbreviation }

// Token is one word, number or mark of a text: byte offsets into the text, End exclusive.
type Token struct {
	Start, End int
	Kind       TokenKind
}

// In gives the token's own letters.
func (t Token) In(text string) string { return text[t.Start:t.End] }

// Tokens cuts text into words, numbers and marks. White space and bytes that are not UTF-8 belong to no token; tokens
// never overlap and never span a line break.
func Tokens(text string) []Token {
	return AppendTokens(make([]Token, 0, 8+len(text)/9), text)
}

// AppendTokens appends the tokens of text to dst.
func AppendTokens(dst []Token, text string) []Token {
	dull := 0 // no address starts before it
	for i := 0; i < len(text); {
		if text[i] == ' ' {
			i++
			continue
		}
		r, n := decode(text, i)
		switch c := classOf(r, n); c {
		case classSpace, classSkip:
			i += n
		case classLatin:
			dst, i, dull = appendLatin(dst, text, i, n, dull)
		case classArabic, classForeign:
			dst, i = appendWord(dst, text, i, n, c)
		case classDigit:
			dst, i = appendNumber(dst, text, i, n)
		default:
			dst, i = appendMark(dst, text, i, r, n)
		}
	}
	return dst
}

// decode is utf8.DecodeRuneInString with a short way for ASCII and for the two-byte letters of Arabic.
func decode(s string, i int) (rune, int) {
	c := s[i]
	if c < utf8.RuneSelf {
		return rune(c), 1
	}
	if c&0xE0 == 0xC0 && c >= 0xC2 && i+1 < len(s) && s[i+1]&0xC0 == 0x80 {
		return rune(c&0x1F)<<6 | rune(s[i+1]&0x3F), 2
	}
	return utf8.DecodeRuneInString(s[i:])
}

// appendLatin reads an address, an abbreviation or a word from i; dull is where addresses may start again.
func appendLatin(dst []Token, text string, i, n, dull int) ([]Token, int, int) {
	if i >= dull {
		kind, end, next := internetName(text, i)
		if dull = next; end > i {
			return append(dst, Token{i, end, kind}), end, dull
		}
	}
	end := letters(text, i+n, classLatin)
	if e := dottedLatin(text, i, end); e > end {
		return append(dst, Token{i, e, KindAbbreviation}), e, dull
	}
	return append(dst, Token{i, end, KindLatin}), end, dull
}

// appendWord reads a run of letters of one script from i, whose first letter is n bytes long.
func appendWord(dst []Token, text string, i, n int, c class) ([]Token, int) {
	end := letters(text, i+n, c)
	if c == classArabic {
		if e := abbreviation(text, i, end); e > i {
			return append(dst, Token{i, e, KindAbbreviation}), e
		}
	}
	return append(dst, Token{i, end, c.kind()}), end
}

// letters gives the end of the run of letters of class c that goes on at i. Marks and zero-width characters
// inside belong to it, those at its end only if they are marks.
func letters(text string, i int, c class) int {
	if c == classArabic {
		i = arabicLetters(text, i)
	}
	end := i
	for i < len(text) {
		r, n := decode(text, i)
		switch k := classOf(r, n); {
		case k == c, k == classMark:
			i += n
			end = i
		case k == classSkip && n > 1:
			i += n
		case c == classLatin && (r == '\'' || r == '’') && i+n < len(text) && end == i:
			next, m := decode(text, i+n)
			if classOf(next, m) != classLatin {
				return end
			}
			i += n
		default:
			return end
		}
	}
	return end
}

// arabicLetters goes over the letters and marks from i on that take the two bytes of Unicode's first Arabic blocks, as nearly
// all do.
func arabicLetters(text string, i int) int {
	for ; i+1 < len(text); i += 2 {
		a, b := text[i], text[i+1]
		if a < 0xD8 || a > 0xDD || b&0xC0 != 0x80 {
			break
		}
		if c := classes[uint(a&0x1F)<<6|uint(b&0x3F)]; c != classArabic && c != classMark {
			break
		}
	}
	return i
}

// dottedLatin gives the end of an abbreviation such as U.S. or a.m. that starts at i, or end where there is none.
func dottedLatin(text string, i, end int) int {
	if end != i+1 {
		return end
	}
	e := end
	for e+1 < len(text) && text[e] == '.' && isASCIILetter(text[e+1]) && (e+2 == len(text) || !isASCIILetter(text[e+2])) {
		e += 2
	}
	if e > end && e < len(text) && text[e] == '.' {
		e++
	}
	return e
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// appendNumber reads digits from i with the separators that bind them.
func appendNumber(dst []Token, text string, i, n int) ([]Token, int) {
	var seps [3]rune // the first separators, to tell dates and clocks from plain numbers
	count, end := 0, digits(text, i+n)
	for {
		sep, next := separator(text, end)
		if next == end {
			break
		}
		if count > 0 && sep != seps[0] && !(isGroup(seps[0]) && isGroup(sep)) {
			break
		}
		if count < len(seps) {
			seps[count] = sep
		}
		count++
		end = digits(text, next)
	}
	return append(dst, Token{i, end, numberKind(seps, count)}), end
}

func isGroup(r rune) bool { return r == '.' || r == ',' || r == '٫' || r == '٬' }

// separator reports the mark at i that joins digits before it with digits after it, and where those start; i itself
// where there is none.
func separator(text string, i int) (rune, int) {
	if i >= len(text) {
		return 0, i
	}
	r, n := decode(text, i)
	switch r {
	case '.', ',', '٫', '٬', '/', '-', ':':
	default:
		return 0, i
	}
	if i+n >= len(text) {
		return 0, i
	}
	if next, m := decode(text, i+n); classOf(next, m) != classDigit {
		return 0, i
	}
	return r, i + n
}

func digits(text string, i int) int {
	for i < len(text) {
		r, n := decode(text, i)
		if classOf(r, n) != classDigit {
			break
		}
		i += n
	}
	return i
}

// numberKind tells a date (two joins by / or -, or three numbers by dots) and a clock (joined by colons).
func numberKind(seps [3]rune, count int) TokenKind {
	switch {
	case count == 2 && (seps[0] == '/' || seps[0] == '-') && seps[1] == seps[0]:
		return KindDate
	case count >= 1 && count <= 2 && seps[0] == ':':
		return KindClock
	}
	return KindNumber
}

// appendMark reads a handle, a hashtag or one mark; a run of the same stop (...) is one token.
func appendMark(dst []Token, text string, i int, r rune, n int) ([]Token, int) {
	switch r {
	case '@':
		if end := name(text, i+n, false); end > i+n {
			return append(dst, Token{i, end, KindHandle}), end
		}
	case '#', '＃':
		if end := name(text, i+n, true); end > i+n {
			return append(dst, Token{i, end, KindHashtag}), end
		}
	case '.', '!', '?', '؟', '…', '۔':
		end := i + n
		for end < len(text) && strings.HasPrefix(text[end:], text[i:i+n]) {
			end += n
		}
		return append(dst, Token{i, end, KindStop}), end
	}
	return append(dst, Token{i, i + n, markKind(r)}), i + n
}

// name gives the end of a handle's or hashtag's name: letters, digits, marks and underscores.
func name(text string, i int, anyScript bool) int {
	end := i
	for i < len(text) {
		r, n := decode(text, i)
		c := classOf(r, n)
		ok := r == '_' || c == classDigit || c == classLatin
		if anyScript {
			ok = ok || c == classArabic || c == classForeign || c == classMark
		}
		if !ok {
			break
		}
		i += n
		end = i
	}
	return end
}

func markKind(r rune) TokenKind {
	switch r {
	case ',', '،', ';', '؛':
		return KindComma
	case ':', '：':
		return KindColon
	case '«', '»', '“', '”', '"', '‹', '›', '„', '‟', '‘', '’', '\'', '＂':
		return KindQuote
	case '(', ')', '[', ']', '{', '}', '﴾', '﴿':
		return KindBracket
	case '-', '–', '—', '‒', '―', '‐', '‑':
		return KindDash
	}
	return KindSymbol
}

// class is the coarse sort of a code point that the tokeniser goes by.
type class uint8

const (
	classMarkChar class = iota // punctuation and symbols
	classSpace
	classSkip // belongs to no token: controls, direction marks, broken bytes
	classArabic
	classLatin
	classForeign
	classDigit
	classMark // combining marks and tatweel
)

func (c class) kind() TokenKind {
	switch c {
	case classArabic:
		return KindWord
	case classLatin:
		return KindLatin
	}
	return KindForeign
}

// classes holds the classes below U+0800, where nearly all text of this archive lies.
var classes = func() (t [0x800]class) {
	for r := range t {
		t[r] = slowClass(rune(r))
	}
	return t
}()

func classOf(r rune, n int) class {
	if r < 0x800 {
		return classes[r]
	}
	if r == utf8.RuneError && n == 1 {
		return classSkip
	}
	return slowClass(r)
}

func slowClass(r rune) class {
	switch {
	case r == tatweel, unicode.Is(unicode.M, r):
		return classMark
	case unicode.IsSpace(r):
		return classSpace
	case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r) && !isArabicNumberSign(r), r == '\uFFFD':
		return classSkip
	case unicode.IsDigit(r):
		return classDigit
	case unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r):
		return classArabic
	case unicode.Is(unicode.Latin, r) && unicode.IsLetter(r):
		return classLatin
	case unicode.IsLetter(r):
		return classForeign
	}
	return classMarkChar
}

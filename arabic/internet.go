package arabic

import "strings"

// longestAddress bounds the search for an address, in bytes.
const longestAddress = 2048

// internetName recognises an address that starts with a Latin letter at i: a URL, a bare host with a known ending, or
// an email. It gives the address's end, i itself where there is none, and the offset before which no other
// address can start, so that nothing is searched twice.
func internetName(text string, i int) (kind TokenKind, end, next int) {
	next = i
	for next < len(text) && next-i < longestAddress && isAddressByte(text[next]) {
		next++
	}
	word := text[i:next]
	switch at := strings.IndexByte(word, '@'); {
	case hasScheme(word):
		return KindURL, i + len(trimAddress(urlBytes(text, i, next))), i
	case at > 0:
		if host := trimAddress(word); strings.IndexByte(host[min(at, len(host)):], '.') > 0 {
			return KindEmail, i + len(host), i
		}
	case strings.HasPrefix(word, "www.") && len(trimAddress(word)) > 4, isHost(word):
		return KindURL, i + len(trimAddress(urlBytes(text, i, next))), i
	}
	if strings.Contains(word, "://") || strings.Contains(word, "www.") || strings.ContainsAny(word, "@=/") {
		return KindURL, i, i // one may start inside
	}
	return KindURL, i, next
}

func hasScheme(s string) bool {
	for _, scheme := range []string{"http://", "https://", "ftp://"} {
		if len(s) > len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			return true
		}
	}
	return false
}

// urlBytes gives the address from i on, whose first ASCII stretch ends at end; a path may go on in other scripts.
func urlBytes(text string, i, end int) string {
	for end < len(text) && end-i < 2048 {
		r, n := decode(text, end)
		c := classOf(r, n)
		if c == classArabic || c == classForeign || c == classDigit || c == classMark || c == classLatin || r < 0x80 && isAddressByte(byte(r)) {
			end += n
			continue
		}
		break
	}
	return text[i:end]
}

// isAddressByte reports the bytes of a URL or email; quotes, brackets and angle brackets end one.
func isAddressByte(c byte) bool {
	if c >= '0' && c <= '9' || isASCIILetter(c) {
		return true
	}
	return strings.IndexByte("-._~:/?#@!$&*+;=%,", c) >= 0
}

// trimAddress takes sentence marks off the end.
func trimAddress(s string) string { return strings.TrimRight(s, ".,:;!?*") }

// hostEndings are the endings by which a bare host is told from two sentences without a space between them.
var hostEndings = []string{".com", ".net", ".org", ".info", ".news", ".tv", ".gov", ".edu", ".co", ".io", ".me", ".sa", ".ae", ".eg",
	".ma", ".tn", ".dz", ".ly", ".lb", ".jo", ".iq", ".sy", ".ps", ".qa", ".kw", ".bh", ".om", ".ye", ".sd", ".mr", ".fr", ".uk", ".de", ".il", ".ir", ".ru"}

func isHost(s string) bool {
	host, _, _ := strings.Cut(trimAddress(s), "/")
	dot := strings.LastIndexByte(host, '.')
	if dot <= 0 {
		return false
	}
	for _, e := range hostEndings {
		if strings.EqualFold(host[dot:], e) {
			return !strings.ContainsAny(host, ":?#@!$&*+;=%,~") && !strings.Contains(host, "..")
		}
	}
	return false
}

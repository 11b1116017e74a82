package arabic

import "strings"

// plainLetters writes the Persian and Urdu letters that look like Arabic ones as the Arabic ones.
var plainLetters = strings.NewReplacer("ی", "ي", "ک", "ك", "ہ", "ه", "ھ", "ه", "ۃ", "ة", "ۀ", "ه", "ے", "ي", "ې", "ي", "ە", "ه")

// PlainSpelling writes the letters of Persian and Urdu keyboards that look like Arabic ones (ی ک ہ) with the Arabic
// letters and changes nothing else; it reports whether it changed anything. A yeh at the end of a word becomes ي;
// whether alef maqsura was meant cannot be seen. It is for text known to be Arabic: in Persian those letters are right.
func PlainSpelling(s string) (string, bool) {
	if !strings.ContainsAny(s, "یکہھۃۀےېە") {
		return s, false
	}
	return plainLetters.Replace(s), true
}

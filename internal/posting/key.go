package posting

// What leads the key of a stem and of a word as written. Filter tokens have their own mark, which sorts before both.
const (
	stemMark = 's'
	wordMark = 'w'
)

// StemKey is the key of a stem.
func StemKey(stem string) string { return string(rune(stemMark)) + stem }

// WordKey is the key of a word as written, folded.
func WordKey(word string) string { return string(rune(wordMark)) + word }

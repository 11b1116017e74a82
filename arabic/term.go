package arabic

// Term is one word of a text as search sees it.
type Term struct {
	Start, End int    // byte offsets into the text analysed
	Position   int    // counts words from 0; neighbours in a phrase differ by one
	Surface    string // the word folded
	Stem       string // its stem folded, without clitics and endings; the surface where nothing comes off
	Stop       bool   // a stop word: it keeps its position and matches in phrases, and is not ranked by
}

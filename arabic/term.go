package arabic

// Term is one word of a text as search sees it.
type Term struct {
	Start, End int // byte offsets into the text analysed
	Position   int // counts words, so that neighbours in a phrase differ by one
	// Surface is the folded word as written, Stem its folded stem without clitics.
	Surface string
	Stem    string
	Stop    bool // a stop word: matched in phrases, ignored elsewhere
}

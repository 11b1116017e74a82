// Package nametag is the learned part of names: it labels each word of a sentence as the beginning, the inside or the
// outside of a person, place or organisation. It is a linear-chain model with eight-bit weights; what a word is made of is
// said by the caller ([Token]), so that lists and rules stay where an editor finds them.
//
// Start with [Model.Tag]; [Train] makes a model, [Load] gives the one that is embedded.
package nametag

// Label is what a word is within a name.
type Label uint8

// The labels; a name begins with a B label and goes on with I labels of its kind.
const (
	O Label = iota
	BPerson
	IPerson
	BPlace
	IPlace
	BOrganisation
	IOrganisation
	BOther
	IOther
	labels = 9
)

// Begin reports whether the label begins a name.
func (l Label) Begin() bool { return l != O && l%2 == 1 }

// Inside reports whether the label continues a name.
func (l Label) Inside() bool { return l != O && l%2 == 0 }

// Kind is the B label of the same kind, O for O.
func (l Label) Kind() Label {
	if l.Inside() {
		return l - 1
	}
	return l
}

// Token is one word as the model sees it.
type Token struct {
	Form  string // folded
	Flags uint32 // what the lists know of it, one bit each
	Gap   uint8  // what stands before it; 0 for a space
	Freq  uint8  // how frequent the word is in Arabic at large, 0 for unknown
	Bare  uint8  // how frequent it is without proclitics and article
	Class uint16 // what a lexicon says of its stem, one bit each
	Group uint16 // of the words that keep the same company, 0 for unknown; see internal/train company
}

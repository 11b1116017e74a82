package isnad

import "fmt"

// Told is how much of the truth an answer is.
type Told struct {
	Approximate bool   `json:"approximate"`     // the total, the order or the counts were taken from a part; Notes say which
	Note        string `json:"note,omitempty"`  // Notes in English
	Notes       []Note `json:"notes,omitempty"` // what was taken from a part, and what of the query the archive does not know
}

// Tell adds a note.
func (t *Told) Tell(n Note) {
	t.Notes = append(t.Notes, n)
	if t.Note != "" {
		t.Note += "; "
	}
	t.Note += n.String()
}

// TellPart adds a note for which the answer is approximate.
func (t *Told) TellPart(n Note) {
	t.Approximate = true
	t.Tell(n)
}

// Note is one thing to know of an answer, for those who put it in words of their own.
type Note struct {
	Code  NoteCode `json:"code"`
	Name  string   `json:"name,omitempty"`  // of what the query names, as it was written
	Count int      `json:"count,omitempty"` // how many were looked at
}

// NoteCode is a kind of note.
type NoteCode string

const (
	NoSource       NoteCode = "no-source"       // Name is no outlet's
	NoSpeaker      NoteCode = "no-speaker"      // Name is no speaker's
	NoRelay        NoteCode = "no-relay"        // Name is no relay's
	NoEntity       NoteCode = "no-entity"       // Name is nobody's and nothing's
	NoOutletIn     NoteCode = "no-outlet-in"    // Name are the countries, two letters each, ", " between them
	CommonestOnly  NoteCode = "commonest-only"  // Name is the beginning of words, of which Count were looked for; 0 is many
	TotalEstimated NoteCode = "total-estimated" // from the newest Count matches
	TotalAtLeast   NoteCode = "total-at-least"  // there may be more
	LikeliestOnly  NoteCode = "likeliest-only"  // Count matches are in order
	NewestCounted  NoteCode = "newest-counted"  // of the matches, Count
	SomeCounted    NoteCode = "some-counted"    // every Count-th match
	RarerWords     NoteCode = "rarer-words"     // in order is what holds the rarer words of the question
	NewestArticles NoteCode = "newest-articles" // there are more than Count statements: in order are those of the newest articles
)

// String says it in English.
func (n Note) String() string {
	switch n.Code {
	case NoSource, NoSpeaker, NoRelay, NoEntity:
		return fmt.Sprintf("no %s is called %q", n.Code[len("no-"):], n.Name)
	case NoOutletIn:
		return "no outlet of the archive is known to sit in " + n.Name
	case CommonestOnly:
		if n.Count == 0 {
			return n.Name + "* stands for its commonest words"
		}
		return fmt.Sprintf("%s* stands for its %d commonest words", n.Name, n.Count)
	case TotalEstimated:
		return fmt.Sprintf("the total is estimated from the newest %d matches", n.Count)
	case TotalAtLeast:
		return "the total is at least that"
	case LikeliestOnly:
		return fmt.Sprintf("the order is that of the %d likeliest matches", n.Count)
	case NewestCounted:
		return fmt.Sprintf("counted over the newest %d matches", n.Count)
	case SomeCounted:
		return fmt.Sprintf("counted over every %dth", n.Count)
	case RarerWords:
		return "ranked are those with the rarer words"
	case NewestArticles:
		return fmt.Sprintf("of more than %d statements, those of the newest articles", n.Count)
	}
	return string(n.Code)
}

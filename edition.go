package isnad

import (
	"time"

	"isnad/attribution"
)

// Edition is an article as one capture of its page had it, kept when a later capture had other words.
type Edition struct {
	Article *Article  `json:"article"` // with its statements as they were found then
	Until   time.Time `json:"until"`   // when the capture with other words was made
}

// Edits are the differences between two texts, sentence by sentence: two editions of one article, or an original and its copy.
type Edits struct {
	Sentences  []SentenceEdit  `json:"sentences"`
	Statements []StatementEdit `json:"statements,omitempty"`
}

// EditKind is what happened to a sentence or statement.
type EditKind string

const (
	Kept         EditKind = "kept"
	Added        EditKind = "added"
	Removed      EditKind = "removed"
	Reworded     EditKind = "reworded"
	Moved        EditKind = "moved"        // kept, but before or after others
	Softened     EditKind = "softened"     // a statement: its verb of saying or its words claim less than before
	Hardened     EditKind = "hardened"     // a statement: they claim more
	Reattributed EditKind = "reattributed" // a statement: another speaker or relay
)

// SentenceEdit is one sentence before and after. Of one that was reworded, Parts are the pieces in order.
type SentenceEdit struct {
	Kind   EditKind `json:"kind"`
	Before string   `json:"before,omitempty"`
	After  string   `json:"after,omitempty"`
	Parts  []Part   `json:"parts,omitempty"`
}

// Part is a run of words that both sentences have (Kept), or one of them alone.
type Part struct {
	Kind EditKind `json:"kind"` // Kept, Added or Removed
	Text string   `json:"text"`
}

// StatementEdit is a statement that was removed, added, softened, hardened or attributed to somebody else; Words say what
// changed, in Arabic.
type StatementEdit struct {
	Kind   EditKind               `json:"kind"`
	Words  string                 `json:"words"`
	Before *attribution.Statement `json:"before,omitempty"`
	After  *attribution.Statement `json:"after,omitempty"`
}

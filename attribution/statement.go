package attribution

import (
	"isnad/arabic"
	"isnad/dates"
	"isnad/names"
)

// Kind is how the words are rendered.
type Kind string

const (
	Direct   Kind = "direct"   // باللفظ: a quotation, or colon speech
	Indirect Kind = "indirect" // بالمعنى
	Mixed    Kind = "mixed"    // بعضه باللفظ
)

// Act is what the speaker does by saying it; docs/glossary.md lists the verbs of each.
type Act string

const (
	State    Act = "state"
	Announce Act = "announce"
	Stress   Act = "stress"
	Deny     Act = "deny"
	Reject   Act = "reject"
	Support  Act = "support"
	Warn     Act = "warn"
	Accuse   Act = "accuse"
	Condemn  Act = "condemn"
	Call     Act = "call"
	Promise  Act = "promise"
	Ask      Act = "ask"
	Believe  Act = "believe"
	Express  Act = "express"
)

// Speaker is the origin of a statement, and how it was found.
type Speaker struct {
	Name    string     `json:"name"`
	Type    names.Type `json:"type,omitempty"`
	Role    string     `json:"role,omitempty"`
	Mention string     `json:"mention,omitempty"` // as written at the cue; empty where only implied
	Entity  string     `json:"entity,omitempty"`  // names.Entity.Key
	How     names.How  `json:"how,omitempty"`
}

// IsZero reports whether the speaker is unknown.
func (s Speaker) IsZero() bool { return s == Speaker{} }

// Relay (الناقل) is a channel through which a statement reached the article, other than its own publisher.
type Relay struct {
	Name    string `json:"name"`
	Mention string `json:"mention,omitempty"`
	Entity  string `json:"entity,omitempty"`
}

// Statement (القول): somebody other than the article's own voice is reported to have said something.
type Statement struct {
	ID          string `json:"id,omitempty"`
	arabic.Span        // of the content
	Content     string `json:"content"`
	Kind        Kind   `json:"kind"`
	// Cue is the word of saying, as written; CueStart and CueEnd are bytes in the same field, equal for a bare quotation.
	Cue       string  `json:"cue,omitempty"`
	CueStart  int     `json:"cue_start"`
	CueEnd    int     `json:"cue_end"`
	Act       Act     `json:"act"`
	Speaker   Speaker `json:"speaker,omitzero"`
	Relays    []Relay `json:"relays,omitempty"` // nearest to the article first
	Medium    string  `json:"medium,omitempty"`
	Place     string  `json:"place,omitempty"`
	Addressee string  `json:"addressee,omitempty"`
	// Time is when it was said, where the sentence says so.
	Time   dates.Expression `json:"time,omitzero"`
	Nested bool             `json:"nested,omitempty"` // inside another statement's content
	// Confidence is from 0 to 1, calibrated: of those at .9 and above, nine in ten are right in speaker and content.
	Confidence float64 `json:"confidence"`
	// Corrected says that a person set the speaker right by hand.
	Corrected bool     `json:"corrected,omitempty"`
	SameAs    []string `json:"same_as,omitempty"`
	// Trace names the rules that made the statement, in order.
	Trace []string `json:"-"`
}

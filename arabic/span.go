package arabic

// Field says which of an article's two texts an offset points into.
type Field string

const (
	Title Field = "title"
	Text  Field = "text" // the paragraphs joined with one "\n"
)

// Span is a stretch of an article's title or text: byte offsets, End exclusive.
// (The interchange format counts code points; package isnad converts at its door.)
type Span struct {
	Field Field `json:"field,omitempty"`
	Start int   `json:"start"`
	End   int   `json:"end"`
}

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps reports whether both spans lie in the same field and share a byte.
func (s Span) Overlaps(t Span) bool {
	return s.Field == t.Field && s.Start < t.End && t.Start < s.End
}

// Covers reports whether t lies wholly inside s.
func (s Span) Covers(t Span) bool {
	return s.Field == t.Field && s.Start <= t.Start && t.End <= s.End
}

package arabic

// Range is a stretch of a text: byte offsets, End exclusive.
type Range struct{ Start, End int }

// Len is the range's length in bytes.
func (r Range) Len() int { return r.End - r.Start }

// In gives the part of text that r covers.
func (r Range) In(text string) string { return text[r.Start:r.End] }

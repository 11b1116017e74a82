package dates

import (
	"time"

	"isnad/arabic"
)

// Expression is a time named in a text («أمس الأول الجمعة»), resolved against an anchor.
type Expression struct {
	arabic.Span
	Text string `json:"text"`
	// From and To are inclusive days, zero where the text and its anchor do not fix them.
	From Day `json:"from,omitzero"`
	To   Day `json:"to,omitzero"`
	// Relative is the distance from the anchor ("-2d", "+1w", "-1m", "0d") where the words are relative.
	Relative string `json:"relative,omitempty"`
	// Conflict says what disagrees («أمس السبت» where yesterday was Friday); empty when nothing does.
	Conflict string `json:"conflict,omitempty"`
	// Confidence is from 0 to 1.
	Confidence float64 `json:"-"`
	// At is the instant where the words name a clock time and its zone («الساعة 8:30 صباحاً بتوقيت باكو»), zero elsewhere.
	At time.Time `json:"-"`
	// Weekday is the day's name where the words give one ("saturday").
	Weekday string `json:"-"`
}

// IsZero reports whether there is no expression.
func (e Expression) IsZero() bool { return e == Expression{} }

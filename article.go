package isnad

import (
	"strings"
	"time"

	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
	"isnad/names"
)

// Article is one article, annotated. Everything in it but ID and Captured is derived and can be made again.
// Its JSON form, with byte offsets turned to code points, is the interchange format: see [Encode] and [Decode].
type Article struct {
	ID string `json:"id"` // stable; input may bring its own
	extract.Document
	Keywords   []Keyword               `json:"keywords,omitempty"`
	Statements []attribution.Statement `json:"statements,omitempty"`
	Entities   []names.Entity          `json:"entities,omitempty"`
	Times      []dates.Expression      `json:"times,omitempty"`
	Copy       string                  `json:"copy,omitempty"`     // id of the group of copies
	Original   *bool                   `json:"original,omitempty"` // in a group of copies: whether this one is the original
	Story      string                  `json:"story,omitempty"`
	Related    []Related               `json:"related,omitempty"`
	Captured   Captured                `json:"captured,omitzero"`
	Versions   Versions                `json:"versions,omitzero"`
}

// Keyword is a term chosen for an article, in canonical spelling.
type Keyword struct {
	Text  string  `json:"text"`
	Score float64 `json:"score"`
}

// Related is another article worth reading, with the reason in words.
type Related struct {
	ID    string  `json:"id,omitempty"`
	Title string  `json:"title"`
	Why   string  `json:"why,omitempty"`
	Score float64 `json:"score,omitempty"`
}

// Captured ties an article to its evidence.
type Captured struct {
	At     time.Time `json:"at,omitzero"`
	Digest string    `json:"digest,omitempty"` // "sha256:" and 64 hexadecimal digits, of the body as fetched
	WARC   string    `json:"warc,omitempty"`   // "file#offset"
}

// Versions are those of the stages that made an article; [Current] is what this build makes.
type Versions struct {
	Extract     int `json:"extract,omitempty"`
	Dates       int `json:"dates,omitempty"`
	Names       int `json:"names,omitempty"`
	Attribution int `json:"attribution,omitempty"`
	Story       int `json:"story,omitempty"`
}

// Text is the paragraphs joined with "\n": what offsets with field "text" point into.
func (a *Article) Text() string { return strings.Join(a.Paragraphs, "\n") }

// In gives the words that s spans, and "" where s does not fit this article.
func (a *Article) In(s arabic.Span) string {
	text := a.Title
	if s.Field != arabic.Title {
		text = a.Text()
	}
	if s.Start < 0 || s.End > len(text) || s.Start > s.End {
		return ""
	}
	return text[s.Start:s.End]
}

// Day is the day by which the article is filed: its publication, else its capture; zero where neither is known.
func (a *Article) Day() dates.Day {
	if !a.Published.Day.IsZero() {
		return a.Published.Day
	}
	if !a.Captured.At.IsZero() {
		return dates.DayOf(a.Captured.At)
	}
	return dates.Day{}
}

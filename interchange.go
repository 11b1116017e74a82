package isnad

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
)

// Encode gives the article as one line of the interchange format, without the line's end: NFC text, offsets in code points,
// of the entities those that the article names or a statement points at. An entity's mentions are its names; where a role or
// a description stands for it, that is among its references, each with how it was linked.
func Encode(a *Article) ([]byte, error) {
	out := a.InCodePoints()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(out); err != nil {
		return nil, fmt.Errorf("isnad.Encode(%s): %w", a.ID, err)
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// pointed tells whether a statement's speaker or relay is the entity of that key.
func pointed(statements []attribution.Statement) func(key string) bool {
	keys := map[string]bool{}
	for _, s := range statements {
		keys[s.Speaker.Entity] = true
		for _, r := range s.Relays {
			keys[r.Entity] = true
		}
	}
	return func(key string) bool { return keys[key] }
}

// Decode reads one article of the interchange format. It needs a title or paragraphs; published may be a plain day or
// instant, source a plain name. What it does not know it leaves out and names in the warnings. The text stays as given, so
// that offsets count in what its owner has; [Article.Clean] brings it to the form that is stored. The error is ErrInvalid for
// what is no JSON object, and ErrNotArticle for an object without text.
func Decode(line []byte) (*Article, []string, error) {
	var in incoming
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, nil, fmt.Errorf("isnad.Decode: %w: %s", ErrInvalid, jsonFault(err))
	}
	a := &in.Article
	a.Source, a.Published, a.Modified = in.Source.Outlet, in.Published.Date, in.Modified.Date
	warnings := append(in.Published.warn("published"), in.Modified.warn("modified")...)
	warnings = append(warnings, unknownFields(line)...)
	if a.Title == "" && len(a.Paragraphs) == 0 {
		return nil, warnings, fmt.Errorf("isnad.Decode: %w: neither title nor paragraphs", ErrNotArticle)
	}
	if !a.offsetsFit() {
		a.Statements, a.Entities, a.Times = nil, nil, nil
		warnings = append(warnings, "offsets outside the text: derived fields left out")
	}
	a.convert(bytesOf)
	return a, warnings, nil
}

// incoming is an Article with the shorter forms that input may use.
type incoming struct {
	Article
	Source    incomingOutlet `json:"source"`
	Published incomingDate   `json:"published"`
	Modified  incomingDate   `json:"modified"`
}

type incomingOutlet struct{ extract.Outlet }

func (o *incomingOutlet) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &o.Name)
	}
	return json.Unmarshal(b, &o.Outlet)
}

type incomingDate struct {
	dates.Date
	unread string
}

func (d *incomingDate) UnmarshalJSON(b []byte) error {
	if len(b) == 0 || b[0] != '"' {
		return json.Unmarshal(b, &d.Date)
	}
	var s string
	if err := json.Unmarshal(b, &s); err != nil || s == "" {
		return err
	}
	date, err := GivenDate(s)
	if err != nil {
		d.unread = s
	}
	d.Date = date
	return nil
}

func (d incomingDate) warn(field string) []string {
	if d.unread == "" {
		return nil
	}
	return []string{fmt.Sprintf("%s %q is neither a day nor an instant: left out", field, d.unread)}
}

// GivenDate reads a day (YYYY-MM-DD) or an instant (RFC 3339) as a date with origin "given"; else ErrInvalid.
func GivenDate(s string) (dates.Date, error) {
	if day, err := dates.ParseDay(s); err == nil {
		return dates.Date{Day: day, Precision: dates.DayOnly, Origin: dates.FromGiven}, nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return dates.Date{Day: dates.DayOf(t), Time: t, Precision: dates.Instant, Origin: dates.FromGiven}, nil
	}
	return dates.Date{}, fmt.Errorf("isnad.GivenDate(%q): %w: want 2023-11-04 or 2023-11-04T18:20:00+03:00", s, ErrInvalid)
}

var knownFields = []string{"id", "url", "canonical_url", "title", "source", "via", "credits", "authors", "dateline", "section",
	"image", "lang", "published", "modified", "paragraphs", "blocks", "captions", "tags", "keywords", "repairs", "statements", "entities",
	"times", "copy", "original", "story", "related", "captured", "versions"}

// unknownFields names the object's fields that the format does not have, in order of name.
func unknownFields(line []byte) []string {
	var fields map[string]json.RawMessage
	if json.Unmarshal(line, &fields) != nil {
		return nil
	}
	var unknown []string
	for name := range fields {
		if !slices.Contains(knownFields, name) {
			unknown = append(unknown, fmt.Sprintf("field %q is not known: left out", name))
		}
	}
	slices.Sort(unknown)
	return unknown
}

// jsonFault puts encoding/json's errors in words for people, without Go's names of types.
func jsonFault(err error) string {
	if f, ok := err.(*json.UnmarshalTypeError); ok {
		if f.Field == "" {
			return fmt.Sprintf("a JSON %s where an article belongs", f.Value)
		}
		return fmt.Sprintf("field %q holds a %s, which does not belong there", f.Field, f.Value)
	}
	return "not JSON: " + strings.TrimPrefix(err.Error(), "json: ")
}

// Clean brings title and paragraphs to the form that is stored: NFC, one line each, none empty. Where that changes the text,
// what was found in it is dropped, because its offsets no longer fit: it is derived and can be made again.
func (a *Article) Clean() {
	title, paragraphs := a.Title, a.Paragraphs
	a.Document.Clean(CleanText)
	if a.Title != title || !slices.Equal(a.Paragraphs, paragraphs) {
		a.Statements, a.Entities, a.Times = nil, nil, nil
	}
}

// CleanText gives s in NFC, valid UTF-8, one line, without control characters and outer white space. It is the form in which text is stored.
func CleanText(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case r < ' ' || r == 0x7F:
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// convert replaces every offset of the article's parts by what make's mapping says, on copies of the slices.
func (a *Article) convert(mapping func(text string) func(int) int) {
	title, text := mapping(a.Title), mapping(a.Text())
	to := func(f arabic.Field) func(int) int {
		if f == arabic.Title {
			return title
		}
		return text
	}
	a.Statements = slices.Clone(a.Statements)
	for i := range a.Statements {
		s := &a.Statements[i]
		at := to(s.Field)
		s.Start, s.End, s.CueStart, s.CueEnd = at(s.Start), at(s.End), at(s.CueStart), at(s.CueEnd)
		s.Time.Start, s.Time.End = at(s.Time.Start), at(s.Time.End)
	}
	a.Times = slices.Clone(a.Times)
	for i := range a.Times {
		convertSpan(&a.Times[i].Span, to)
	}
	a.Entities = slices.Clone(a.Entities)
	for i := range a.Entities {
		a.Entities[i].Mentions = slices.Clone(a.Entities[i].Mentions)
		for j := range a.Entities[i].Mentions {
			convertSpan(&a.Entities[i].Mentions[j].Span, to)
		}
	}
}

func convertSpan(s *arabic.Span, to func(arabic.Field) func(int) int) {
	at := to(s.Field)
	s.Start, s.End = at(s.Start), at(s.End)
}

// offsetsFit reports whether every offset, in code points, lies in the field it names.
func (a *Article) offsetsFit() bool {
	length := map[arabic.Field]int{arabic.Title: len([]rune(a.Title)), arabic.Text: len([]rune(a.Text()))}
	fits := func(f arabic.Field, start, end int) bool {
		if f == "" {
			f = arabic.Text
		}
		n, ok := length[f]
		return ok && 0 <= start && start <= end && end <= n
	}
	for _, s := range a.Statements {
		if !fits(s.Field, s.Start, s.End) || !fits(s.Field, s.CueStart, s.CueEnd) || !fits(s.Field, s.Time.Start, s.Time.End) {
			return false
		}
	}
	for _, t := range a.Times {
		if !fits(t.Field, t.Start, t.End) {
			return false
		}
	}
	for _, e := range a.Entities {
		for _, m := range e.Mentions {
			if !fits(m.Field, m.Start, m.End) {
				return false
			}
		}
	}
	return true
}

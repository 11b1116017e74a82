package isnad

import (
	"context"
	"encoding/json"
	"io"
	"iter"

	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/names"
)

// StatementRow is one statement by itself, with what is needed of its article: a line of an export, a row of a table.
type StatementRow struct {
	ID          string           `json:"id"`
	Article     string           `json:"article"`
	Copy        string           `json:"copy,omitempty"` // the article's group of copies, by which repeats can be left out
	Original    *bool            `json:"original,omitempty"`
	Story       string           `json:"story,omitempty"`
	URL         string           `json:"url,omitempty"`
	Title       string           `json:"title"`
	Source      string           `json:"source,omitempty"`
	Published   dates.Day        `json:"published,omitzero"`
	Said        dates.Day        `json:"said,omitzero"` // the article's day where the sentence names none
	Speaker     string           `json:"speaker,omitempty"`
	SpeakerType string           `json:"speaker_type,omitempty"`
	SpeakerRole string           `json:"speaker_role,omitempty"`
	SpeakerKey  string           `json:"speaker_entity,omitempty"`
	How         string           `json:"how,omitempty"`
	Act         attribution.Act  `json:"act"`
	Kind        attribution.Kind `json:"kind"`
	Cue         string           `json:"cue,omitempty"`
	Content     string           `json:"content"`
	Relays      []string         `json:"relays,omitempty"`
	Medium      string           `json:"medium,omitempty"`
	Field       arabic.Field     `json:"field"`
	Start       int              `json:"start"` // code points, as End
	End         int              `json:"end"`
	Confidence  float64          `json:"confidence"`
	Nested      bool             `json:"nested,omitempty"`
	Corrected   bool             `json:"corrected,omitempty"`
}

// StatementRows gives an article's statements as rows, in their order.
func StatementRows(a *Article) []StatementRow {
	a = a.InCodePoints()
	rows := make([]StatementRow, len(a.Statements))
	for i, s := range a.Statements {
		rows[i] = StatementRow{ID: s.ID, Article: a.ID, Copy: a.Copy, Original: a.Original, Story: a.Story, URL: a.URL, Title: a.Title, Source: a.Source.Name, Published: a.Published.Day,
			Said: s.Time.From, Speaker: s.Speaker.Name, SpeakerType: string(s.Speaker.Type), SpeakerRole: s.Speaker.Role, SpeakerKey: s.Speaker.Entity,
			How: string(s.Speaker.How), Act: s.Act, Kind: s.Kind, Cue: s.Cue, Content: s.Content, Medium: s.Medium, Field: fieldOf(s.Field), Start: s.Start, End: s.End,
			Confidence: s.Confidence, Nested: s.Nested, Corrected: s.Corrected}
		if rows[i].Said.IsZero() {
			rows[i].Said = a.Day()
		}
		for _, r := range s.Relays {
			rows[i].Relays = append(rows[i].Relays, r.Name)
		}
	}
	return rows
}

// InCodePoints gives the article as the interchange format has it: offsets in code points, of the entities those that it
// names or points at.
func (a *Article) InCodePoints() *Article {
	out := *a
	out.Entities = names.Listed(a.Entities, pointed(a.Statements))
	out.convert(codePointsOf)
	return &out
}

// InCodePoints gives the results with offsets in code points of their articles, which article reads. A hit whose article is
// gone since is left out.
func (r *StatementResults) InCodePoints(article func(id string) (*Article, error)) (*StatementResults, error) {
	out := *r
	out.Hits = make([]FoundStatement, 0, len(r.Hits))
	read := map[string]*Article{}
	for _, h := range r.Hits {
		a := read[h.Article.ID]
		if a == nil {
			var err error
			if a, err = article(h.Article.ID); err != nil {
				return nil, err
			}
			read[h.Article.ID] = a
		}
		one := Article{Document: a.Document, Statements: []attribution.Statement{h.Statement}}
		one.convert(codePointsOf)
		h.Statement = one.Statements[0]
		out.Hits = append(out.Hits, h)
	}
	return &out, nil
}

// WriteLines writes an article as a line of the interchange format, or its statements, a line each.
func WriteLines(w io.Writer, a *Article, statements bool) error {
	if statements {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		for _, row := range StatementRows(a) {
			if err := e.Encode(row); err != nil {
				return err
			}
		}
		return nil
	}
	line, err := Encode(a)
	if err != nil {
		return err
	}
	_, err = w.Write(append(line, '\n'))
	return err
}

// EveryMatch walks all articles that match a query, newest first, a page of results at a time.
func EveryMatch(ctx context.Context, index Index, store Store, q Query) iter.Seq2[*Article, error] {
	q.Order, q.Limit, q.Ranked, q.Cursor = NewestFirst, 500, false, ""
	return func(yield func(*Article, error) bool) {
		for {
			results, err := index.Search(ctx, q)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, h := range results.Hits {
				if a, err := store.Article(ctx, h.ID); !yield(a, err) || err != nil {
					return
				}
			}
			if results.Next == "" {
				return
			}
			q.Cursor = results.Next
		}
	}
}

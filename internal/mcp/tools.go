package mcp

import (
	"context"

	"isnad"
	"isnad/attribution"
	"isnad/internal/search"
)

// Bounds of answers: an assistant reads them whole.
const (
	usualResults = 10
	mostResults  = 50
	mostText     = 20_000 // bytes of an article
	mostMembers  = 100
)

type searchInput struct {
	Query  string `json:"query" jsonschema:"in the query language"`
	Order  string `json:"order,omitempty" jsonschema:"best, newest or oldest"`
	Limit  int    `json:"limit,omitempty" jsonschema:"results wanted, at most 50; 10 without"`
	Cursor string `json:"cursor,omitempty" jsonschema:"the next of the answer before"`
}

func (in searchInput) parse() (isnad.Query, error) {
	q, err := search.Parse(in.Query)
	q.Order, q.Limit, q.Cursor = isnad.Order(in.Order), usualResults, in.Cursor
	if in.Limit > 0 {
		q.Limit = min(in.Limit, mostResults)
	}
	return q, err
}

// source says where something stands.
type source struct {
	Article   string `json:"article" jsonschema:"id, for get_article"`
	Title     string `json:"title"`
	Outlet    string `json:"outlet,omitempty"`
	Published string `json:"published,omitempty" jsonschema:"day"`
	URL       string `json:"url,omitempty" jsonschema:"at the outlet"`
	Link      string `json:"link" jsonschema:"in this archive, with the evidence"`
}

func (t *tools) sourceOf(h *isnad.Hit) source {
	return source{h.ID, clean(h.Title), clean(h.Source), h.Published.Day.String(), h.URL, t.link(h.ID)}
}

type articlesOutput struct {
	Notice      string       `json:"notice"`
	Total       int          `json:"total"`
	Approximate bool         `json:"approximate,omitempty"`
	Articles    []articleHit `json:"articles"`
	Next        string       `json:"next,omitempty"`
}

type articleHit struct {
	source
	Passage string `json:"passage,omitempty" jsonschema:"quotation that matched"`
}

func (t *tools) searchArticles(ctx context.Context, in searchInput) (out articlesOutput, err error) {
	q, err := in.parse()
	if err != nil {
		return out, err
	}
	r, err := t.Index.Search(ctx, q)
	if err != nil {
		return out, err
	}
	out = articlesOutput{Notice: notice, Total: r.Total, Approximate: r.Approximate, Articles: []articleHit{}, Next: r.Next}
	for i := range r.Hits {
		out.Articles = append(out.Articles, articleHit{t.sourceOf(&r.Hits[i]), clean(r.Hits[i].Snippet)})
	}
	return out, nil
}

type statementsOutput struct {
	Notice      string         `json:"notice"`
	Total       int            `json:"total"`
	Approximate bool           `json:"approximate,omitempty"`
	Statements  []statementHit `json:"statements"`
	Next        string         `json:"next,omitempty"`
}

type said struct {
	Speaker    string   `json:"speaker" jsonschema:"empty where it is not known who speaks"`
	Role       string   `json:"role,omitempty"`
	Key        string   `json:"speaker_key,omitempty" jsonschema:"for person_statements"`
	Found      string   `json:"speaker_found_by,omitempty" jsonschema:"named, role, pronoun or implied"`
	Act        string   `json:"act"`
	Rendering  string   `json:"rendering" jsonschema:"direct, indirect or mixed"`
	Words      string   `json:"words" jsonschema:"quotation"`
	Through    []string `json:"through,omitempty" jsonschema:"relays, nearest to the article first"`
	Medium     string   `json:"medium,omitempty"`
	Confidence float64  `json:"confidence"`
	Corrected  bool     `json:"corrected,omitempty" jsonschema:"a person checked who speaks"`
}

func saidOf(s *attribution.Statement) said {
	out := said{Speaker: clean(s.Speaker.Name), Role: clean(s.Speaker.Role), Key: s.Speaker.Entity, Found: string(s.Speaker.How), Act: string(s.Act), Rendering: string(s.Kind),
		Words: clean(s.Content), Medium: clean(s.Medium), Confidence: s.Confidence, Corrected: s.Corrected}
	for _, r := range s.Relays {
		out.Through = append(out.Through, clean(r.Name))
	}
	return out
}

type statementHit struct {
	said
	Day    string `json:"day,omitempty" jsonschema:"on which it was said, the article's where the sentence names none"`
	Source source `json:"source"`
}

func (t *tools) searchStatements(ctx context.Context, in searchInput) (out statementsOutput, err error) {
	q, err := in.parse()
	if err != nil {
		return out, err
	}
	return t.statements(ctx, q)
}

func (t *tools) statements(ctx context.Context, q isnad.Query) (out statementsOutput, err error) {
	r, err := t.Statements.Statements(ctx, q)
	if err != nil {
		return out, err
	}
	out = statementsOutput{Notice: notice, Total: r.Total, Approximate: r.Approximate, Statements: []statementHit{}, Next: r.Next}
	for i := range r.Hits {
		h := &r.Hits[i]
		out.Statements = append(out.Statements, statementHit{saidOf(&h.Statement), h.Said.String(), t.sourceOf(&h.Article)})
	}
	return out, nil
}

type personInput struct {
	Person string `json:"person" jsonschema:"name, or the speaker_key of a statement"`
	searchNarrow
}

type searchNarrow struct {
	Query  string `json:"query,omitempty" jsonschema:"narrows what was said"`
	Limit  int    `json:"limit,omitempty"`
	Cursor string `json:"cursor,omitempty"`
}

func (t *tools) personStatements(ctx context.Context, in personInput) (out statementsOutput, err error) {
	q, err := searchInput{Query: in.Query, Order: string(isnad.NewestFirst), Limit: in.Limit, Cursor: in.Cursor}.parse()
	if err != nil {
		return out, err
	}
	q.Speakers = []string{in.Person}
	return t.statements(ctx, q)
}

type articleInput struct {
	ID string `json:"id"`
}

type articleOutput struct {
	Notice     string   `json:"notice"`
	Source     source   `json:"source"`
	Text       string   `json:"text" jsonschema:"quotation"`
	Cut        bool     `json:"cut,omitempty" jsonschema:"the text goes on"`
	Statements []said   `json:"statements"`
	Credits    []string `json:"credits,omitempty"`
	Story      string   `json:"story,omitempty" jsonschema:"for story_timeline"`
	Captured   string   `json:"captured,omitempty" jsonschema:"when the evidence was fetched"`
	Digest     string   `json:"digest,omitempty" jsonschema:"of the page as fetched"`
}

func (t *tools) getArticle(ctx context.Context, in articleInput) (out articleOutput, err error) {
	a, err := t.Store.Article(ctx, in.ID)
	if err != nil {
		return out, err
	}
	h := isnad.Hit{ID: a.ID, Title: a.Title, Source: a.Source.Name, URL: a.URL, Published: a.Published}
	out = articleOutput{Notice: notice, Source: t.sourceOf(&h), Statements: []said{}, Credits: a.Credits, Story: a.Story, Digest: a.Captured.Digest}
	for _, p := range a.Paragraphs {
		if out.Cut = len(out.Text)+len(p) > mostText; out.Cut {
			break
		}
		out.Text += clean(p) + "\n"
	}
	for i := range a.Statements {
		out.Statements = append(out.Statements, saidOf(&a.Statements[i]))
	}
	if !a.Captured.At.IsZero() {
		out.Captured = a.Captured.At.UTC().Format("2006-01-02T15:04:05Z")
	}
	return out, nil
}

type storyInput struct {
	ID string `json:"id" jsonschema:"of a story, or of any of its articles"`
}

type storyOutput struct {
	Notice   string        `json:"notice"`
	Story    string        `json:"story"`
	Title    string        `json:"title"`
	Articles int           `json:"articles"`
	Origins  []origin      `json:"independent_origins"`
	Timeline []storyMember `json:"timeline"`
	Cut      bool          `json:"cut,omitempty" jsonschema:"the timeline goes on"`
}

type origin struct {
	Name     string `json:"name"`
	Articles int    `json:"articles" jsonschema:"how many carry it"`
}

type storyMember struct {
	source
	At      string   `json:"at,omitempty" jsonschema:"time of publication where known"`
	CopyOf  string   `json:"copy_of,omitempty" jsonschema:"article whose text this is"`
	Credits []string `json:"credits,omitempty"`
}

func (t *tools) storyTimeline(ctx context.Context, in storyInput) (out storyOutput, err error) {
	s, err := t.Stories.Story(ctx, in.ID)
	if err != nil {
		return out, err
	}
	out = storyOutput{Notice: notice, Story: s.ID, Title: clean(s.Title), Articles: s.Articles, Origins: []origin{}, Timeline: []storyMember{}}
	for _, o := range s.Origins {
		out.Origins = append(out.Origins, origin{clean(o.Name), o.Articles})
	}
	original := map[string]string{}
	for _, c := range s.Copies {
		original[c.ID] = c.Original
	}
	for i, m := range s.Members {
		if out.Cut = i == mostMembers; out.Cut {
			break
		}
		h := isnad.Hit{ID: m.Article, Title: m.Title, Source: m.Source.Name, URL: m.URL, Published: m.Published}
		member := storyMember{source: t.sourceOf(&h), Credits: m.Credits}
		if !m.Published.Time.IsZero() {
			member.At = m.Published.Time.Format("2006-01-02T15:04:05Z07:00")
		}
		if of := original[m.Copy]; of != m.Article {
			member.CopyOf = of
		}
		out.Timeline = append(out.Timeline, member)
	}
	return out, nil
}

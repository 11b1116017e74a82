package isnad

import (
	"time"

	"isnad/attribution"
	"isnad/dates"
)

// Query is what a reader asks, already understood: search.Parse makes one from words, an engine answers it.
type Query struct {
	Clauses []Clause // all must match, unless Ranked
	Exclude []Clause // none may match
	// Ranked asks for the best of any words instead of all of them: a question or a longer text in plain language.
	Ranked    bool
	Expect    Expectation // what the question asks for, where it tells
	Sources   []string    // outlets by name or host as written; any of them
	Countries []string    // of the outlets, ISO 3166 two letters; any of them
	Speakers  []string    // entity keys or names of statements' speakers; any of them
	Relays    []string    // names of relays; any of them; AnyRelay for whatever names one
	Acts      []string    // acts of saying; any of them
	Entities  []string    // keys or names of entities that the article speaks of; any of them
	Since     dates.Day   // inclusive; zero is open
	Until     dates.Day
	Order     Order
	Limit     int    // results wanted; 0 is the engine's default of 10, below 0 only the total is wanted
	Offset    int    // results to pass over, for numbered pages
	Cursor    string // where the last page ended; beats Offset
}

// AnyRelay, alone in Query.Relays, stands for all of them.
const AnyRelay = "*"

// Clause is one condition on the words of an article.
type Clause struct {
	Kind ClauseKind
	// Text is the clause as the reader wrote it.
	Text string
	// Terms are in order of the text. A word has one, a phrase several.
	Terms []ClauseTerm
}

// ClauseKind says how a clause's terms match.
type ClauseKind string

const (
	WordClause   ClauseKind = "word"   // the stem, or one of its variants, occurs
	PhraseClause ClauseKind = "phrase" // the folded surfaces occur side by side, as written
	PrefixClause ClauseKind = "prefix" // a folded surface begins so
)

// ClauseTerm is one word of a clause as the analyser gives it, with what also counts as the same word.
type ClauseTerm struct {
	Surface  string
	Stem     string
	Variants []string // further stems: «ترامب» for «ترمب»
}

// Order of results.
type Order string

const (
	BestFirst   Order = "best"
	NewestFirst Order = "newest"
	OldestFirst Order = "oldest"
)

// Results answer a Query.
type Results struct {
	Total int `json:"total"`
	Told
	Variants []string `json:"variants,omitempty"` // spellings that were matched too
	Hits     []Hit    `json:"results"`
	Next     string   `json:"next,omitempty"` // Cursor of the next page
}

// Hit is one found article.
type Hit struct {
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Source    string     `json:"source,omitempty"`
	URL       string     `json:"url,omitempty"`
	Published dates.Date `json:"published,omitzero"`
	Score     float64    `json:"score"`
	Snippet   string     `json:"snippet,omitempty"`
	// Marks are byte ranges of matched words in Snippet, and TitleMarks in Title, in order.
	Marks      []Mark `json:"marks,omitempty"`
	TitleMarks []Mark `json:"title_marks,omitempty"`
}

// Mark is a stretch to highlight, byte offsets, End exclusive.
type Mark struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Facet is one value to narrow a search by, and how many of the matches have it.
type Facet struct {
	Value string `json:"value"`
	Label string `json:"label,omitempty"`
	Count int    `json:"count"`
}

// FacetField is what matches are counted by.
type FacetField string

const (
	BySource  FacetField = "source"
	ByMonth   FacetField = "month"
	ByYear    FacetField = "year"
	BySpeaker FacetField = "speaker"
	ByAct     FacetField = "act"
)

// Facets are the values of one field among the matches of a Query.
type Facets struct {
	Values  []Facet `json:"values"`
	Counted int     `json:"counted"` // matches that were counted
	Told
}

// StatementResults answer a Query over statements.
type StatementResults struct {
	Total int `json:"total"`
	Told
	Hits []FoundStatement `json:"results"`
	Next string           `json:"next,omitempty"`
}

// FoundStatement is a statement with the article that carries it.
type FoundStatement struct {
	attribution.Statement
	Said    dates.Day `json:"said,omitzero"` // the day on which it was said, the article's where the sentence names none
	Article Hit       `json:"article"`
	// Whole is the article itself where the engine had it in hand, to be read and not changed; else nil.
	Whole *Article `json:"-"`
}

// InCodePoints gives the statement with its offsets counted in code points of its article, as the interchange format counts.
func (f FoundStatement) InCodePoints(a *Article) FoundStatement {
	var one Article
	one.Title, one.Paragraphs, one.Statements = a.Title, a.Paragraphs, []attribution.Statement{f.Statement}
	one.convert(codePointsOf)
	f.Statement = one.Statements[0]
	return f
}

// SaidCount is how many statements of one act were said in one month.
type SaidCount struct {
	Month dates.Day // its first day; zero where no day is known
	Act   attribution.Act
	Count int
}

// Stats is the archive in figures.
type Stats struct {
	Articles   int
	Statements int
	Captures   int
	Sources    int
	FirstDay   dates.Day
	LastDay    dates.Day
	LastChange time.Time
}

// InCodePoints gives the results with marks counted in code points, as the interchange format counts.
func (r *Results) InCodePoints() *Results {
	out := *r
	out.Hits = make([]Hit, len(r.Hits))
	for i, h := range r.Hits {
		h.Marks = marksBy(h.Marks, codePointsOf(h.Snippet))
		h.TitleMarks = marksBy(h.TitleMarks, codePointsOf(h.Title))
		out.Hits[i] = h
	}
	return &out
}

func marksBy(marks []Mark, at func(int) int) []Mark {
	out := make([]Mark, len(marks))
	for i, m := range marks {
		out[i] = Mark{at(m.Start), at(m.End)}
	}
	return out
}

// MarksInCodePoints gives byte marks in a text as code points.
func MarksInCodePoints(text string, marks []Mark) []Mark {
	if len(marks) == 0 {
		return nil
	}
	return marksBy(marks, codePointsOf(text))
}

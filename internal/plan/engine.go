package plan

import (
	"context"

	"isnad"
	"isnad/internal/index"
)

// Engine is what a Planner asks of a database that finds rows by their tokens, so that the planner has to choose which of
// many matches it looks at. [Exact] is one that needs no choice.
type Engine interface {
	Common
	Postings
	Rows
	Vectors
	Sample
}

// Common is what a Planner asks of every engine.
type Common interface {
	Names
	Statements
	// Among keeps those of the ids, which ascend, that m lets through.
	Among(ctx context.Context, m *Match, ids []int64) ([]int64, error)
	// RowsOf gives the row ids of articles, ascending.
	RowsOf(ctx context.Context, articles []string) ([]int64, error)
	// Bodies gives the articles.
	Bodies(ctx context.Context, ids []int64) (map[int64]*isnad.Article, error)
}

// Postings finds rows of articles by their tokens.
type Postings interface {
	// Find gives up to n ids from lo to hi of rows that m lets through, with the expression in place of m.Stems; in order of
	// id, descending where newest.
	Find(ctx context.Context, m *Match, stems Expr, lo, hi int64, n int, newest bool) ([]int64, error)
	// Lengths gives the number of articles, and of stems in all of them.
	Lengths(ctx context.Context) (articles, words int64, err error)
	// ArticlesIn estimates how many articles have ids from lo to hi.
	ArticlesIn(ctx context.Context, lo, hi int64) (float64, error)
}

// Rows reads rows of articles by id; what is gone since is left out.
type Rows interface {
	// Terms gives each the words of the articles, in any order; they are each's until it returns.
	Terms(ctx context.Context, ids []int64, each func(id int64, t isnad.Terms)) error
	// Bodies gives the articles.
	Bodies(ctx context.Context, ids []int64) (map[int64]*isnad.Article, error)
}

// Vectors tells of articles what their scores are made of.
type Vectors interface {
	// Vectors gives each the vector of the articles, in any order; it is each's until it returns.
	Vectors(ctx context.Context, ids []int64, each func(id int64, length int, vector []byte)) error
	// CountBy counts the articles by a field, the n most frequent values first; months and years latest first.
	CountBy(ctx context.Context, field isnad.FacetField, ids []int64, n int) ([]isnad.Facet, error)
}

// Names finds whom and what the archive names.
type Names interface {
	// Outlets gives all, ordered by id.
	Outlets(ctx context.Context) ([]Outlet, error)
	// EntitiesKeyed gives the ids of entities with the key.
	EntitiesKeyed(ctx context.Context, key string) ([]int64, error)
	// EntitiesWith gives up to n ids, in order, of entities whose names hold all the words (~ and a sound is a word too).
	EntitiesWith(ctx context.Context, words []string, n int) ([]int64, error)
	// NamesBeside gives the words of names of up to twenty entities whose names hold either word, without the two, in order.
	NamesBeside(ctx context.Context, a, b string) ([]string, error)
	// NamesSounding gives up to n stems of names with the sound, but not one, the most frequent first.
	NamesSounding(ctx context.Context, sound, but string, n int) ([]string, error)
}

// Outlet is an outlet as the engine numbers it.
type Outlet struct {
	ID         int64
	Name, Host string
	Folded     string // the name as the analyser folds it
}

// Sample tells how often words are among every [index.SampleEvery]th article.
type Sample interface {
	// Sampled gives the sum over the terms: a stem, or + and a word as written.
	Sampled(ctx context.Context, terms []string) (int, error)
	// SampledFrom gives the sum over all terms from lo to hi, in order of bytes.
	SampledFrom(ctx context.Context, lo, hi string) (int, error)
	// Commonest gives the n most frequent terms from lo to hi.
	Commonest(ctx context.Context, lo, hi string, n int) ([]string, error)
}

// Statements finds statements; an id is its article's << [index.StatementBits] | its place in the article.
type Statements interface {
	// StatementsOf gives the ids of the page of statements that fit, in the query's order and one more where there is a next
	// page, and fills in the total.
	StatementsOf(ctx context.Context, q isnad.Query, m *Match, p Page, r *isnad.StatementResults) ([]int64, error)
	// StatementsAmong gives the ids of the statements of the articles that fit, in order.
	StatementsAmong(ctx context.Context, q isnad.Query, m *Match, articles []int64) ([]int64, error)
	// SaidBy counts the statements of speakers by day and act, in any order.
	SaidBy(ctx context.Context, speakers []int64) ([]SaidOn, error)
}

// SaidOn is how many statements of an act were said on a day, which is numbered as [index.DayNumber] does.
type SaidOn struct {
	Day   int64
	Act   string
	Count int
}

// SaidWithin gives the numbers of the first and last day that the query wants, both inclusive.
func SaidWithin(q isnad.Query) (since, until int64) {
	since, until = index.DayNumber(q.Since), int64(1)<<40
	if !q.Until.IsZero() {
		since, until = max(since, index.MinDay), index.DayNumber(q.Until)
	}
	return since, until
}

// Planner answers queries; it may be used by several goroutines.
type Planner struct {
	common    Common
	engine    Engine // nil where the engine is exact
	exact     Exact
	df        index.Frequencies
	analyzers index.Analyzers // keep the words they met, so that analysing a text again costs a lookup a word
}

// New makes the planner of an engine.
func New(e Engine) *Planner { return &Planner{common: e, engine: e} }

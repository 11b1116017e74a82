package isnad

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"isnad/arabic"
	"isnad/attribution"
)

// Correction is a statement set right by hand: its speaker, or that it is none. It is kept apart from the article and
// applied whenever the article is stored, so that it outlives every new analysis; together corrections are gold.
type Correction struct {
	ID      string
	Article string
	// Statement is what was found. By its Field, Cue and Content it is known again, which hold when other words of the text
	// change; whoever corrects need give no more than these, the store fills in the rest.
	Statement attribution.Statement
	Speaker   attribution.Speaker // who speaks; zero where NoStatement, or where the text does not tell
	// NoStatement says that nobody is reported to say anything there.
	NoStatement bool
	Note        string
	By          string // name of who corrected it, empty where there are no accounts
	At          time.Time
}

// CorrectionFilter chooses corrections. The zero filter is all of them.
type CorrectionFilter struct {
	ID      string
	Article string
	Limit   int // 0 is all
}

// Corrections is the record of what was set right by hand.
type Corrections interface {
	// Corrections gives those that the filter lets through, oldest first.
	Corrections(ctx context.Context, f CorrectionFilter) ([]Correction, error)
	// Correct stores the correction under its id and applies it to its article, in one transaction. A second correction of
	// the same statement takes the first's place. ErrNotFound where the archive has no such article or the article no such statement.
	Correct(ctx context.Context, c *Correction) error
	// Withdraw removes a correction and gives the statement the speaker back that was found; ErrNotFound where there is none.
	Withdraw(ctx context.Context, id string) error
}

// Fits reports whether the correction is of that statement.
func (c *Correction) Fits(s *attribution.Statement) bool {
	found := &c.Statement
	return fieldOf(s.Field) == fieldOf(found.Field) && s.Cue == found.Cue && s.Content == found.Content
}

// Complete fills in the statement as it was found in the article; ErrNotFound where the article has none that fits.
func (c *Correction) Complete(a *Article) error {
	for _, s := range a.Statements {
		if c.Fits(&s) {
			c.Statement = s
			return nil
		}
	}
	return fmt.Errorf("%w: the article has no such statement", ErrNotFound)
}

func fieldOf(f arabic.Field) arabic.Field {
	if f == "" {
		return arabic.Text
	}
	return f
}

// Corrected gives the article with the corrections applied, itself where none fits. A corrected statement has confidence 1
// and says that it was corrected; what is no statement is left out.
func Corrected(a *Article, corrections []Correction) *Article {
	out := a
	for i := range corrections {
		c := &corrections[i]
		if !slices.ContainsFunc(out.Statements, func(s attribution.Statement) bool { return c.Fits(&s) }) {
			continue
		}
		if out == a {
			changed := *a
			changed.Statements = slices.Clone(a.Statements)
			out = &changed
		}
		out.Statements = c.apply(out.Statements)
	}
	return out
}

func (c *Correction) apply(statements []attribution.Statement) []attribution.Statement {
	if c.NoStatement {
		return slices.DeleteFunc(statements, func(s attribution.Statement) bool { return c.Fits(&s) })
	}
	for i := range statements {
		if s := &statements[i]; c.Fits(s) {
			s.Speaker, s.Corrected, s.Confidence = c.Speaker, true, 1
		}
	}
	return statements
}

// Uncorrected gives the article with what one correction changed as it was found. A statement that was left out comes back
// where its words still stand at their place; else the next analysis finds it.
func Uncorrected(a *Article, c *Correction) *Article {
	out := *a
	out.Statements = slices.Clone(a.Statements)
	if c.NoStatement {
		if found := c.Statement; a.In(found.Span) == found.Content {
			at, _ := slices.BinarySearchFunc(out.Statements, found, inOrder)
			out.Statements = slices.Insert(out.Statements, at, found)
		}
		return &out
	}
	for i := range out.Statements {
		if s := &out.Statements[i]; c.Fits(s) {
			s.Speaker, s.Corrected, s.Confidence = c.Statement.Speaker, false, c.Statement.Confidence
		}
	}
	return &out
}

// inOrder compares statements by where they stand, those of the title first.
func inOrder(s, t attribution.Statement) int {
	if a, b := fieldOf(s.Field), fieldOf(t.Field); a != b {
		return -cmp.Compare(a, b) // "title" before "text"
	}
	return cmp.Compare(s.Start, t.Start)
}

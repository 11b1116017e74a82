package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"isnad"
	"isnad/attribution"
	"isnad/internal/account"
	"isnad/names"
)

func newCorrections(a *app) *cobra.Command {
	gold := false
	c := &cobra.Command{
		Use:   "corrections",
		Short: "List what was set right by hand, or give it out as gold",
		Long: `Lists the statements whose speaker was set right by hand, or that were found to be none. Corrections are kept apart from the
articles and outlive every reprocessing. --gold gives the corrected articles in the interchange format, one a line, so that what
people know can be measured against and learned from.`,
		Example: `  isnad corrections
  isnad corrections --gold > gold.jsonl
  isnad corrections add ARTICLE ARTICLE.3 --speaker 'سلمى الرافعي' --type person
  isnad corrections add ARTICLE ARTICLE.4 --no-statement
  isnad corrections withdraw ID`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.withArchive(c.Context(), readOnly, func(o *opened) error {
				all, err := o.store.Corrections(c.Context(), isnad.CorrectionFilter{})
				if err != nil {
					return err
				}
				if gold {
					return writeGold(c.Context(), a.stdout, o, all)
				}
				return a.printCorrections(all)
			})
		},
	}
	a.jsonFlag(c)
	c.Flags().BoolVar(&gold, "gold", false, "the corrected articles in the interchange format")
	c.AddCommand(newCorrectionAdd(a), newCorrectionWithdraw(a))
	return c
}

// writeGold writes each corrected article once, in order of its first correction, with its corrected statements alone: what
// nobody looked at is no gold.
func writeGold(ctx context.Context, w io.Writer, o *opened, all []isnad.Correction) error {
	seen := map[string]bool{}
	for _, c := range all {
		if seen[c.Article] {
			continue
		}
		seen[c.Article] = true
		a, err := o.store.Article(ctx, c.Article)
		if errors.Is(err, isnad.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		checked := *a
		checked.Statements = nil
		for _, s := range a.Statements {
			if s.Corrected {
				checked.Statements = append(checked.Statements, s)
			}
		}
		if err := isnad.WriteLines(w, &checked, false); err != nil {
			return err
		}
	}
	return nil
}

// correctionRow is a correction as --json prints it.
type correctionRow struct {
	ID          string              `json:"id"`
	Article     string              `json:"article"`
	Cue         string              `json:"cue"`
	Content     string              `json:"content"`
	Found       attribution.Speaker `json:"found,omitzero"`
	Speaker     attribution.Speaker `json:"speaker,omitzero"`
	NoStatement bool                `json:"no_statement,omitempty"`
	Note        string              `json:"note,omitempty"`
	By          string              `json:"by,omitempty"`
	At          time.Time           `json:"at"`
}

func (a *app) printCorrections(all []isnad.Correction) error {
	rows := make([]correctionRow, len(all))
	for i, c := range all {
		rows[i] = correctionRow{c.ID, c.Article, c.Statement.Cue, c.Statement.Content, c.Statement.Speaker, c.Speaker, c.NoStatement, c.Note, c.By, c.At}
	}
	return list(a, rows, func(r correctionRow) []string {
		became := r.Speaker.Name
		if r.NoStatement {
			became = "(no statement)"
		}
		return []string{r.ID, r.Article, r.Found.Name + " → " + became, shortTime(r.At), r.By}
	})
}

func newCorrectionAdd(a *app) *cobra.Command {
	var who attribution.Speaker
	var kind, note string
	none := false
	c := &cobra.Command{
		Use:     "add ARTICLE STATEMENT",
		Short:   "Set a statement's speaker right, or say that it is none",
		Example: "  isnad corrections add a3f9 a3f9.2 --speaker 'سلمى الرافعي' --type person --note 'الفقرة الثانية'",
		Args:    cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			if none == (who.Name != "") {
				return usage("say who speaks with --speaker, or --no-statement")
			}
			return a.withArchive(c.Context(), readOnly, func(o *opened) error {
				x, err := o.store.Article(c.Context(), args[0])
				if err != nil {
					return err
				}
				who.Type = names.Type(kind)
				set := isnad.Correction{ID: account.NewID(), Article: x.ID, Speaker: who, NoStatement: none, Note: note, At: time.Now().UTC()}
				for _, s := range x.Statements {
					if s.ID == args[1] {
						set.Statement = s
					}
				}
				if err := o.store.Correct(c.Context(), &set); err != nil {
					return err
				}
				_, err = fmt.Fprintln(a.stdout, set.ID)
				return err
			})
		},
	}
	c.Flags().StringVar(&who.Name, "speaker", "", "`name` of who speaks")
	c.Flags().StringVar(&kind, "type", "person", "person, organisation, outlet, group, anonymous or document")
	c.Flags().StringVar(&who.Role, "role", "", "their office, where the text names it")
	c.Flags().StringVar(&who.Entity, "entity", "", "`key` of the entity, where the archive has one")
	c.Flags().BoolVar(&none, "no-statement", false, "nobody is reported to say anything there")
	c.Flags().StringVar(&note, "note", "", "why")
	return c
}

func newCorrectionWithdraw(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "withdraw ID",
		Short:   "Take a correction back",
		Example: "  isnad corrections withdraw 3f5k9q2m8x1c7v0b",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.withArchive(c.Context(), readOnly, func(o *opened) error { return o.store.Withdraw(c.Context(), args[0]) })
		},
	}
}

package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"isnad"
)

// searchStatements answers the query with statements instead of articles.
func (a *app) searchStatements(c *cobra.Command, q isnad.Query) error {
	return a.withArchive(c.Context(), readOnly, func(o *opened) error {
		found, err := o.store.Statements(c.Context(), q)
		if err != nil {
			return err
		}
		if !a.json {
			return printFound(a.stdout, found)
		}
		for i, f := range found.Hits {
			article, err := o.store.Article(c.Context(), f.Article.ID)
			if err != nil {
				return err
			}
			found.Hits[i] = f.InCodePoints(article)
		}
		return a.printJSON(found)
	})
}

// printFound writes each statement as its speaker and act, its words, through whom it came, and where it stands.
func printFound(w io.Writer, r *isnad.StatementResults) error {
	about := ""
	if r.Approximate {
		about = "about "
	}
	fmt.Fprintf(w, "%s%d found\n", about, r.Total)
	if r.Note != "" {
		fmt.Fprintf(w, "(%s)\n", r.Note)
	}
	for _, f := range r.Hits {
		fmt.Fprintf(w, "\n%s\n", joined(" · ", f.Said.String(), f.Speaker.Name, f.Cue, string(f.Act), strconv.FormatFloat(f.Confidence, 'f', 2, 64)))
		fmt.Fprintf(w, "  %s\n", strings.ReplaceAll(f.Content, "\n", " "))
		if relays := relayNames(f); relays != "" {
			fmt.Fprintf(w, "  through %s\n", relays)
		}
		fmt.Fprintf(w, "  %s\n", joined(" · ", f.Article.Title, f.Article.Source, f.Article.ID))
	}
	_, err := fmt.Fprint(w)
	return err
}

func relayNames(f isnad.FoundStatement) string {
	var names []string
	for _, r := range f.Relays {
		names = append(names, r.Name)
	}
	return strings.Join(names, ", ")
}

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"isnad"
)

func newTrace(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "trace FILE|URL|-",
		Short:   "Show what each step did to a page",
		Long:    "Shows, step by step, how a page became articles: charset, kind, what was cut and mended, and by which rules each statement was found.",
		Example: "  isnad trace page.html",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			page, err := a.page(c.Context(), args[0])
			if err != nil {
				return err
			}
			if err := notJSON(page, args[0]); err != nil {
				return err
			}
			articles, result := readPage(page)
			fmt.Fprintf(a.stdout, "charset  %s\nkind     %s\n", result.Charset, joined(": ", string(result.Kind), result.Reason))
			for _, s := range result.Steps {
				fmt.Fprintf(a.stdout, "%-16s %s\n", s.Name, s.What)
			}
			for _, f := range result.Findings {
				fmt.Fprintf(a.stdout, "finding  %s\n", f)
			}
			for _, article := range articles {
				a.traceArticle(article)
			}
			return nil
		},
	}
}

func (a *app) traceArticle(article *isnad.Article) {
	fmt.Fprintf(a.stdout, "\n== %s  %s\n", article.ID, article.Title)
	fmt.Fprintf(a.stdout, "published %s (%s, from %s: %q)\n", dateText(article.Published), article.Published.Precision, article.Published.Origin, article.Published.Text)
	for _, r := range article.Repairs {
		fmt.Fprintf(a.stdout, "repair    %s: %q became %q\n", r.Kind, r.Found, r.Became)
	}
	for _, t := range article.Times {
		fmt.Fprintf(a.stdout, "time      %q = %s %s %s\n", t.Text, joined("…", t.From.String(), t.To.String()), t.Relative, t.Conflict)
	}
	for _, e := range article.Entities {
		fmt.Fprintf(a.stdout, "entity    %s (%s) %s; %d mentions\n", e.Name, e.Type, e.Key, len(e.Mentions))
	}
	for _, s := range article.Statements {
		fmt.Fprintf(a.stdout, "statement [%s %s %.2f] %s: %q\n          rules: %s\n", s.Kind, s.Act, s.Confidence, s.Speaker.Name, s.Content, strings.Join(s.Trace, " → "))
	}
}

package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"isnad"
	"isnad/internal/search"
)

func newSearch(a *app) *cobra.Command {
	var limit, offset int
	var order string
	var statements bool
	c := &cobra.Command{
		Use:   "search QUERY",
		Short: "Search the archive",
		Long: `Searches the archive. A few words must all occur, whatever their spelling and inflection; a question or a longer text
is answered by the best matches. Filters, in English or Arabic:

  "وقف إطلاق النار"     these words side by side, as written
  -كلمة                 without this word
  source:… مصدر:…       of this outlet
  country:… بلد:…       of the outlets of this country
  since:… منذ:…         from this day on (2025-06-01)
  until:… حتى:…         up to this day
  speaker:… قائل:…      with a statement of this person or body
  relay:… ناقل:…        with a statement that came through this channel
  act:… فعل:…           with a statement of this act: deny, warn, call …
  entity:… كيان:…       that names this person, body or place

With --statements the answer is statements: the words are looked for in what was said, and since and until bound the day on
which it was said.`,
		Example: `  isnad search الدوري
  isnad search --order newest 'الولايات مصدر:الميادين منذ:2023-01-01'
  isnad search --statements --order oldest 'قائل:"أنطونيو غوتيريش" act:warn'
  isnad search --json -n 50 '"وقف إطلاق النار" -هدنة'`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			q, err := search.Parse(strings.Join(args, " "))
			if err != nil {
				return usage("%v", err)
			}
			q.Limit, q.Offset = limit, offset
			if c.Flags().Changed("order") {
				if q.Order, err = parseOrder(order); err != nil {
					return err
				}
			}
			if statements {
				return a.searchStatements(c, q)
			}
			return a.search(c, q)
		},
	}
	c.Flags().IntVarP(&limit, "number", "n", 10, "results to print")
	c.Flags().IntVar(&offset, "offset", 0, "results to pass over first")
	c.Flags().StringVar(&order, "order", "best", "best, newest or oldest first")
	c.Flags().BoolVar(&statements, "statements", false, "find statements instead of articles")
	a.jsonFlag(c)
	return c
}

func parseOrder(s string) (isnad.Order, error) {
	switch o := isnad.Order(s); o {
	case isnad.BestFirst, isnad.NewestFirst, isnad.OldestFirst:
		return o, nil
	}
	return "", usage("--order %q: choose best, newest or oldest", s)
}

func (a *app) search(c *cobra.Command, q isnad.Query) error {
	return a.withArchive(c.Context(), readOnly, func(o *opened) error {
		results, err := o.store.Search(c.Context(), q)
		if err != nil {
			return err
		}
		if a.json {
			return a.printJSON(results.InCodePoints())
		}
		return printResults(a.stdout, results)
	})
}

func printResults(w io.Writer, r *isnad.Results) error {
	about := ""
	if r.Approximate {
		about = "about "
	}
	fmt.Fprintf(w, "%s%d found\n", about, r.Total)
	if r.Note != "" {
		fmt.Fprintf(w, "(%s)\n", r.Note)
	}
	for _, h := range r.Hits {
		fmt.Fprintf(w, "\n%s\n", h.Title)
		fmt.Fprintf(w, "  %s\n", joined(" · ", h.Source, dateText(h.Published), h.ID))
		if h.Snippet != "" {
			fmt.Fprintf(w, "  %s\n", marked(h.Snippet, h.Marks))
		}
	}
	_, err := fmt.Fprint(w)
	return err
}

// marked puts the matched words in brackets, which every terminal shows.
func marked(s string, marks []isnad.Mark) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		if m.Start < at || m.End > len(s) {
			continue
		}
		b.WriteString(s[at:m.Start])
		b.WriteString("[" + s[m.Start:m.End] + "]")
		at = m.End
	}
	b.WriteString(s[at:])
	return b.String()
}

package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"isnad"
	"isnad/internal/alert"
	"isnad/internal/search"
)

func newSearches(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "searches",
		Short: "List saved searches, and what they found",
		Long: `Lists the saved searches of everybody. A saved search is asked of all that comes into the archive while 'isnad serve' runs;
what it finds stands in its feed, and goes to its webhooks and mail addresses.`,
		Example: `  isnad searches
  isnad searches add --name الجسور 'الجسر -قديم' --mail desk@example.org
  isnad searches add --statements 'قائل:"وزارة الري" فعل:نفى' --webhook https://desk.example/hook --owner salma
  isnad searches run ID
  isnad searches found ID
  isnad searches remove ID`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.withArchive(c.Context(), readOnly, func(o *opened) error {
				all, err := o.store.SavedSearches(c.Context(), "", true)
				if err != nil {
					return err
				}
				return a.printSearches(c.Context(), o, all)
			})
		},
	}
	a.jsonFlag(c)
	c.AddCommand(newSearchesAdd(a), newSearchesRun(a), newSearchesFound(a), newSearchesRemove(a))
	return c
}

// searchRow is a saved search as --json prints it. Secrets of webhooks are for their owners' pages.
type searchRow struct {
	ID       string          `json:"id"`
	Name     string          `json:"name"`
	Query    string          `json:"query"`
	Kind     isnad.SavedKind `json:"kind"`
	Owner    string          `json:"owner,omitempty"`
	Feed     string          `json:"feed"`
	Channels []string        `json:"channels"`
	Created  time.Time       `json:"created"`
}

func (a *app) printSearches(ctx context.Context, o *opened, all []isnad.SavedSearch) error {
	owners, err := accountNames(ctx, o.store)
	if err != nil {
		return err
	}
	rows := make([]searchRow, len(all))
	for i, s := range all {
		r := searchRow{ID: s.ID, Name: s.Name, Query: s.Text, Kind: s.Kind, Owner: owners[s.Owner], Feed: "/saved/" + s.ID + "/" + s.FeedKey + ".atom", Channels: []string{}, Created: s.Created}
		for _, c := range s.Channels {
			r.Channels = append(r.Channels, string(c.Kind)+" "+c.Target)
		}
		rows[i] = r
	}
	return list(a, rows, func(r searchRow) []string {
		return []string{r.ID, string(r.Kind), r.Owner, r.Name, r.Query, strings.Join(r.Channels, ", ")}
	})
}

func newSearchesAdd(a *app) *cobra.Command {
	var s isnad.SavedSearch
	var owner string
	var hooks, mails []string
	every, statements := 24*time.Hour, false
	c := &cobra.Command{
		Use:     "add QUERY",
		Short:   "Save a search",
		Example: "  isnad searches add --name الجسور 'الجسر -قديم' --mail desk@example.org --every 12h",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			s.Text, s.Kind = strings.Join(args, " "), isnad.SavedArticles
			if statements {
				s.Kind = isnad.SavedStatements
			}
			for _, target := range hooks {
				s.Channels = append(s.Channels, isnad.Channel{Kind: isnad.Webhook, Target: target})
			}
			for _, target := range mails {
				s.Channels = append(s.Channels, isnad.Channel{Kind: isnad.MailDigest, Target: target, Every: every})
			}
			if err := alert.Prepare(&s, nil, time.Now().UTC()); err != nil {
				return usage("%v", err)
			}
			return a.withArchive(c.Context(), readOnly, func(o *opened) error { return a.saveSearch(c.Context(), o, &s, owner) })
		},
	}
	c.Flags().StringVar(&s.Name, "name", "", "what it is called; the query where empty")
	c.Flags().BoolVar(&statements, "statements", false, "find statements instead of articles")
	c.Flags().StringVar(&owner, "owner", "", "`account` whose it is; needed where the archive has accounts")
	c.Flags().StringArrayVar(&hooks, "webhook", nil, "`URL` to which each finding is posted, signed; may be given again")
	c.Flags().StringArrayVar(&mails, "mail", nil, "`address` to which a digest goes; may be given again")
	c.Flags().DurationVar(&every, "every", every, "shortest time between two mails")
	return c
}

// saveSearch stores a saved search of an owner, and prints its id with the secrets by which webhooks are verified: they are
// shown here once, as on the page.
func (a *app) saveSearch(ctx context.Context, o *opened, s *isnad.SavedSearch, owner string) error {
	accounts, err := o.store.Accounts(ctx)
	if err != nil {
		return err
	}
	if owner == "" && len(accounts) > 0 {
		return usage("the archive has accounts: say with --owner whose search it is")
	}
	if owner != "" {
		x, err := o.store.Account(ctx, owner)
		if err != nil {
			return fmt.Errorf("--owner %s: %w", owner, err)
		}
		s.Owner = x.ID
	}
	owned, err := o.store.SavedSearches(ctx, s.Owner, false)
	if err != nil {
		return err
	}
	if len(owned) >= alert.MaxOwned {
		return fmt.Errorf("%w: %d searches are saved already, the most there may be: remove one first", isnad.ErrConflict, len(owned))
	}
	if err := o.store.PutSavedSearch(ctx, s); err != nil {
		return err
	}
	fmt.Fprintln(a.stdout, s.ID)
	for _, c := range s.Channels {
		if c.Secret != "" {
			fmt.Fprintf(a.stdout, "%s\t%s\n", c.Target, c.Secret)
		}
	}
	return nil
}

func newSearchesRun(a *app) *cobra.Command {
	limit := 10
	c := &cobra.Command{
		Use:   "run ID",
		Short: "Ask a saved search of the whole archive now",
		Long:  "Asks a saved search of all that the archive holds, newest first, and prints what 'isnad search' would. Nothing is told to anybody.",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			var s *isnad.SavedSearch
			err := a.withArchive(c.Context(), readOnly, func(o *opened) (err error) {
				s, err = o.store.SavedSearch(c.Context(), args[0])
				return err
			})
			if err != nil {
				return err
			}
			q, err := search.Parse(s.Text)
			if err != nil {
				return usage("%v", err)
			}
			q.Order, q.Limit = isnad.NewestFirst, limit
			if s.Kind == isnad.SavedStatements {
				return a.searchStatements(c, q)
			}
			return a.search(c, q)
		},
	}
	c.Flags().IntVarP(&limit, "number", "n", limit, "results to print")
	a.jsonFlag(c)
	return c
}

func newSearchesFound(a *app) *cobra.Command {
	limit := 20
	c := &cobra.Command{
		Use:   "found ID",
		Short: "List what a saved search found since it was saved",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.withArchive(c.Context(), readOnly, func(o *opened) error {
				if _, err := o.store.SavedSearch(c.Context(), args[0]); err != nil {
					return err
				}
				found, err := o.store.Findings(c.Context(), args[0], 0, limit)
				if err != nil {
					return err
				}
				return a.printFindings(found)
			})
		},
	}
	c.Flags().IntVarP(&limit, "number", "n", limit, "findings to print, newest first")
	a.jsonFlag(c)
	return c
}

// findingRow is a finding as --json prints it; marks are code points of the sentence.
type findingRow struct {
	Number   int64        `json:"number"`
	At       time.Time    `json:"at"`
	Article  string       `json:"article"`
	Title    string       `json:"title"`
	Source   string       `json:"source,omitempty"`
	Edited   bool         `json:"edited,omitempty"`
	Sentence string       `json:"sentence"`
	Marks    []isnad.Mark `json:"marks,omitempty"`
}

func (a *app) printFindings(found []isnad.Finding) error {
	rows := make([]findingRow, len(found))
	for i, f := range found {
		rows[i] = findingRow{f.Number, f.At, f.Article.ID, f.Article.Title, f.Article.Source, f.Edited, f.Sentence, isnad.MarksInCodePoints(f.Sentence, f.Marks)}
		if !a.json {
			fmt.Fprintf(a.stdout, "%s · %s\n  %s\n", shortTime(f.At), joined(" · ", f.Article.Title, f.Article.Source, f.Article.ID), marked(f.Sentence, f.Marks))
		}
	}
	if !a.json {
		return nil
	}
	return a.printJSON(rows)
}

func newSearchesRemove(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "remove ID",
		Short:   "Forget a saved search, and what it found",
		Example: "  isnad searches remove 3f5k9q2m8x1c7v0b",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.withArchive(c.Context(), readOnly, func(o *opened) error { return o.store.DropSavedSearch(c.Context(), args[0]) })
		},
	}
}

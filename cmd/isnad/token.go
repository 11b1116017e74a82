package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"isnad"
	"isnad/internal/account"
)

func newToken(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "token",
		Short: "Let programs act for an account",
		Long: `A token lets a program (a script, an assistant, a reader on a phone) act for an account with the rights you give it:
read, save (own searches and marks), edit (corrections, sources), admin. It is sent as "Authorization: Bearer TOKEN".`,
		Example: "  isnad token add salma --name phone --scope read,save\n  isnad token list\n  isnad token remove 3f5k9q2m8x1c7v0b",
	}
	c.AddCommand(newTokenAdd(a), newTokenList(a), newTokenRemove(a))
	return c
}

func newTokenAdd(a *app) *cobra.Command {
	name, scope, lasts := "", "read", time.Duration(0)
	c := &cobra.Command{
		Use:     "add ACCOUNT",
		Short:   "Make a token and print it, this once",
		Example: "  isnad token add salma --name phone --scope read,save\n  isnad token add salma --name report --lasts 720h",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			scopes, err := account.ParseScopes(scope)
			if err != nil {
				return usage("--scope: %v", err)
			}
			return a.withArchive(c.Context(), readOnly, func(o *opened) error {
				x, err := o.store.Account(c.Context(), args[0])
				if err != nil {
					return err
				}
				secret, t, err := account.NewToken(c.Context(), o.store, x, name, scopes, time.Now(), lasts)
				if err != nil {
					return err
				}
				fmt.Fprintf(a.stderr, "Keep it: it is not shown again. 'isnad token remove %s' ends it.\n", t.ID)
				_, err = fmt.Fprintln(a.stdout, secret)
				return err
			})
		},
	}
	c.Flags().StringVar(&name, "name", "", "what it is for, in your words")
	c.Flags().StringVar(&scope, "scope", scope, "`rights`, with commas: read, save, edit, admin")
	c.Flags().DurationVar(&lasts, "lasts", 0, "how long it holds; 0 is until it is removed")
	return c
}

func newTokenList(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:     "list",
		Short:   "List the tokens, without their secrets",
		Example: "  isnad token list --json",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.withArchive(c.Context(), readOnly, func(o *opened) error {
				all, err := o.store.Tokens(c.Context(), "")
				if err != nil {
					return err
				}
				names, err := accountNames(c.Context(), o.store)
				if err != nil {
					return err
				}
				return a.printTokens(all, names)
			})
		},
	}
	a.jsonFlag(c)
	return c
}

func (a *app) printTokens(all []isnad.Token, names map[string]string) error {
	type row struct {
		ID      string        `json:"id"`
		Account string        `json:"account"`
		Name    string        `json:"name,omitempty"`
		Scopes  []isnad.Right `json:"scopes"`
		Created time.Time     `json:"created"`
		Expires time.Time     `json:"expires,omitzero"`
	}
	rows := make([]row, len(all))
	for i, x := range all {
		rows[i] = row{x.ID, names[x.Account], x.Name, x.Scopes, x.Created, x.Expires}
	}
	return list(a, rows, func(r row) []string {
		scopes := make([]string, len(r.Scopes))
		for i, s := range r.Scopes {
			scopes[i] = string(s)
		}
		return []string{r.ID, r.Account, strings.Join(scopes, ","), shortTime(r.Expires), r.Name}
	})
}

func newTokenRemove(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "remove ID",
		Short:   "End a token",
		Example: "  isnad token remove 3f5k9q2m8x1c7v0b",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.withArchive(c.Context(), readOnly, func(o *opened) error { return o.store.DropToken(c.Context(), args[0]) })
		},
	}
}

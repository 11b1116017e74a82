package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"isnad"
	"isnad/internal/account"
)

func newAccount(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "account",
		Short: "Say who may sign in, and as what",
		Long: `Accounts are needed as soon as 'isnad serve' is to be reached from other machines. A reader reads and keeps searches, an
editor corrects and edits sources too, an admin does everything. With the first account everybody has to sign in.`,
		Example: `  isnad account add salma --role admin
  isnad account add basel --role reader < password.txt
  isnad account password basel
  isnad account list`,
	}
	c.AddCommand(newAccountAdd(a), newAccountList(a), newAccountPassword(a), newAccountRole(a), newAccountRemove(a))
	return c
}

func newAccountAdd(a *app) *cobra.Command {
	role := ""
	c := &cobra.Command{
		Use:     "add NAME --role ROLE",
		Short:   "Make an account",
		Long:    "Makes an account. The password is asked for on a terminal, and else read from standard input, one line.",
		Example: "  isnad account add salma --role admin",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if role == "" {
				return usage("say what %s may do: --role reader, --role editor or --role admin", args[0])
			}
			return a.withArchive(c.Context(), readWrite, func(o *opened) error {
				if _, err := o.store.Account(c.Context(), args[0]); err == nil {
					return fmt.Errorf("%w: there is an account of this name\n       'isnad account password %s' gives it a new password", isnad.ErrConflict, args[0])
				} else if !errors.Is(err, isnad.ErrNotFound) {
					return err
				}
				password, err := a.newPassword("Password for " + args[0])
				if err != nil {
					return err
				}
				made, err := account.NewAccount(c.Context(), o.store, args[0], isnad.Role(role), password, time.Now())
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(a.stdout, "%s may sign in as %s\n", made.Name, made.Role)
				return err
			})
		},
	}
	c.Flags().StringVar(&role, "role", "", "`role`: reader, editor or admin")
	return c
}

// newPassword asks twice on a terminal without showing, and reads one line of anything else.
func (a *app) newPassword(prompt string) (string, error) {
	f, ok := a.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		line, err := bufio.NewReader(io.LimitReader(a.stdin, 4096)).ReadString('\n')
		if err != nil && err != io.EOF {
			return "", err
		}
		password := strings.TrimRight(line, "\r\n")
		return password, account.CheckPassword(password)
	}
	fmt.Fprint(a.stderr, prompt, ": ")
	first, err := term.ReadPassword(int(f.Fd()))
	fmt.Fprintln(a.stderr)
	if err != nil {
		return "", err
	}
	if err := account.CheckPassword(string(first)); err != nil {
		return "", err
	}
	fmt.Fprint(a.stderr, "Once more: ")
	second, err := term.ReadPassword(int(f.Fd()))
	fmt.Fprintln(a.stderr)
	if err == nil && string(first) != string(second) {
		err = fmt.Errorf("%w: the two are not the same", isnad.ErrInvalid)
	}
	return string(first), err
}

func newAccountList(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:     "list",
		Short:   "List the accounts",
		Example: "  isnad account list --json",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.withArchive(c.Context(), readOnly, func(o *opened) error {
				all, err := o.store.Accounts(c.Context())
				if err != nil {
					return err
				}
				return a.printAccounts(all)
			})
		},
	}
	a.jsonFlag(c)
	return c
}

func (a *app) printAccounts(all []isnad.Account) error {
	type row struct {
		ID      string     `json:"id"`
		Name    string     `json:"name"`
		Role    isnad.Role `json:"role"`
		Created time.Time  `json:"created"`
		Closed  bool       `json:"closed,omitempty"`
	}
	rows := make([]row, len(all))
	for i, x := range all {
		rows[i] = row{x.ID, x.Name, x.Role, x.Created, x.Closed}
	}
	return list(a, rows, func(r row) []string {
		state := ""
		if r.Closed {
			state = "closed"
		}
		return []string{r.Name, string(r.Role), shortTime(r.Created), state}
	})
}

// accountNames gives the names of accounts by their ids.
func accountNames(ctx context.Context, accounts isnad.Accounts) (map[string]string, error) {
	all, err := accounts.Accounts(ctx)
	names := map[string]string{}
	for _, x := range all {
		names[x.ID] = x.Name
	}
	return names, err
}

// editAccount runs fn on the account of that name and stores it.
func (a *app) editAccount(c *cobra.Command, name string, fn func(*opened, *isnad.Account) error) error {
	return a.withArchive(c.Context(), readOnly, func(o *opened) error {
		x, err := o.store.Account(c.Context(), name)
		if errors.Is(err, isnad.ErrNotFound) {
			return fmt.Errorf("%w: no account is called %q; see 'isnad account list'", isnad.ErrNotFound, name)
		}
		if err != nil {
			return err
		}
		if err := fn(o, x); err != nil {
			return err
		}
		return o.store.PutAccount(c.Context(), x)
	})
}

func newAccountPassword(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "password NAME",
		Short:   "Give an account a new password, and end its sessions",
		Example: "  isnad account password salma",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.editAccount(c, args[0], func(o *opened, x *isnad.Account) error {
				password, err := a.newPassword("New password for " + x.Name)
				if err != nil {
					return err
				}
				if x.Secret, err = account.HashPassword(password); err != nil {
					return err
				}
				return o.store.DropSessions(c.Context(), x.ID)
			})
		},
	}
}

func newAccountRole(a *app) *cobra.Command {
	closed := false
	c := &cobra.Command{
		Use:     "role NAME ROLE",
		Short:   "Change what an account may do, or close it",
		Example: "  isnad account role basel editor\n  isnad account role basel reader --closed",
		Args:    cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			role := isnad.Role(args[1])
			if len(role.Rights()) < 2 {
				return usage("role %q: there are reader, editor and admin", args[1])
			}
			return a.editAccount(c, args[0], func(_ *opened, x *isnad.Account) error {
				x.Role, x.Closed = role, closed
				return nil
			})
		},
	}
	c.Flags().BoolVar(&closed, "closed", false, "may not sign in any more")
	return c
}

func newAccountRemove(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "remove NAME",
		Short:   "Remove an account with its tokens and saved searches",
		Example: "  isnad account remove basel",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.withArchive(c.Context(), readOnly, func(o *opened) error {
				x, err := o.store.Account(c.Context(), args[0])
				if err != nil {
					return err
				}
				return o.store.DropAccount(c.Context(), x.ID)
			})
		},
	}
}

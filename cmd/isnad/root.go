package main

import (
	"io"
	"os"

	"github.com/spf13/cobra"
)

// app is what every subcommand works with.
type app struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	config config
	json   bool // --json: data instead of text
}

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "isnad",
		Short: "An archive and search engine for Arabic news: who said what, through whom, when",
		Long: `isnad (إسناد) reads feeds, pages and web archives, keeps what it fetched as evidence, and answers:
who said what, through whom, when — and who else carried it.

Try it without a network:  isnad demo
Read one page:             isnad read page.html
Build an archive:          isnad import articles.jsonl.gz && isnad search الدوري && isnad serve`,
		PersistentPreRunE: func(*cobra.Command, []string) error { return mistyped(os.Environ()) },
		SilenceErrors:     true,
		SilenceUsage:      true,
	}
	root.PersistentFlags().StringVar(&a.config.data, "data", a.config.data, "`folder` of the archive (or ISNAD_DATA)")
	root.PersistentFlags().StringVar(&a.config.archive, "archive", a.config.archive, "`s3://host/bucket` that keeps what was fetched (or ISNAD_ARCHIVE); without it the folder warc does")
	root.PersistentFlags().StringVar(&a.config.store, "store", a.config.store, "`postgres://user@host/database` that holds the archive (or ISNAD_STORE); without it the file isnad.db does")
	root.PersistentFlags().StringVar(&a.config.readURL, "read-url", a.config.readURL, "`postgres://…` of a replica that answers searches (or ISNAD_READ_URL)")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return usage("%v; see '%s --help'", err, c.CommandPath()) })
	root.AddGroup(
		&cobra.Group{ID: "read", Title: "Read and search"},
		&cobra.Group{ID: "run", Title: "Run an archive"},
		&cobra.Group{ID: "keep", Title: "Keep it well"},
	)
	for _, c := range []struct {
		group   string
		command *cobra.Command
	}{
		{"read", newRead(a)}, {"read", newAnnotate(a)}, {"read", newSearch(a)}, {"read", newExport(a)}, {"read", newTrace(a)},
		{"run", newDemo(a)}, {"run", newServe(a)}, {"run", newWork(a)}, {"run", newAdd(a)}, {"run", newSources(a)}, {"run", newImport(a)},
		{"run", newAccount(a)}, {"run", newSearches(a)}, {"run", newToken(a)}, {"run", newMCP(a)},
		{"keep", newCorrections(a)}, {"keep", newReprocess(a)}, {"keep", newCheck(a)}, {"keep", newRepair(a)}, {"keep", newBackup(a)}, {"keep", newRestore(a)}, {"keep", newMove(a)}, {"keep", newEval(a)},
		{"", newVersion(a)}, {"", newHelpFiles()},
	} {
		c.command.GroupID = c.group
		root.AddCommand(c.command)
	}
	return root
}

// jsonFlag gives a command the flag --json.
func (a *app) jsonFlag(c *cobra.Command) {
	c.Flags().BoolVar(&a.json, "json", false, "print data instead of text")
}

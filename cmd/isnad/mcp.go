package main

import (
	"io"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/spf13/cobra"

	"isnad/internal/mcp"
)

func newMCP(a *app) *cobra.Command {
	address := "http://127.0.0.1:8080"
	c := &cobra.Command{
		Use:   "mcp",
		Short: "Offer the archive to an assistant over standard input and output",
		Long: `Speaks the Model Context Protocol on standard input and output, for an assistant on this machine. Its tools read and never
write: search_articles, search_statements, get_article, story_timeline, person_statements. 'isnad serve' offers the same at /mcp.`,
		Example: `  isnad mcp
  isnad mcp --data /srv/isnad --address https://isnad.example`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.withArchive(c.Context(), readOnly, func(o *opened) error {
				return mcp.Run(c.Context(), a.toolOptions(o, address), &sdk.IOTransport{Reader: io.NopCloser(a.stdin), Writer: nopWriteCloser{a.stdout}})
			})
		},
	}
	c.Flags().StringVar(&address, "address", address, "`URL` under which the archive's pages are read, for links")
	return c
}

// toolOptions are what the tools read.
func (a *app) toolOptions(o *opened, address string) mcp.Options {
	return mcp.Options{Store: o.store, Index: o.store, Statements: o.store, Stories: o.store, Address: address, Version: release, Log: a.log()}
}

// nopWriteCloser is a writer that somebody else closes.
type nopWriteCloser struct{ io.Writer }

// Close does nothing.
func (nopWriteCloser) Close() error { return nil }

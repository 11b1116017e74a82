// Command release makes what strangers download: static binaries for six platforms, each packed with its licences, manual
// pages and completions, a bill of materials and a list of checksums. The same commit gives the same bytes.
//
//	go run ./internal/release v0.1.0         into dist/
//	go run ./internal/release -licences      writes docs/licences.md anew
//
// It publishes nothing. Start with [run].
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// run is the command without the process.
func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	licences := flags.Bool("licences", false, "write docs/licences.md and nothing else")
	dir := flags.String("o", "dist", "`folder` for what is made")
	only := flags.String("only", "", "one platform alone, as linux/amd64")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *licences {
		page, err := licencePage(ctx)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join("docs", "licences.md"), page, 0o644)
	}
	if flags.NArg() != 1 {
		return fmt.Errorf("name the version, as in: go run ./internal/release v0.1.0")
	}
	return makeAll(ctx, flags.Arg(0), *dir, *only, out)
}

//go:build !measure

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/spf13/cobra"

	"isnad"
)

// newEval hands over to a build with the tag "measure", which holds the rivals too (see eval.go). That build needs the
// repository and Go, as the gold does.
func newEval(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "eval [SUBJECT…]",
		Short: "Measure Isnad against gold and against its rivals",
		Long: `Measures Isnad against gold sets made by reading, beside what one would pick instead, in the same run. It is a
developer's command: it wants the repository, Go, and the gold in a folder "shared" beside the repository.`,
		Example:            "  isnad eval dates\n  isnad eval --misses statements",
		DisableFlagParsing: true,
		RunE: func(c *cobra.Command, args []string) error {
			root, err := repository()
			if err != nil {
				return err
			}
			run := exec.CommandContext(c.Context(), "go", append([]string{"run", "-tags", "measure", "./cmd/isnad", "eval"}, args...)...)
			run.Dir, run.Stdin, run.Stdout, run.Stderr = root, a.stdin, a.stdout, a.stderr
			return run.Run()
		},
	}
}

// repository finds the checkout that the working folder lies in.
func repository() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "internal", "eval", "floors.tsv")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("%w: measuring wants the repository\n       run it inside a checkout of Isnad, with Go installed", isnad.ErrNotFound)
		}
		dir = up
	}
}

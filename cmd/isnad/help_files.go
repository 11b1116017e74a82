package main

import (
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// newHelpFiles is for whoever packages the program; readers have --help.
func newHelpFiles() *cobra.Command {
	return &cobra.Command{
		Use:    "help-files FOLDER",
		Short:  "Write manual pages and shell completions for packages",
		Args:   cobra.ExactArgs(1),
		Hidden: true,
		RunE:   func(c *cobra.Command, args []string) error { return writeHelp(c.Root(), args[0]) },
	}
}

func writeHelp(root *cobra.Command, dir string) error {
	man, shells := filepath.Join(dir, "man"), filepath.Join(dir, "completions")
	for _, d := range []string{man, shells} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			return err
		}
	}
	root.DisableAutoGenTag = true
	// a fixed day: the same commit gives the same page
	day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	if err := doc.GenManTree(root, &doc.GenManHeader{Section: "1", Source: "Isnad", Manual: "Isnad", Date: &day}, man); err != nil {
		return err
	}
	for name, write := range map[string]func(string) error{
		"isnad.bash": func(f string) error { return root.GenBashCompletionFileV2(f, true) },
		"_isnad":     root.GenZshCompletionFile,
		"isnad.fish": func(f string) error { return root.GenFishCompletionFile(f, true) },
		"isnad.ps1":  root.GenPowerShellCompletionFileWithDesc,
	} {
		if err := write(filepath.Join(shells, name)); err != nil {
			return err
		}
	}
	return nil
}

// Command train makes the learned tables that the packages embed, from the data in the folder shared, with fixed
// seeds: the same data gives the same bytes. It prints cross-validated scores first and writes each table with a text
// file that holds its checksum, the licences of its data and its score.
//
//	go run ./internal/train lexicon    word frequencies and stem classes (internal/morph)
//	go run ./internal/train segment    weights of the clitic segmenter (internal/morph)
//	go run ./internal/train tag        weights of the part-of-speech tagger (internal/morph)
//	go run ./internal/train labels     where one label ends and the next begins (internal/labels)
//	go run ./internal/train turns      where one article ends and the next begins (internal/turns)
//	go run ./internal/train letters    how letters follow one another (internal/letters)
//	go run ./internal/train names      weights of the tagger of names (internal/nametag)
//	go run ./internal/train rarity     articles by stem, and keyness (internal/story)
package main

import (
	"fmt"
	"io"
	"os"

	"isnad/internal/eval"
)

// job is one subcommand: it reads shared and writes into the repository below root.
type job func(shared, root string, out io.Writer) error

// jobs are the subcommands by name; each file of this package that trains something adds its own.
var jobs = map[string]job{}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 || jobs[args[0]] == nil {
		return fmt.Errorf("usage: go run ./internal/train lexicon|segment|tag|names|rarity …, from the repository's root")
	}
	shared := eval.FindShared(".")
	if shared == "" {
		return fmt.Errorf("no folder shared beside or above the repository (or set ISNAD_SHARED)")
	}
	return jobs[args[0]](shared, ".", os.Stdout)
}

package arabic

import (
	_ "embed"
	"strings"
	"sync"
)

// stopFile lists the stop words, one a line.
//
//go:embed stopwords.txt
var stopFile string

var stopWords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for line := range strings.Lines(stopFile) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			words[Fold(line)] = true
		}
	}
	return words
})

// IsStop reports whether a word, folded by [Fold], carries no matter of its own (stopwords.txt).
func IsStop(folded string) bool { return stopWords()[folded] }

package search

import (
	_ "embed"
	"strings"
	"sync"

	"isnad/arabic"
)

//go:embed language.tsv
var languageFile string

// words of the query language by kind, folded spelling to meaning.
var language = sync.OnceValue(func() map[string]map[string]string {
	kinds := map[string]map[string]string{}
	for line := range strings.Lines(languageFile) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(fields) != 3 {
			continue
		}
		if kinds[fields[0]] == nil {
			kinds[fields[0]] = map[string]string{}
		}
		for _, spelling := range strings.Fields(fields[2]) {
			kinds[fields[0]][fold(spelling)] = fields[1]
		}
	}
	return kinds
})

func fold(word string) string { return strings.ToLower(arabic.Fold(word)) }

// meaning gives what a word means among the words of that kind, "" where nothing.
func meaning(kind, word string) string { return language()[kind][fold(word)] }

package arabic

import (
	_ "embed"
	"strings"
	"sync"
)

// spellingFile lists classes of stems that are one word in several spellings, one class a line.
//
//go:embed spellings.txt
var spellingFile string

// spellingClasses are the lines of spellings.txt by each of their stems.
var spellingClasses = sync.OnceValue(func() map[string][]string {
	classes := map[string][]string{}
	for line := range strings.Lines(spellingFile) {
		if line[0] == '#' {
			continue
		}
		class := strings.Fields(line)
		for _, stem := range class {
			classes[stem] = class
		}
	}
	return classes
})

// Spellings gives the other stems that are the same word as that stem by the list spellings.txt: «امريكا» and "america" for
// «اميركا»; nil for one that is in none. Whoever is in a class finds all of it, so the relation is symmetric and transitive.
func Spellings(stem string) []string {
	class := spellingClasses()[stem]
	if class == nil {
		return nil
	}
	others := make([]string, 0, len(class)-1)
	for _, s := range class {
		if s != stem {
			others = append(others, s)
		}
	}
	return others
}

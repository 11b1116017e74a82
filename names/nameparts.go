package names

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed nameparts.tsv
var namePartsTSV string

// namePart is what the list knows of one word of a name.
type namePart struct {
	latin  string
	person bool // a proper noun of a person in the lexicon
	thing  bool // a proper noun of a place or thing
	pairs  int  // how often Wikidata pairs both spellings
}

var nameParts = sync.OnceValue(func() map[string]namePart {
	m := make(map[string]namePart, 60000)
	for _, f := range readTable(namePartsTSV, 4) {
		p := namePart{latin: f[1], person: strings.Contains(f[2], "g"), thing: strings.Contains(f[2], "p"), pairs: atoi(f[3])}
		k := fold(f[0])
		if old, ok := m[k]; ok {
			if old.pairs >= p.pairs {
				p.latin, p.pairs = old.latin, old.pairs
			}
			p.person, p.thing = p.person || old.person, p.thing || old.thing
		}
		m[k] = p
	}
	return m
})

func atoi(s string) int {
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' {
			return n
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// nameLinks tie the parts of a name; folded.
const nameLinks = " بن ابن بنت ال ابو ابي ابا ام عبد ولد دي فان فون بو دا دو لو دير ذو "

func isNameLink(w string) bool { return has(nameLinks, w) }

// isNamePart reports whether a folded word is known as a part of people's names.
func isNamePart(w string) bool {
	if p, ok := nameParts()[w]; ok {
		return p.person || p.pairs > 0
	}
	if rest, ok := strings.CutPrefix(w, "ال"); ok && len(rest) > 4 {
		p, ok := nameParts()[rest]
		return ok && (p.person || p.pairs > 0)
	}
	return strings.HasPrefix(w, "عبدال")
}

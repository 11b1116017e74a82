package morph

import (
	_ "embed"
	"strconv"
	"strings"
)

//go:embed irregular.tsv
var irregularFile string

// closedFile lists the closed classes: prefixes, stems and suffixes of which every combination is a word.
//
//go:embed closed.tsv
var closedFile string

// regularPrefixes is how many prefixes are looked for in every word; the rest belong to irregular words.
var regularPrefixes = len(Prefixes)

// irregulars are the cuts of irregular.tsv and closed.tsv by the letters of the word.
var irregulars = readClosed(readIrregulars(irregularFile), closedFile)

// readClosed adds the combinations of the file.
func readClosed(cuts map[string]Cut, file string) map[string]Cut {
	for line := range strings.Lines(file) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 3 || line[0] == '#' {
			continue
		}
		for _, prefix := range strings.Fields(f[0]) {
			for _, stem := range strings.Fields(f[1]) {
				for _, suffix := range strings.Fields(f[2]) {
					prefix, suffix := strings.TrimPrefix(prefix, "-"), strings.TrimPrefix(suffix, "-")
					w, _ := Spell(strings.ReplaceAll(prefix+stem+suffix, "+", ""))
					cuts[string(w.X[:w.N])] = Cut{Prefix: prefixNamed(prefix), Suffix: suffixNamed(suffix)}
				}
			}
		}
	}
	return cuts
}

func prefixNamed(name string) uint8 {
	for i := range Prefixes {
		if Prefixes[i].Name == name {
			return uint8(i)
		}
	}
	panic("closed.tsv: no prefix " + name)
}

// readIrregulars appends the prefixes of the file to Prefixes and gives the words with their cuts.
func readIrregulars(file string) map[string]Cut {
	cuts := map[string]Cut{}
	for line := range strings.Lines(file) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) < 3 || line[0] == '#' {
			continue
		}
		w, _ := Spell(f[0])
		c := Cut{Prefix: irregularPrefix(&w, f[1], f[2])}
		if len(f) > 3 {
			c.Suffix = suffixNamed(f[3])
		}
		cuts[string(w.X[:w.N])] = c
	}
	return cuts
}

// irregularPrefix finds or appends the prefix of this name whose parts have these lengths in w.
func irregularPrefix(w *Word, name, lengths string) uint8 {
	a := Affix{Name: name}
	total := 0
	for _, n := range strings.Split(lengths, "+") {
		k, _ := strconv.Atoi(n)
		a.Parts = append(a.Parts, uint8(k))
		total += k
	}
	a.form = append(a.form, w.L[:total]...)
	for i := regularPrefixes; i < len(Prefixes); i++ {
		if Prefixes[i].Name == name && string(Prefixes[i].form) == string(a.form) {
			return uint8(i)
		}
	}
	Prefixes = append(Prefixes, a)
	return uint8(len(Prefixes) - 1)
}

func suffixNamed(name string) uint8 {
	for i := range Suffixes {
		if Suffixes[i].Name == name {
			return uint8(i)
		}
	}
	return 0
}

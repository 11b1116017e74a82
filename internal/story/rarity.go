package story

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"math"
	"strings"
	"sync"
)

// rarityTable is in how many articles of three collections each stem stands: rarity.txt says which.
//
//go:embed rarity.gz
var rarityTable []byte

// stemCount is what is known of a stem: articles it stands in, and how readily editors take it into a keyword.
type stemCount struct{ articles, keyness float64 }

type stemTable struct {
	articles float64 // articles counted
	stems    map[string]stemCount
}

// table reads the embedded counts once. A broken table is a broken build, not an input.
var table = sync.OnceValue(func() stemTable {
	z, err := gzip.NewReader(bytes.NewReader(rarityTable))
	if err != nil {
		panic("story: rarity.gz: " + err.Error())
	}
	t := stemTable{stems: map[string]stemCount{}}
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		stem, rest, _ := strings.Cut(lines.Text(), "\t")
		var c stemCount
		if _, err := fmt.Sscan(rest, &c.articles, &c.keyness); err != nil {
			panic("story: rarity.gz: " + err.Error())
		}
		if stem == "" {
			t.articles = c.articles
			continue
		}
		t.stems[stem] = c
	}
	return t
})

// rarity is the logarithm of how many articles there are to one with the stem.
func rarity(stem string) float64 {
	t := table()
	return math.Log((t.articles + 1) / (t.stems[stem].articles + 1))
}

// unseenKeyness is how readily editors take a stem of which too little was seen.
const unseenKeyness = .06

// keyness is how readily editors take a stem into a keyword when it stands in the article, 0 to 1.
func keyness(stem string) float64 {
	if c, ok := table().stems[stem]; ok {
		return c.keyness / 1000
	}
	return unseenKeyness
}

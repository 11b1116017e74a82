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

// stemWorth is what a stem is worth: the logarithm of how many articles there are to one with it, and how readily editors take
// it into a keyword when it stands in the article, 0 to 1.
type stemWorth struct{ rarity, keyness float64 }

type stemTable struct {
	stems  map[string]stemWorth
	unseen stemWorth
}

// table reads the embedded counts once. A broken table is a broken build, not an input.
var table = sync.OnceValue(func() stemTable {
	z, err := gzip.NewReader(bytes.NewReader(rarityTable))
	if err != nil {
		panic("story: rarity.gz: " + err.Error())
	}
	articles, counts := 0.0, map[string]stemCount{}
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		stem, rest, _ := strings.Cut(lines.Text(), "\t")
		var c stemCount
		if _, err := fmt.Sscan(rest, &c.articles, &c.keyness); err != nil {
			panic("story: rarity.gz: " + err.Error())
		}
		if stem == "" {
			articles = c.articles
			continue
		}
		counts[stem] = c
	}
	t := stemTable{stems: make(map[string]stemWorth, len(counts)), unseen: stemWorth{math.Log(articles + 1), unseenKeyness}}
	for stem, c := range counts {
		t.stems[stem] = stemWorth{math.Log((articles + 1) / (c.articles + 1)), c.keyness / 1000}
	}
	return t
})

// worthOf looks a stem up.
func worthOf(stem string) stemWorth {
	t := table()
	if w, ok := t.stems[stem]; ok {
		return w
	}
	return t.unseen
}

// rarity is the logarithm of how many articles there are to one with the stem.
func rarity(stem string) float64 { return worthOf(stem).rarity }

// unseenKeyness is how readily editors take a stem of which too little was seen.
const unseenKeyness = .06

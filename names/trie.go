package names

import (
	"strings"

	"isnad/arabic"
)

// trie finds phrases of folded words, longest first.
type trie struct {
	ids   map[string]int32
	next  map[uint64]int32
	found map[int32][]hit
	nodes int32
}

// hit is one meaning of a phrase.
type hit struct {
	rec  *record
	weak bool
}

func newTrie() *trie {
	return &trie{ids: map[string]int32{}, next: map[uint64]int32{}, found: map[int32][]hit{}, nodes: 1}
}

// add enters a phrase; a second entry of the same record is dropped.
func (t *trie) add(phrase string, h hit) {
	l := newLine(arabic.Text, unquoted.Replace(phrase))
	if len(l.words) == 0 {
		return
	}
	node := int32(0)
	for _, w := range l.words {
		node = t.step(node, t.id(w.fold))
	}
	for i, old := range t.found[node] {
		if old.rec == h.rec {
			t.found[node][i].weak = old.weak && h.weak
			return
		}
	}
	t.found[node] = append(t.found[node], h)
}

func (t *trie) id(w string) int32 {
	id, ok := t.ids[w]
	if !ok {
		id = int32(len(t.ids) + 1)
		t.ids[w] = id
	}
	return id
}

func (t *trie) step(node, id int32) int32 {
	k := uint64(node)<<32 | uint64(id)
	n, ok := t.next[k]
	if !ok {
		n = t.nodes
		t.nodes++
		t.next[k] = n
	}
	return n
}

// match gives the longest phrase that begins with first in place of word i: the word after it, and its meanings.
func (t *trie) match(l *line, i int, first string) (end int, hits []hit) {
	id, ok := t.ids[first]
	if !ok {
		return i, nil
	}
	node, ok := t.next[uint64(id)]
	for j := i + 1; ok; j++ {
		if h := t.found[node]; h != nil {
			end, hits = j, h
		}
		if j == len(l.words) || l.words[j].gap > gapHyphen {
			break
		}
		if id, ok = t.ids[l.words[j].fold]; ok {
			node, ok = t.next[uint64(node)<<32|uint64(id)]
		}
	}
	return end, hits
}

// unquoted takes quotation marks and brackets out.
var unquoted = strings.NewReplacer("«", "", "»", "", "\"", "", "“", "", "”", "", "(", "", ")", "")

// lookup gives the meanings of exactly this phrase.
func (t *trie) lookup(phrase string) []hit {
	l := newLine(arabic.Text, unquoted.Replace(phrase))
	if len(l.words) == 0 {
		return nil
	}
	if end, hits := t.match(l, 0, l.words[0].fold); end == len(l.words) {
		return hits
	}
	return nil
}

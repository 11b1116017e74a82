package names

import (
	"strings"

	"isnad/arabic"
)

// trie finds phrases of folded words, longest first.
type trie struct {
	ids   map[string]int32
	next  map[uint64]int32
	nodes []trieNode
}

// trieNode is where a phrase ends, or only goes on.
type trieNode struct {
	hits []hit
	more bool // longer phrases begin so
}

// hit is one meaning of a phrase.
type hit struct {
	rec  *record
	weak bool
}

func newTrie() *trie {
	return &trie{ids: map[string]int32{}, next: map[uint64]int32{}, nodes: make([]trieNode, 1)}
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
	at := &t.nodes[node]
	for i, old := range at.hits {
		if old.rec == h.rec {
			at.hits[i].weak = old.weak && h.weak
			return
		}
	}
	at.hits = append(at.hits, h)
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
		n = int32(len(t.nodes))
		t.nodes = append(t.nodes, trieNode{})
		t.nodes[node].more = true
		t.next[k] = n
	}
	return n
}

// start gives the node of the phrases that begin with a word, 0 where there are none.
func (t *trie) start(first string) int32 {
	id, ok := t.ids[first]
	if !ok {
		return 0
	}
	return t.next[uint64(id)]
}

// match gives the longest phrase that begins with first in place of word i: the word after it, and its meanings.
func (t *trie) match(l *line, i int, first string) (end int, hits []hit) {
	return t.from(l, i, t.start(first))
}

// from is match for a first word whose node is known.
func (t *trie) from(l *line, i int, node int32) (end int, hits []hit) {
	if node == 0 {
		return i, nil
	}
	for j := i + 1; node != 0; j++ {
		at := &t.nodes[node]
		if at.hits != nil {
			end, hits = j, at.hits
		}
		if !at.more || j == len(l.words) || l.words[j].gap > gapHyphen {
			break
		}
		id, ok := t.ids[l.words[j].fold]
		if !ok {
			break
		}
		node = t.next[uint64(node)<<32|uint64(id)]
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

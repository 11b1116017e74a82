package postgres

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"isnad"
	"isnad/arabic"
	"isnad/internal/index"
	"isnad/internal/plan"
)

// A tsvector of ours holds, as lexemes: stems, title stems, impact tiers and filter tokens, as package index makes them, without
// positions; and the words as written, each with wordMark before it, with their positions, the text's after the title's with a gap between. No
// word of another kind begins with wordMark, index.Safe sees to that.
const wordMark = "`"

// longToken is in the tsvector of a text that has more words, or one word more often, than tsvector has positions for. Its words
// have no positions; phrases are looked for in its body.
const longToken = "=long"

// What a tsvector can hold.
const (
	maxPosition  = 16_383
	maxPositions = 255
	maxTokens    = 1_000_000 // bytes of lexemes and positions; of words after these none is indexed
)

// lexeme is one occurrence of a token; position 0 is none.
type lexeme struct {
	text     string
	position int
}

// vectorOf gives the tsvector in PostgreSQL's binary form.
func vectorOf(all []lexeme) []byte {
	slices.SortFunc(all, func(a, b lexeme) int {
		return cmp.Or(strings.Compare(a.text, b.text), cmp.Compare(a.position, b.position))
	})
	out, count, size := make([]byte, 4, 12*len(all)), uint32(0), 0
	for i := 0; i < len(all); {
		j := i + 1
		for j < len(all) && all[j].text == all[i].text {
			j++
		}
		lexeme := text(all[i].text) // a word that was cut may end within a letter
		if size += len(lexeme) + 1 + 2 + 2*(j-i); size > maxTokens {
			break
		}
		out = append(append(out, lexeme...), 0)
		out = appendPositions(out, all[i:j])
		count++
		i = j
	}
	binary.BigEndian.PutUint32(out, count)
	return out
}

// appendPositions appends the different positions of one token.
func appendPositions(out []byte, of []lexeme) []byte {
	at := len(out)
	out = append(out, 0, 0)
	n, last := uint16(0), 0
	for _, l := range of {
		if l.position > last {
			out = binary.BigEndian.AppendUint16(out, uint16(l.position))
			last, n = l.position, n+1
		}
	}
	binary.BigEndian.PutUint16(out[at:], n)
	return out
}

// appendTokens appends tokens without positions.
func appendTokens(all []lexeme, tokens []string) []lexeme {
	for _, t := range tokens {
		all = append(all, lexeme{text: t})
	}
	return all
}

// appendSurfaces appends the words as written from a position on, and gives the position after.
func appendSurfaces(all []lexeme, terms []arabic.Term, from int) ([]lexeme, int) {
	for i := range terms {
		all = append(all, lexeme{wordMark + index.Safe(terms[i].Surface), from + i})
	}
	return all, from + len(terms)
}

// words appends the words of title and text, and reports whether they are too many for positions.
func words(all []lexeme, t isnad.Terms) (_ []lexeme, long bool) {
	start := len(all)
	all, next := appendSurfaces(all, t.Title, 1)
	all, next = appendSurfaces(all, t.Text, next+1)
	if long = next > maxPosition || oftenest(all[start:]) > maxPositions; !long {
		return all, false
	}
	seen := map[string]bool{}
	kept := all[:start]
	for _, l := range all[start:] {
		if !seen[l.text] {
			seen[l.text] = true
			kept = append(kept, lexeme{text: l.text})
		}
	}
	return append(kept, lexeme{text: longToken}), true
}

func oftenest(all []lexeme) (most int) {
	if len(all) <= maxPositions {
		return 0
	}
	n := map[string]int{}
	for _, l := range all {
		n[l.text]++
		most = max(most, n[l.text])
	}
	return most
}

// tsquery is the condition in PostgreSQL's language; "" where it asks nothing. mark is put before each token but filters'.
func tsquery(e plan.Expr, mark string) string {
	switch e.Op {
	case plan.Token:
		return quoted(e.Words[0], mark)
	case plan.Prefix:
		return quoted(e.Words[0], mark) + ":*"
	case plan.Phrase:
		lexemes := make([]string, len(e.Words))
		for i, w := range e.Words {
			lexemes[i] = quoted(w, mark)
		}
		return "(" + strings.Join(lexemes, " <-> ") + " | '" + longToken + "' & " + strings.Join(lexemes, " & ") + ")"
	case plan.Any, plan.All:
		of := make([]string, len(e.Of))
		for i, part := range e.Of {
			of[i] = tsquery(part, mark)
		}
		joint := " & "
		if e.Op == plan.Any {
			joint = " | "
		}
		return "(" + strings.Join(of, joint) + ")"
	}
	return ""
}

func quoted(word, mark string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(mark+text(word)) + "'"
}

// barred is what must not occur, as a condition. Of a long text's phrases the index cannot tell: they do not bar it here.
func barred(e plan.Expr, mark string) string {
	switch {
	case e.IsZero():
		return ""
	case e.Op == plan.Any:
		of := make([]string, len(e.Of))
		for i, part := range e.Of {
			of[i] = barred(part, mark)
		}
		return strings.Join(of, " & ")
	case e.Op == plan.Phrase:
		q := tsquery(e, mark)
		return "!" + q[:strings.Index(q, " | ")] + ")"
	}
	return "!" + tsquery(e, mark)
}

// both joins conditions.
func both(conditions ...string) string {
	conditions = slices.DeleteFunc(conditions, func(c string) bool { return c == "" })
	return strings.Join(conditions, " & ")
}

// phrases are the phrases that must, and that must not occur.
type phrases struct{ wanted, barred [][]string }

func phrasesOf(m *plan.Match) phrases {
	return phrases{phrasesIn(m.Words, plan.All), phrasesIn(m.NotWords, plan.Any)}
}

func phrasesIn(e plan.Expr, op plan.Op) (out [][]string) {
	switch e.Op {
	case plan.Phrase:
		return [][]string{e.Words}
	case op:
		for _, part := range e.Of {
			out = append(out, phrasesIn(part, op)...)
		}
	}
	return out
}

func (p phrases) none() bool { return len(p.wanted)+len(p.barred) == 0 }

// fit reports whether the words are as the phrases want them.
func (p phrases) fit(t isnad.Terms) bool {
	for _, w := range p.wanted {
		if !stands(t.Title, w) && !stands(t.Text, w) {
			return false
		}
	}
	for _, w := range p.barred {
		if stands(t.Title, w) || stands(t.Text, w) {
			return false
		}
	}
	return true
}

func stands(terms []arabic.Term, phrase []string) bool {
	for at := range terms {
		n := 0
		for n < len(phrase) && at+n < len(terms) && index.Safe(terms[at+n].Surface) == phrase[n] {
			n++
		}
		if n == len(phrase) {
			return true
		}
	}
	return false
}

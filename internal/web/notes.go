package web

import (
	"strings"

	"isnad"
)

// noteText is a note on an answer in the reader's words, around the foreign name that it may hold.
type noteText struct{ Before, Name, After string }

// notes puts in the reader's words how much of the truth an answer is.
func (c clock) notes(list []isnad.Note) (out []noteText) {
	for _, n := range list {
		wording, ok := c.text["note."+string(n.Code)]
		if !ok {
			out = append(out, noteText{Before: n.String()})
			continue
		}
		if n.Code == isnad.NoOutletIn {
			n.Name = c.countries(n.Name)
		}
		before, after, named := strings.Cut(strings.ReplaceAll(wording, "{1}", c.number(n.Count)), "{0}")
		if !named {
			n.Name = ""
		}
		out = append(out, noteText{before, n.Name, after})
	}
	return out
}

// countries names countries that are given by their letters.
func (c clock) countries(codes string) string {
	list := strings.Split(codes, ", ")
	for i, code := range list {
		list[i] = c.country(code)
	}
	return joinWords(c, list)
}

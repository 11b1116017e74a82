package index

import (
	"slices"
	"strings"
	"unicode/utf8"

	"isnad"
	"isnad/arabic"
)

// snippetWords is about how many words a snippet has.
const snippetWords = 32

// Highlighter marks what a query matched, by the analyser that indexed it.
type Highlighter struct {
	stems    map[string]int // to the number of the word in the query
	phrases  [][]string     // surfaces; a single stop word too
	prefixes []string
	kinds    int // numbers given out
}

// NewHighlighter makes one for a query whose words count as the stems of groups.
func NewHighlighter(q isnad.Query, groups [][]string) *Highlighter {
	h := &Highlighter{stems: map[string]int{}}
	for _, g := range groups {
		for _, s := range g {
			if _, ok := h.stems[s]; !ok {
				h.stems[s] = h.kinds
			}
		}
		h.kinds++
	}
	for _, c := range q.Clauses {
		switch {
		case c.Kind == isnad.PrefixClause && len(c.Terms) == 1:
			h.prefixes = append(h.prefixes, Safe(c.Terms[0].Surface))
		case c.Kind == isnad.PhraseClause && len(c.Terms) > 0:
			p := make([]string, len(c.Terms))
			for i, t := range c.Terms {
				p[i] = Safe(t.Surface)
			}
			h.phrases = append(h.phrases, p)
			if !q.Ranked && len(q.Clauses) == 1 {
				h.stems = map[string]int{} // only the phrase itself is what was asked for
			}
		}
	}
	return h
}

// marked is a matched word with its number in the query.
type marked struct{ term, kind int }

// marks finds the matched words, in order.
func (h *Highlighter) marks(terms []arabic.Term) []marked {
	var out []marked
	for i, t := range terms {
		if k, ok := h.stems[Safe(t.Stem)]; ok && !t.Stop {
			out = append(out, marked{i, k})
			continue
		}
		for j, p := range h.prefixes {
			if strings.HasPrefix(Safe(t.Surface), p) {
				out = append(out, marked{i, h.kinds + j})
				break
			}
		}
	}
	for j, p := range h.phrases {
		for i := range terms {
			if phraseAt(terms, i, p) {
				for k := range p {
					out = append(out, marked{i + k, h.kinds + len(h.prefixes) + j})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b marked) int { return a.term - b.term })
	return slices.CompactFunc(out, func(a, b marked) bool { return a.term == b.term })
}

func phraseAt(terms []arabic.Term, at int, phrase []string) bool {
	if at+len(phrase) > len(terms) {
		return false
	}
	for i, w := range phrase {
		if Safe(terms[at+i].Surface) != w {
			return false
		}
	}
	return true
}

// Hit makes a result of an article.
func (h *Highlighter) Hit(analyzer *arabic.Analyzer, a *isnad.Article, score float64) isnad.Hit {
	hit := isnad.Hit{ID: a.ID, Title: a.Title, Source: a.Source.Name, URL: a.URL, Published: a.Published, Score: score}
	if hit.Source == "" {
		hit.Source = a.Source.Host
	}
	title := analyzer.AppendTerms(nil, a.Title)
	hit.TitleMarks = ranges(title, h.marks(title), 0)
	hit.Snippet, hit.Marks = h.snippet(analyzer, a.Text())
	return hit
}

// maxSnippetText is how much of a very long text is looked through for a snippet.
const maxSnippetText = 256 << 10

// snippet cuts the stretch of the text that shows most different words of the query.
func (h *Highlighter) snippet(analyzer *arabic.Analyzer, text string) (string, []isnad.Mark) {
	if len(text) > maxSnippetText {
		text = text[:maxSnippetText]
		for !utf8.ValidString(text[max(0, len(text)-utf8.UTFMax):]) && len(text) > 0 {
			text = text[:len(text)-1]
		}
	}
	terms := analyzer.AppendTerms(nil, text)
	if len(terms) == 0 {
		return "", nil
	}
	marks := h.marks(terms)
	first := h.window(marks)
	if first = max(0, min(first, len(terms)-snippetWords)); first < 4 {
		first = 0
	}
	last := min(first+snippetWords, len(terms)) - 1
	start, end := terms[first].Start, terms[last].End
	if first == 0 {
		start = 0
	}
	inside := slices.DeleteFunc(marks, func(m marked) bool { return m.term < first || m.term > last })
	return cut(text, start, end, last == len(terms)-1), ranges(terms, inside, start)
}

// cut is the stretch on one line; marks stay where they are because one byte replaces one.
func cut(text string, start, end int, toEnd bool) string {
	if toEnd {
		end = len(text)
		if end-start > 64*snippetWords {
			end = start + 64*snippetWords
			for end > start && !utf8.RuneStart(text[end]) {
				end--
			}
		}
	}
	return strings.TrimRight(strings.ReplaceAll(text[start:end], "\n", " "), " ")
}

// window gives the first term of the best stretch: most different words, then most words; a few words before the
// first match are shown too.
func (h *Highlighter) window(marks []marked) int {
	best, bestScore := 0, -1
	for i, m := range marks {
		seen, score := map[int]bool{}, 0
		for _, n := range marks[i:] {
			if n.term >= m.term+snippetWords-4 {
				break
			}
			if !seen[n.kind] {
				seen[n.kind] = true
				score += 100
			}
			score++
		}
		if score > bestScore {
			best, bestScore = m.term, score
		}
	}
	return max(0, best-4)
}

func ranges(terms []arabic.Term, marks []marked, base int) []isnad.Mark {
	out := make([]isnad.Mark, 0, len(marks))
	for _, m := range marks {
		t := terms[m.term]
		if n := len(out); n > 0 && out[n-1].End >= t.Start-base {
			out[n-1].End = t.End - base
			continue
		}
		out = append(out, isnad.Mark{Start: t.Start - base, End: t.End - base})
	}
	return out
}

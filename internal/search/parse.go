package search

import (
	"strings"
	"unicode/utf8"

	"isnad"
	"isnad/arabic"
)

// MaxText is the longest query, in bytes, that is read; the rest of a longer text is left out.
const MaxText = 16 << 10

// longText is the number of words, stop words left out, above which a text is ranked instead of every word demanded.
const longText = 6

// Parse reads a query. Words must all occur, inflection aside; "…" and «…» hold phrases, which occur as written; a minus
// before a word or phrase excludes it; a star after a word's beginning stands for its ends. Conditions are
// source:/مصدر: country:/بلد: since:/منذ: until:/حتى: speaker:/قائل: relay:/ناقل: act:/فعل: entity:/كيان:, a value of several words in
// quotation marks. A question or a long text in plain language is ranked: the best of any words.
// The error is isnad.ErrInvalid and says what to write instead. An empty text is the query for everything.
func Parse(text string) (isnad.Query, error) {
	text = strings.ToValidUTF8(cutAt(text, MaxText), " ")
	pieces, err := scan(text)
	if err != nil {
		words := wordsOf(text)
		if len(words) == 0 || !isLong(text) && !hasQuestionMark(text) {
			return isnad.Query{}, err
		}
		q := isnad.Query{Clauses: once(words), Ranked: true}
		readQuestion(&q)
		return q, nil
	}
	var q isnad.Query
	for _, p := range pieces {
		if err := add(&q, p); err != nil {
			return isnad.Query{}, err
		}
	}
	if !q.Since.IsZero() && !q.Until.IsZero() && q.Until.Before(q.Since) {
		return isnad.Query{}, teach(DaysExchanged, "until:%s is before since:%s: no day lies between them, exchange them", q.Until, q.Since)
	}
	rank(&q, pieces)
	return q, nil
}

func cutAt(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// add puts a piece into the query.
func add(q *isnad.Query, p piece) error {
	if p.key != "" {
		return addCondition(q, p)
	}
	c, err := clause(p)
	if err != nil || len(c.Terms) == 0 {
		return err
	}
	switch {
	case p.not:
		q.Exclude = append(q.Exclude, c)
	case c.Kind == isnad.WordClause:
		q.Clauses = append(q.Clauses, split(c)...)
	default:
		q.Clauses = append(q.Clauses, c)
	}
	return nil
}

// minPrefix is the fewest letters of a word's beginning that are looked for.
const minPrefix = 2

func clause(p piece) (isnad.Clause, error) {
	c := isnad.Clause{Kind: isnad.WordClause, Text: p.text, Terms: terms(p.text)}
	switch {
	case p.phrase:
		c.Kind = isnad.PhraseClause
	case p.prefix && (len(c.Terms) != 1 || utf8.RuneCountInString(c.Terms[0].Surface) < minPrefix):
		return c, teach(ShortPrefix, "%s*: a star needs at least %d letters of one word before it, as in فلسطين*", p.text, minPrefix)
	case p.prefix:
		c.Kind = isnad.PrefixClause
	}
	return c, nil
}

// split makes one clause a word, so that «غزة/رفح» asks for both.
func split(c isnad.Clause) []isnad.Clause {
	if len(c.Terms) == 1 {
		return []isnad.Clause{c}
	}
	out := make([]isnad.Clause, len(c.Terms))
	for i, t := range c.Terms {
		out[i] = isnad.Clause{Kind: isnad.WordClause, Text: t.Surface, Terms: []isnad.ClauseTerm{t}}
	}
	return out
}

func terms(text string) []isnad.ClauseTerm {
	var out []isnad.ClauseTerm
	for _, t := range arabic.Analyze(text) {
		out = append(out, isnad.ClauseTerm{Surface: t.Surface, Stem: t.Stem, Variants: arabic.Spellings(t.Stem)})
	}
	return out
}

func wordsOf(text string) []isnad.Clause {
	return split(isnad.Clause{Kind: isnad.WordClause, Text: text, Terms: terms(text)})
}

// rank decides whether the query is plain language: a question, or a long text.
func rank(q *isnad.Query, pieces []piece) {
	var plain []string
	for _, p := range pieces {
		if p.key == "" && !p.not && !p.prefix {
			plain = append(plain, p.text)
		}
	}
	text := strings.Join(plain, " ")
	switch {
	case isLong(text):
		var clauses []isnad.Clause
		for _, c := range q.Clauses { // quotation marks in a pasted text demand nothing
			if c.Kind == isnad.PhraseClause {
				clauses = append(clauses, wordsOf(c.Text)...)
			} else {
				clauses = append(clauses, c)
			}
		}
		q.Clauses, q.Ranked = clauses, true
	case isQuestion(plain):
		q.Ranked = true
	}
	if q.Ranked {
		q.Clauses = once(q.Clauses)
		readQuestion(q)
	}
}

// once leaves out words that were already asked for.
func once(clauses []isnad.Clause) []isnad.Clause {
	seen := map[string]bool{}
	var out []isnad.Clause
	for _, c := range clauses {
		if c.Kind == isnad.WordClause {
			if seen[c.Terms[0].Stem] {
				continue
			}
			seen[c.Terms[0].Stem] = true
		}
		out = append(out, c)
	}
	return out
}

func isLong(text string) bool {
	n := 0
	for _, t := range arabic.Analyze(text) {
		if !t.Stop {
			n++
		}
	}
	return n > longText
}

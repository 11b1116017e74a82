package sqlite

import (
	"context"
	"slices"
	"strings"

	"isnad"
	"isnad/arabic"
	"isnad/internal/index"
)

// match is a query as the index reads it: an expression over table stems, one over table words (phrases and
// prefixes), and a stretch of row ids. An article matches when all of them hold.
type match struct {
	stems  string // FTS5 expression; empty where nothing is asked of stems
	words  string
	lo, hi int64
	groups []group // what counts for the score, one a different word of the query
	asked  []asked // all words in the order of the query, for the last ranking
	any    bool    // any of the groups suffices; stems then holds only filters and exclusions
	// required are the groups that must all occur, to check rows that table words gave.
	required    []group
	not         string // stems that must not occur, apart from stems so that a plan can choose its own positive part
	notWords    string // phrases and prefixes that must not occur
	filter      string // the filters alone
	positive    string // what the words ask of stems, without filters and exclusions
	never       bool   // a filter names somebody or something that the archive does not hold
	notes       []string
	approximate []string // why not all matches can be found
}

// group is one word of the query with the stems that count as it.
type group struct {
	stems []string
	df    int
}

// asked is a word of the query: of a group, or (-1) a stop word.
type asked struct {
	surface, stem string
	group         int
}

func (g *group) expression() string { return anyOf(g.stems) }

// compile makes the match of a query.
func (db *DB) compile(ctx context.Context, q isnad.Query) (*match, error) {
	m := &match{any: q.Ranked}
	m.lo, m.hi = index.DayRange(q.Since, q.Until)
	var stems, words []string
	for _, c := range q.Clauses {
		switch {
		case c.Kind == isnad.PhraseClause && len(c.Terms) > 0:
			if !q.Ranked || len(c.Terms) > 1 {
				words = append(words, phrase(c.Terms))
			}
			m.addGroups(c.Terms)
		case c.Kind == isnad.PrefixClause && len(c.Terms) == 1:
			w, err := db.prefix(ctx, m, index.Safe(c.Terms[0].Surface))
			if err != nil {
				return nil, err
			}
			words = append(words, w)
		case c.Kind == isnad.WordClause:
			s, w, err := db.word(ctx, m, c)
			if err != nil {
				return nil, err
			}
			stems, words = append(stems, s...), append(words, w...)
		}
	}
	if m.any {
		stems = nil
	}
	if len(stems)+len(m.groups) > 0 {
		words = withoutStops(words)
	}
	var err error
	if m.filter, err = db.filters(ctx, m, q); err != nil {
		return nil, err
	}
	m.exclude(q.Exclude)
	if words = plain(words); len(words) > 0 {
		words = append(words, nonEmpty(m.filter)...)
	}
	m.words = all(words)
	m.positive = all(stems)
	m.stems = m.expression(m.positive)
	return m, nil
}

// stopMark leads a condition that a stop word makes: it is dropped where anything else is asked.
const stopMark = "\x00"

func withoutStops(words []string) []string {
	kept := words[:0:0]
	for _, w := range words {
		if !strings.HasPrefix(w, stopMark) {
			kept = append(kept, w)
		}
	}
	return kept
}

func plain(words []string) []string {
	for i := range words {
		words[i] = strings.TrimPrefix(words[i], stopMark)
	}
	return words
}

// word gives the conditions of a word clause. A word that the analyser cuts in two asks for both parts.
func (db *DB) word(ctx context.Context, m *match, c isnad.Clause) (stems, words []string, err error) {
	for _, t := range c.Terms {
		if arabic.IsStop(t.Surface) {
			words = append(words, stopMark+quote(index.Safe(t.Surface)))
			m.asked = append(m.asked, asked{t.Surface, t.Stem, -1})
			continue
		}
		variants, err := db.spellings(ctx, t)
		if err != nil {
			return nil, nil, err
		}
		g := group{stems: distinct(index.Safe(t.Stem), append(t.Variants[:len(t.Variants):len(t.Variants)], variants...))}
		m.addGroup(t, g)
		if !m.any {
			m.required = append(m.required, g)
		}
		stems = append(stems, g.expression())
	}
	return stems, words, nil
}

func (m *match) addGroups(terms []isnad.ClauseTerm) {
	for _, t := range terms {
		if arabic.IsStop(t.Surface) {
			m.asked = append(m.asked, asked{t.Surface, t.Stem, -1})
		} else {
			m.addGroup(t, group{stems: []string{index.Safe(t.Stem)}})
		}
	}
}

// addGroup adds a word of the query; one that was there before counts once.
func (m *match) addGroup(t isnad.ClauseTerm, g group) {
	at := slices.IndexFunc(m.groups, func(o group) bool { return o.stems[0] == g.stems[0] })
	if at < 0 {
		at = len(m.groups)
		m.groups = append(m.groups, g)
	}
	m.asked = append(m.asked, asked{t.Surface, t.Stem, at})
}

// exclude adds what must not occur.
func (m *match) exclude(clauses []isnad.Clause) {
	var stems, words []string
	for _, c := range clauses {
		switch {
		case c.Kind == isnad.PhraseClause && len(c.Terms) > 0:
			words = append(words, phrase(c.Terms))
		case c.Kind == isnad.PrefixClause && len(c.Terms) == 1:
			words = append(words, quote(index.Safe(c.Terms[0].Surface))+" *")
		case c.Kind == isnad.WordClause:
			for _, t := range c.Terms {
				stems = append(stems, anyOf(distinct(index.Safe(t.Stem), t.Variants)))
			}
		}
	}
	m.not, m.notWords = strings.Join(stems, " OR "), strings.Join(words, " OR ")
}

// expression joins a positive part over stems with the filters and the exclusions; empty where it would be only
// exclusions.
func (m *match) expression(positive string) string {
	e := all(append(nonEmpty(positive), nonEmpty(m.filter)...))
	if e != "" && m.not != "" {
		return "(" + e + ") NOT (" + m.not + ")"
	}
	return e
}

func phrase(terms []isnad.ClauseTerm) string {
	s := make([]string, len(terms))
	for i, t := range terms {
		s[i] = index.Safe(t.Surface)
	}
	return quote(strings.Join(s, " "))
}

func distinct(first string, more []string) []string {
	out := []string{first}
	for _, s := range more {
		s = index.Safe(s)
		seen := s == ""
		for _, o := range out {
			seen = seen || o == s
		}
		if !seen {
			out = append(out, s)
		}
	}
	return out
}

func quote(token string) string { return `"` + token + `"` }

func quoteAll(tokens []string) []string {
	q := make([]string, len(tokens))
	for i, t := range tokens {
		q[i] = quote(t)
	}
	return q
}

func anyOf(tokens []string) string {
	if len(tokens) == 1 {
		return quote(tokens[0])
	}
	return "(" + strings.Join(quoteAll(tokens), " OR ") + ")"
}

func all(conditions []string) string { return strings.Join(conditions, " AND ") }

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// stemGroups are the stems of the query's words.
func (m *match) stemGroups() [][]string {
	out := make([][]string, len(m.groups))
	for i, g := range m.groups {
		out[i] = g.stems
	}
	return out
}

func scorerOf(groups []group, articles, words int64) *index.Scorer {
	of := make([]index.Group, len(groups))
	for i, g := range groups {
		of[i] = index.Group{Stems: g.stems, Among: g.df}
	}
	return index.NewScorer(of, articles, words)
}

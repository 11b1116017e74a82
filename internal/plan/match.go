package plan

import (
	"context"
	"slices"

	"isnad"
	"isnad/arabic"
	"isnad/internal/index"
)

// Match is a query as an index reads it: a condition on stems, one on words as written (phrases and prefixes), what must not
// occur, and a stretch of row ids. An article matches when all of them hold.
type Match struct {
	Stems    Expr // over stems and filter tokens; zero where nothing is asked of them
	Words    Expr // over words as written
	Not      Expr // stems that must not occur
	NotWords Expr // words as written that must not occur
	Filter   Expr // the filters, which are part of Stems too
	Lo, Hi   int64
	Groups   []Group // what counts for the score, one a different word of the query
	Required []Group // those of the groups that must all occur
	Any      bool    // any of the groups suffices; Stems then holds only filters
	Never    bool    // a filter names somebody or something that the archive does not hold
	notes    []isnad.Note
	about    []isnad.Note // why not all matches can be found
	asked    []asked      // all words in the order of the query, for the last ranking
}

// Group is one word of the query with the stems that count as it.
type Group struct {
	Stems []string
	among int // how many articles hold one of them
}

// Expr asks for one of the group's stems.
func (g *Group) Expr() Expr { return anyToken(g.Stems) }

// asked is a word of the query: of a group, or (-1) a stop word.
type asked struct {
	surface, stem string
	group         int
}

// condition is one on words as written; one that a stop word makes is dropped where anything else is asked.
type condition struct {
	Expr
	stop bool
}

// compile makes the match of a query.
func (p *Planner) compile(ctx context.Context, q isnad.Query) (*Match, error) {
	m := &Match{Any: q.Ranked}
	m.Lo, m.Hi = index.DayRange(q.Since, q.Until)
	var stems []Expr
	var words []condition
	for _, c := range q.Clauses {
		switch {
		case c.Kind == isnad.PhraseClause && len(c.Terms) > 0:
			if !q.Ranked || len(c.Terms) > 1 {
				words = append(words, condition{Expr: phrase(c.Terms)})
			}
			m.addGroups(c.Terms)
		case c.Kind == isnad.PrefixClause && len(c.Terms) == 1:
			w, err := p.prefix(ctx, m, index.Safe(c.Terms[0].Surface))
			if err != nil {
				return nil, err
			}
			words = append(words, condition{Expr: w})
		case c.Kind == isnad.WordClause:
			s, w, err := p.word(ctx, m, c)
			if err != nil {
				return nil, err
			}
			stems, words = append(stems, s...), append(words, w...)
		}
	}
	if m.Any {
		stems = nil
	}
	m.Words = joinWords(words, len(stems)+len(m.Groups) > 0)
	var err error
	if m.Filter, err = p.filters(ctx, m, q); err != nil {
		return nil, err
	}
	m.exclude(q.Exclude)
	m.Stems = AllOf(append(stems, m.Filter)...)
	return m, nil
}

func joinWords(words []condition, others bool) Expr {
	var kept []Expr
	for _, w := range words {
		if !w.stop || !others {
			kept = append(kept, w.Expr)
		}
	}
	return AllOf(kept...)
}

// word gives the conditions of a word clause. A word that the analyser cuts in two asks for both parts.
func (p *Planner) word(ctx context.Context, m *Match, c isnad.Clause) (stems []Expr, words []condition, err error) {
	for _, t := range c.Terms {
		if arabic.IsStop(t.Surface) {
			words = append(words, condition{token(index.Safe(t.Surface)), true})
			m.asked = append(m.asked, asked{t.Surface, t.Stem, -1})
			continue
		}
		variants, err := p.spellings(ctx, t)
		if err != nil {
			return nil, nil, err
		}
		g := Group{Stems: distinct(index.Safe(t.Stem), append(t.Variants[:len(t.Variants):len(t.Variants)], variants...))}
		m.addGroup(t, g)
		if !m.Any {
			m.Required = append(m.Required, g)
		}
		stems = append(stems, g.Expr())
	}
	return stems, words, nil
}

func (m *Match) addGroups(terms []isnad.ClauseTerm) {
	for _, t := range terms {
		if arabic.IsStop(t.Surface) {
			m.asked = append(m.asked, asked{t.Surface, t.Stem, -1})
		} else {
			m.addGroup(t, Group{Stems: []string{index.Safe(t.Stem)}})
		}
	}
}

// addGroup adds a word of the query; one that was there before counts once.
func (m *Match) addGroup(t isnad.ClauseTerm, g Group) {
	at := slices.IndexFunc(m.Groups, func(o Group) bool { return o.Stems[0] == g.Stems[0] })
	if at < 0 {
		at = len(m.Groups)
		m.Groups = append(m.Groups, g)
	}
	m.asked = append(m.asked, asked{t.Surface, t.Stem, at})
}

// exclude adds what must not occur.
func (m *Match) exclude(clauses []isnad.Clause) {
	var stems, words []Expr
	for _, c := range clauses {
		switch {
		case c.Kind == isnad.PhraseClause && len(c.Terms) > 0:
			words = append(words, phrase(c.Terms))
		case c.Kind == isnad.PrefixClause && len(c.Terms) == 1:
			words = append(words, Expr{Op: Prefix, Words: []string{index.Safe(c.Terms[0].Surface)}})
		case c.Kind == isnad.WordClause:
			for _, t := range c.Terms {
				stems = append(stems, anyToken(distinct(index.Safe(t.Stem), t.Variants)))
			}
		}
	}
	m.Not, m.NotWords = anyOf(stems), anyOf(words)
}

func phrase(terms []isnad.ClauseTerm) Expr {
	words := make([]string, len(terms))
	for i, t := range terms {
		words[i] = index.Safe(t.Surface)
	}
	if len(words) == 1 {
		return token(words[0])
	}
	return Expr{Op: Phrase, Words: words}
}

func distinct(first string, more []string) []string {
	out := []string{first}
	for _, s := range more {
		if s = index.Safe(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// variants lists the stems that were matched besides the reader's own.
func (m *Match) variants() []string {
	var v []string
	for _, g := range m.Groups {
		v = append(v, g.Stems[1:]...)
	}
	return v
}

// stemGroups are the stems of the query's words.
func (m *Match) stemGroups() [][]string {
	out := make([][]string, len(m.Groups))
	for i, g := range m.Groups {
		out[i] = g.Stems
	}
	return out
}

// anyGroup asks for one of the groups.
func anyGroup(groups []Group) Expr {
	of := make([]Expr, len(groups))
	for i := range groups {
		of[i] = groups[i].Expr()
	}
	return anyOf(of)
}

// scorerOf makes the scorer for the groups, in an archive of so many articles with so many stems in all.
func scorerOf(groups []Group, articles, words int64) *index.Scorer {
	of := make([]index.Group, len(groups))
	for i, g := range groups {
		of[i] = index.Group{Stems: g.Stems, Among: g.among}
	}
	return index.NewScorer(of, articles, words)
}

// Holding tells of vectors whether they hold every one of the groups.
func Holding(groups []Group) func(vector []byte) bool {
	s := scorerOf(groups, 0, 0)
	return func(vector []byte) bool { return !slices.Contains(s.Holds(vector), 0) }
}

// Rarest tells among how many articles the rarest of the words is that must all occur; -1 where that is not known.
func (m *Match) Rarest() int {
	least := -1
	for _, g := range m.Groups {
		if !m.Any && g.among > 0 && (least < 0 || g.among < least) {
			least = g.among
		}
	}
	return least
}

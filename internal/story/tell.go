package story

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"isnad"
	"isnad/arabic"
)

// How much a story lists of itself.
const (
	storyPeople   = 12
	storyKeywords = 10
)

// Tell makes everything of the story that follows from its members and their groups: order, title, first and last,
// earliest, outlets, independent origins, people, places, keywords, groups of copies and which member is original.
func Tell(s *isnad.Story) {
	slices.SortStableFunc(s.Members, before)
	s.Articles = len(s.Members)
	s.First, s.Last, s.Earliest, s.Outlets = isnad.Story{}.First, isnad.Story{}.Last, "", nil
	for i := range s.Members {
		m := &s.Members[i]
		if s.Earliest == "" || s.First.IsZero() {
			s.Earliest, s.First = m.Article, m.Published
		}
		if !m.Published.Day.IsZero() {
			s.Last = m.Published
		}
		if name := outletName(m); !slices.Contains(s.Outlets, name) && name != "" {
			s.Outlets = append(s.Outlets, name)
		}
	}
	s.Copies = copyGroups(s.Members)
	s.Origins = origins(s)
	s.Title, s.TitleOf = headline(s.Members)
	s.People = mostNamed(s.Members, storyPeople, func(m *isnad.Member) []isnad.Person { return m.People })
	s.Places = mostNamed(s.Members, storyPeople, func(m *isnad.Member) []isnad.Person { return m.Places })
	s.Keywords = keywordsOf(s.Members)
}

// before orders members by publication: by the hour where both know it, else by the day, then by capture and id. Members
// without a day come last.
func before(a, b isnad.Member) int {
	if x, y := a.Published.Day.IsZero(), b.Published.Day.IsZero(); x != y {
		return cmp.Compare(boolInt(x), boolInt(y))
	}
	if !a.Published.Time.IsZero() && !b.Published.Time.IsZero() {
		if c := a.Published.Time.Compare(b.Published.Time); c != 0 {
			return c
		}
	} else if d := a.Published.Day.Sub(b.Published.Day); d != 0 {
		return d
	}
	if c := compareTimes(a.Captured, b.Captured); c != 0 {
		return c
	}
	return strings.Compare(a.Article, b.Article)
}

// compareTimes puts times that are not known last.
func compareTimes(a, b time.Time) int {
	if a.IsZero() || b.IsZero() {
		return cmp.Compare(boolInt(a.IsZero()), boolInt(b.IsZero()))
	}
	return a.Compare(b)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// outletName is what the member's outlet is called.
func outletName(m *isnad.Member) string {
	if m.Source.Name != "" {
		return m.Source.Name
	}
	return m.Source.Host
}

// origins counts independent origins: a group of copies is one, and so are all who credit one agency.
func origins(s *isnad.Story) []isnad.Origin {
	of := map[string]string{}
	for _, g := range s.Copies {
		of[g.ID] = g.Origin
	}
	at := map[string]int{}
	var out []isnad.Origin
	for i := range s.Members {
		m := &s.Members[i]
		name := of[m.Copy]
		if name == "" {
			name = originName(m)
		}
		key := originKey(name)
		if name == "" { // nobody is named: the article stands for itself
			key = "article:" + m.Article
		}
		k, ok := at[key]
		if !ok {
			k = len(out)
			at[key] = k
			out = append(out, isnad.Origin{Name: name, Article: m.Article})
		}
		out[k].Articles++
	}
	slices.SortStableFunc(out, func(a, b isnad.Origin) int { return cmp.Compare(b.Articles, a.Articles) })
	return out
}

// originName is the agency that the member credits, else its outlet.
func originName(m *isnad.Member) string {
	for _, c := range m.Credits {
		if isAgency(c) {
			return c
		}
	}
	return outletName(m)
}

// mostNamed sums whom the members name, the most often named first.
func mostNamed(members []isnad.Member, n int, of func(*isnad.Member) []isnad.Person) []isnad.Person {
	at := map[string]int{}
	var out []isnad.Person
	for i := range members {
		for _, p := range of(&members[i]) {
			key := p.Key
			if key == "" {
				key = arabic.Fold(p.Name)
			}
			k, ok := at[key]
			if !ok {
				k = len(out)
				at[key] = k
				out = append(out, isnad.Person{Key: p.Key, Name: p.Name})
			}
			out[k].Articles++
		}
	}
	slices.SortStableFunc(out, func(a, b isnad.Person) int { return cmp.Compare(b.Articles, a.Articles) })
	return out[:min(n, len(out))]
}

// keywordsOf sums the members' keywords, the likeliest first, scored from 1 down.
func keywordsOf(members []isnad.Member) []isnad.Keyword {
	at := map[string]int{}
	var out []isnad.Keyword
	for i := range members {
		for _, k := range members[i].Keywords {
			key := stemsOf(k.Text)
			j, ok := at[key]
			if !ok {
				j = len(out)
				at[key] = j
				out = append(out, isnad.Keyword{Text: k.Text})
			}
			out[j].Score += k.Score
		}
	}
	slices.SortStableFunc(out, func(a, b isnad.Keyword) int { return cmp.Compare(b.Score, a.Score) })
	out = out[:min(storyKeywords, len(out))]
	for i := len(out) - 1; i >= 0; i-- {
		out[i].Score /= out[0].Score
	}
	return out
}

func stemsOf(text string) string {
	var words []string
	for _, t := range arabic.Analyze(text) {
		words = append(words, t.Stem)
	}
	return strings.Join(words, " ")
}

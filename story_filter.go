package isnad

import (
	"slices"
	"strings"

	"isnad/arabic"
)

// Handles are the words by which engines find the story for a StoryFilter, each once, in order: "country:SA",
// "keyword:" with stems or folded words, "person:" and "source:" with a key, a host or a folded name.
func (s *Story) Handles() []string {
	var out []string
	add := func(kind, value string) {
		if value != "" {
			out = append(out, kind+":"+value)
		}
	}
	for i := range s.Members {
		m := &s.Members[i]
		add("country", m.Country)
		add("source", m.Source.Host)
		add("source", foldedName(m.Source.Name))
	}
	for _, k := range s.Keywords {
		add("keyword", stems(k.Text))
		add("keyword", foldedName(k.Text))
	}
	for _, p := range slices.Concat(s.People, s.Places) {
		add("person", p.Key)
		add("person", foldedName(p.Name))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Handles are the conditions on a story's: of each list at least one must be among them.
func (f StoryFilter) Handles() [][]string {
	var out [][]string
	if len(f.Sources) > 0 {
		var any []string
		for _, s := range f.Sources {
			any = append(any, "source:"+s, "source:"+foldedName(s))
		}
		out = append(out, any)
	}
	if f.Country != "" {
		out = append(out, []string{"country:" + strings.ToUpper(f.Country)})
	}
	if f.Keyword != "" {
		out = append(out, []string{"keyword:" + stems(f.Keyword), "keyword:" + foldedName(f.Keyword)})
	}
	if f.Person != "" {
		out = append(out, []string{"person:" + f.Person, "person:" + foldedName(f.Person)})
	}
	return out
}

func foldedName(name string) string {
	return joinTerms(name, func(t arabic.Term) string { return t.Surface })
}

func stems(text string) string { return joinTerms(text, func(t arabic.Term) string { return t.Stem }) }

func joinTerms(text string, of func(arabic.Term) string) string {
	var words []string
	for _, t := range arabic.Analyze(text) {
		words = append(words, of(t))
	}
	return strings.Join(words, " ")
}

// ThreadOf makes a thread of the stories that belong to it, in any order: titled by the story with the most outlets, of
// equals the latest.
func ThreadOf(id string, stories []Story) *Thread {
	slices.SortStableFunc(stories, func(a, b Story) int {
		if d := a.First.Day.Sub(b.First.Day); d != 0 {
			return d
		}
		return strings.Compare(a.ID, b.ID)
	})
	t := &Thread{ID: id, Stories: stories}
	best := -1
	people, keywords := newSum(), newSum()
	for i := range stories {
		s := &stories[i]
		if i == 0 {
			t.First = s.First
		}
		if t.Last.IsZero() || s.Last.Day.Sub(t.Last.Day) >= 0 {
			t.Last = s.Last
		}
		if len(s.Outlets) >= best {
			best, t.Title = len(s.Outlets), s.Title
		}
		for _, p := range s.People {
			people.add(p.Key, p.Name, p.Articles)
		}
		for _, k := range s.Keywords {
			keywords.add(stems(k.Text), k.Text, 1)
		}
	}
	for _, p := range people.top(mostNamed) {
		t.People = append(t.People, Person{p.key, p.name, p.n})
	}
	for _, k := range keywords.top(mostNamed) {
		t.Keywords = append(t.Keywords, Keyword{k.name, float64(k.n) / float64(len(stories))})
	}
	return t
}

// mostNamed is how many people and keywords a thread lists.
const mostNamed = 12

// sum counts names by key and remembers the order in which they came.
type sum struct {
	at   map[string]int
	list []summed
}

type summed struct {
	key, name string
	n         int
}

func newSum() *sum { return &sum{at: map[string]int{}} }

func (s *sum) add(key, name string, n int) {
	i, ok := s.at[key]
	if !ok {
		i = len(s.list)
		s.at[key] = i
		s.list = append(s.list, summed{key: key, name: name})
	}
	s.list[i].n += n
}

// top gives the n most counted, of equals the first to come.
func (s *sum) top(n int) []summed {
	out := slices.Clone(s.list)
	slices.SortStableFunc(out, func(a, b summed) int { return b.n - a.n })
	return out[:min(n, len(out))]
}

// On gives the article as the links have it; the article itself stays as it is.
func (l Links) On(a *Article) *Article {
	out := *a
	if l.Story != "" {
		out.Copy, out.Original, out.Story = l.Copy, l.Original, l.Story
	}
	if l.Related != nil {
		out.Related = l.Related
	}
	if l.SameAs != nil {
		out.Statements = slices.Clone(a.Statements)
		for i := range out.Statements {
			out.Statements[i].SameAs = l.SameAs[out.Statements[i].ID]
		}
	}
	return &out
}

package story

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"isnad"
	"isnad/arabic"
	"isnad/dates"
)

// What is worth reading beside a story: less than makes a thread. One that agrees in nearly everything is the same text again.
const (
	mostRelated   = 5
	relatedTie    = .23
	relatedMatter = .06
	relatedNamed  = .02
	relatedAlone  = .20 // of matter, where they name nobody and nothing in common
	relatedRare   = 2.6
	relatedAgain  = .85
)

// Related gives what else is worth reading with a story, across time, one article of each story and none of this one, with
// the reason in words. Copies are never among them.
func (s *Shelf) Related(st *isnad.Story) []isnad.Related { return s.Look(st).Related() }

// Related is [Shelf.Related] for the story that was looked at.
func (l *Look) Related() []isnad.Related {
	s, st, b := l.shelf, l.story, &l.book
	title := arabic.Fold(st.Title)
	type tied struct {
		at  int
		tie float64
	}
	var found []tied
	for _, n := range l.near {
		o, a := &s.books[n.at], n.agreement
		if a.all() < relatedTie || a.all() >= relatedAgain || a.specific < relatedRare || arabic.Fold(o.title) == title {
			continue
		}
		if a.matter >= relatedMatter && a.named >= relatedNamed || a.matter >= relatedAlone {
			found = append(found, tied{n.at, a.all()})
		}
	}
	slices.SortFunc(found, func(x, y tied) int { return cmp.Or(cmp.Compare(y.tie, x.tie), cmp.Compare(y.at, x.at)) })
	var out []isnad.Related
	for _, t := range found {
		o := &s.books[t.at]
		if len(out) == mostRelated {
			break
		}
		if !slices.ContainsFunc(out, func(r isnad.Related) bool { return arabic.Fold(r.Title) == arabic.Fold(o.title) }) {
			out = append(out, isnad.Related{ID: o.of, Title: o.title, Why: why(st, b, o), Score: t.tie})
		}
	}
	return out
}

// why says in words what ties a story to another.
func why(st *isnad.Story, b, o *book) string {
	var parts []string
	if people := inGuillemets(sharedNamed(st.People, o.people), 2); people != "" {
		parts = append(parts, "يذكر أيضًا "+people)
	}
	if words := inGuillemets(sharedMatter(st, o), 2); words != "" {
		parts = append(parts, "في موضوع "+words)
	}
	if places := inGuillemets(sharedNamed(st.Places, o.places), 2); places != "" && len(parts) < 2 {
		parts = append(parts, "المكان "+places)
	}
	if when := apartInWords(b.last, o.last); when != "" {
		parts = append(parts, when)
	}
	return strings.Join(parts, "؛ ")
}

func inGuillemets(list []string, n int) string {
	var out []string
	for _, s := range list[:min(n, len(list))] {
		out = append(out, "«"+s+"»")
	}
	return strings.Join(out, " و")
}

func sharedNamed(list []isnad.Person, other []weighted) (out []string) {
	for _, p := range list {
		if holds(other, hashWord(nameKey(p))) {
			out = append(out, p.Name)
		}
	}
	return out
}

// sharedMatter gives, as the story writes them, its keywords all of whose words the other has, those of more words first, else the
// words of its headline that the other has; none that is part of another.
func sharedMatter(st *isnad.Story, o *book) []string {
	var found []string
	for _, k := range st.Keywords {
		if n := sharedWordsOf(k.Text, o); n > 0 {
			found = append(found, k.Text)
		}
	}
	if len(found) == 0 {
		_, bare := bareHeadline(st.Title)
		for _, w := range strings.Fields(bare) {
			if w = strings.Trim(w, "\"«»“”.,،؛:؟!()"); sharedWordsOf(w, o) > 0 {
				found = append(found, w)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b string) int { return len(strings.Fields(b)) - len(strings.Fields(a)) })
	var out []string
	for _, f := range found {
		if !slices.ContainsFunc(out, func(o string) bool { return strings.Contains(o, f) }) {
			out = append(out, f)
		}
	}
	return out
}

// sharedWordsOf counts the words of a text that are matter of the other, 0 where one of them is not.
func sharedWordsOf(text string, o *book) int {
	m := matter{}
	m.take(text, 1)
	for _, w := range m.words {
		if !holds(o.matter, w.term) {
			return 0
		}
	}
	return len(m.words)
}

func holds(list []weighted, term uint32) bool {
	_, ok := slices.BinarySearchFunc(list, term, func(w weighted, term uint32) int { return cmp.Compare(w.term, term) })
	return ok
}

// apartInWords says how long before or after another a story was told; empty within a week.
func apartInWords(a, b dates.Day) string {
	if a.IsZero() || b.IsZero() {
		return ""
	}
	n, word := a.Sub(b), "قبل"
	if n < 0 {
		n, word = -n, "بعد"
	}
	switch {
	case n < 7:
		return ""
	case n < 14:
		return word + " أسبوع"
	case n < 21:
		return word + " أسبوعين"
	case n < 30:
		return fmt.Sprintf("%s نحو %d أسابيع", word, max(n/7, 3))
	case n < 60:
		return word + " شهر"
	case n < 90:
		return word + " شهرين"
	}
	return fmt.Sprintf("%s نحو %d أشهر", word, n/30)
}

package story

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"isnad"
	"isnad/dates"
)

// Shelf remembers stories over months, each by its people, places and keywords alone, to tie them to threads and to find
// what else is worth reading. Of more than its limit it forgets those told longest ago. It is not safe for several
// goroutines at once.
type Shelf struct {
	limit  int
	books  []book
	at     map[string]int     // by story id
	people map[string][]int32 // by key
	words  map[string][]int32 // by the stems of a keyword
	n      int                // stories remembered
}

// book is what the shelf remembers of a story.
type book struct {
	id, thread, title, of string // of is the article to read
	last                  dates.Day
	people, places, words []string // keys, the most telling first
	names                 map[string]string
	gone                  bool
}

// shelfLimit is how many stories a shelf remembers where it is not told; some 600 bytes each.
const shelfLimit = 50_000

// NewShelf gives an empty shelf; a limit of 0 is 50,000 stories.
func NewShelf(limit int) *Shelf {
	if limit <= 0 {
		limit = shelfLimit
	}
	return &Shelf{limit: limit, at: map[string]int{}, people: map[string][]int32{}, words: map[string][]int32{}}
}

// How much of a story the shelf keeps, and what ties stories.
const (
	bookPeople = 6
	bookWords  = 10
	// A thread is a matter that goes on: two stories belong to one where they share people and matter, and what they share
	// is told of few others. tie is a sum of rarities; the levels were set by reading pairs of the collections.
	threadTie  = 11.0
	relatedTie = 5.5
	threadDays = 120 // between one story of a thread and the next
)

// Put remembers a story, or what became of it.
func (s *Shelf) Put(st *isnad.Story) {
	s.Remove(st.ID)
	for _, was := range st.Was {
		s.Remove(was)
	}
	b := newBook(st)
	i := len(s.books)
	s.books = append(s.books, b)
	s.at[b.id] = i
	for _, p := range b.people {
		s.people[p] = append(s.people[p], int32(i))
	}
	for _, w := range b.words {
		s.words[w] = append(s.words[w], int32(i))
	}
	if s.n++; s.n > s.limit || len(s.books) > 2*s.n+1024 {
		s.forget()
	}
}

func (b *book) keys(list []isnad.Person, n int) (out []string) {
	for _, p := range list {
		key := p.Key
		if key == "" || strings.HasPrefix(key, localKey) {
			key = "name:" + folded(p.Name)
		}
		if len(out) < n && !slices.Contains(out, key) {
			out = append(out, key)
			b.names[key] = p.Name
		}
	}
	return out
}

// Has reports whether the shelf remembers the story.
func (s *Shelf) Has(id string) bool { _, ok := s.at[id]; return ok }

// Remove forgets a story.
func (s *Shelf) Remove(id string) {
	if i, ok := s.at[id]; ok {
		s.books[i].gone, s.books[i].names = true, nil
		delete(s.at, id)
		s.n--
	}
}

// forget drops what stories were before they changed and, above the limit, a tenth of the stories, those told longest ago.
func (s *Shelf) forget() {
	var kept []book
	for _, b := range s.books {
		if !b.gone {
			kept = append(kept, b)
		}
	}
	order := slices.Clone(kept)
	slices.SortStableFunc(order, func(a, b book) int { return a.last.Sub(b.last) })
	drop := map[string]bool{}
	if s.n > s.limit {
		for _, b := range order[:max(0, len(order)-s.limit*9/10)] {
			drop[b.id] = true
		}
	}
	*s = *NewShelf(s.limit)
	for _, b := range kept {
		if drop[b.id] {
			continue
		}
		i := len(s.books)
		s.books, s.at[b.id], s.n = append(s.books, b), i, s.n+1
		for _, p := range b.people {
			s.people[p] = append(s.people[p], int32(i))
		}
		for _, w := range b.words {
			s.words[w] = append(s.words[w], int32(i))
		}
	}
}

// tied is how two stories are tied.
type tied struct {
	at                     int
	tie, ofPeople, ofWords float64
	people, words          []string // keys
}

// mostTied is how many of the stories that have a person or a keyword are looked at, those told last: whoever is in more tells
// little, and looking at all would cost each story more the longer the archive grows.
const mostTied = 256

// tie weighs what a story shares with others: each person, keyword and place by how few stories have it. It gives those tied
// at least so much, the most tied first.
func (s *Shelf) tie(b *book, least float64) []tied {
	found := map[int]*tied{}
	weigh := func(lists map[string][]int32, keys []string, add func(*tied, string, float64)) {
		for _, key := range keys {
			list := lists[key]
			worth := logRatio(s.n, len(list))
			for _, i := range list[max(0, len(list)-mostTied):] {
				if s.books[i].gone || s.books[i].id == b.id {
					continue
				}
				t := found[int(i)]
				if t == nil {
					t = &tied{at: int(i)}
					found[int(i)] = t
				}
				add(t, key, worth)
			}
		}
	}
	weigh(s.people, b.people, func(t *tied, key string, w float64) { t.people, t.ofPeople = append(t.people, key), t.ofPeople+w })
	weigh(s.words, b.words, func(t *tied, key string, w float64) { t.words, t.ofWords = append(t.words, key), t.ofWords+w })
	out := make([]tied, 0, len(found))
	for _, t := range found {
		t.tie = t.ofPeople + t.ofWords
		for _, p := range b.places {
			if slices.Contains(s.books[t.at].places, p) {
				t.tie += .5
			}
		}
		if t.tie >= least {
			out = append(out, *t)
		}
	}
	slices.SortFunc(out, func(x, y tied) int {
		return cmp.Or(cmp.Compare(y.tie, x.tie), s.books[y.at].last.Sub(s.books[x.at].last), cmp.Compare(s.books[x.at].id, s.books[y.at].id))
	})
	return out
}

// Thread gives the thread to which the story belongs: that of the likeliest story before it that is about the same people
// and the same matter; empty where there is none.
func (s *Shelf) Thread(st *isnad.Story) string {
	b := newBook(st)
	for _, t := range s.tie(&b, threadTie) {
		o := &s.books[t.at]
		if len(t.people) == 0 || len(t.words) < 2 || daysDiffer(b.last, o.last, threadDays) || o.last.Sub(b.last) > 0 {
			continue
		}
		if o.thread != "" {
			return o.thread
		}
		return o.id
	}
	return ""
}

// newBook makes of a story what the shelf compares.
func newBook(st *isnad.Story) book {
	b := book{id: st.ID, thread: st.Thread, title: st.Title, of: st.TitleOf, last: st.Last.Day, names: map[string]string{}}
	b.people, b.places = b.keys(st.People, bookPeople), b.keys(st.Places, bookPeople)
	for _, k := range st.Keywords[:min(len(st.Keywords), bookWords)] {
		if key := stemsOf(k.Text); key != "" && !slices.Contains(b.words, key) {
			b.words = append(b.words, key)
			b.names[key] = k.Text
		}
	}
	return b
}

// mostRelated is how many articles are named for further reading.
const mostRelated = 5

// Related gives what else is worth reading with a story, across time, one article of each story and none of this one, with
// the reason in words.
func (s *Shelf) Related(st *isnad.Story) []isnad.Related {
	b := newBook(st)
	var out []isnad.Related
	for _, t := range s.tie(&b, relatedTie) {
		o := &s.books[t.at]
		if len(out) == mostRelated {
			break
		}
		if o.title == st.Title || len(t.people)+len(t.words) < 2 {
			continue
		}
		out = append(out, isnad.Related{ID: o.of, Title: o.title, Why: b.why(t, o), Score: t.tie / (t.tie + relatedTie)})
	}
	return out
}

// why says in words what ties two stories.
func (b *book) why(t tied, o *book) string {
	var parts []string
	if len(t.people) > 0 {
		parts = append(parts, "يذكر أيضًا "+b.written(t.people, 2))
	}
	if len(t.words) > 0 {
		parts = append(parts, "في موضوع "+b.written(t.words, 3))
	}
	if when := apartInWords(b.last, o.last); when != "" {
		parts = append(parts, when)
	}
	return strings.Join(parts, "؛ ")
}

func (b *book) written(keys []string, n int) string {
	var out []string
	for _, k := range keys[:min(n, len(keys))] {
		out = append(out, "«"+b.names[k]+"»")
	}
	return strings.Join(out, " و")
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

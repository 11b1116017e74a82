package story

import (
	"slices"

	"isnad"
	"isnad/dates"
)

// Shelf remembers stories over months, each by its people, places and matter alone, to tie them to threads and to find
// what else is worth reading. Stories are put in order of arrival. Of more than its limit it forgets those told longest ago. It is
// not safe for several goroutines at once.
type Shelf struct {
	limit  int
	books  []book
	at     map[string]int      // by story id
	matter map[uint32][]int32  // books by what they are about
	cores  map[string][]string // of each thread: the ids of its first stories
	n      int                 // stories remembered
	met    []bool              // by book, of use while candidates are gathered; all false before and after
}

// book is what the shelf remembers of a story.
type book struct {
	id, thread, title, of string // of is the article to read
	last                  dates.Day
	matter                []weighted // words and phrases, sorted
	people, places        []weighted // sorted
	length                float64    // of all three together
	gone                  bool
}

// shelfLimit is how many stories a shelf remembers where it is not told; some 700 bytes each.
const shelfLimit = 50_000

// NewShelf gives an empty shelf; a limit of 0 is 50,000 stories.
func NewShelf(limit int) *Shelf {
	if limit <= 0 {
		limit = shelfLimit
	}
	return &Shelf{limit: limit, at: map[string]int{}, matter: map[uint32][]int32{}, cores: map[string][]string{}}
}

// Look is a story held beside what the shelf remembers. It is good until the shelf or the story changes; only its thread may be set.
type Look struct {
	shelf *Shelf
	story *isnad.Story
	book  book
	near  []nearBook
}

// nearBook is a story of the shelf that agrees in matter with the one that is looked at.
type nearBook struct {
	at int
	agreement
}

// Look compares a story with those that share matter with it. Who agrees less than what is worth reading must is of no thread either.
func (s *Shelf) Look(st *isnad.Story) *Look {
	l := &Look{shelf: s, story: st, book: newBook(st)}
	for _, i := range s.candidates(&l.book) {
		if a := agree(&l.book, &s.books[i]); a.matter >= relatedMatter && a.specific >= relatedRare {
			l.near = append(l.near, nearBook{i, a})
		}
	}
	return l
}

// Put remembers a story, or what became of it.
func (s *Shelf) Put(st *isnad.Story) { s.put(st, newBook(st)) }

// Put remembers the story that was looked at.
func (l *Look) Put() {
	l.book.thread = l.story.Thread
	l.shelf.put(l.story, l.book)
}

func (s *Shelf) put(st *isnad.Story, b book) {
	s.Remove(st.ID)
	for _, was := range st.Was {
		s.Remove(was)
	}
	s.keep(b)
	if s.n > s.limit || len(s.books) > 2*s.n+1024 {
		s.forget()
	}
}

func (s *Shelf) keep(b book) {
	i := len(s.books)
	s.books = append(s.books, b)
	s.at[b.id] = i
	s.n++
	for _, m := range b.matter {
		s.matter[m.term] = append(s.matter[m.term], int32(i))
	}
	if b.thread == "" {
		return
	}
	core := s.cores[b.thread]
	if len(core) == 0 {
		core = append(core, b.thread)
	}
	if len(core) < threadCore && !slices.Contains(core, b.id) {
		core = append(core, b.id)
	}
	s.cores[b.thread] = core
}

// Has reports whether the shelf remembers the story.
func (s *Shelf) Has(id string) bool { _, ok := s.at[id]; return ok }

// Remove forgets a story.
func (s *Shelf) Remove(id string) {
	if i, ok := s.at[id]; ok {
		s.books[i].gone = true
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
		if !drop[b.id] {
			s.keep(b)
		}
	}
}

// mostTied is how many of the stories that share a word are looked at, those put last: what is in more tells little, and looking at all
// would cost each story more the longer the archive grows.
const mostTied = 200

// candidates gives the places of the books that share matter with one, in order.
func (s *Shelf) candidates(b *book) []int {
	if len(s.met) < len(s.books) {
		s.met = make([]bool, 2*len(s.books))
	}
	own, known := s.at[b.id]
	var out []int
	for _, m := range b.matter {
		list := s.matter[m.term]
		for _, i := range list[max(0, len(list)-mostTied):] {
			if !s.met[i] && !(known && int(i) == own) {
				s.met[i] = true
				out = append(out, int(i))
			}
		}
	}
	for _, i := range out {
		s.met[i] = false
	}
	out = slices.DeleteFunc(out, func(i int) bool { return s.books[i].gone })
	slices.Sort(out)
	return out
}

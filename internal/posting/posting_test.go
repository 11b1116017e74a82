package posting

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad"
)

// shelf is a made-up archive in the plainest form: who holds which word where.
type shelf struct {
	random *rand.Rand
	docs   []Doc
	texts  []Text
}

func (s *shelf) add(id int64) {
	d := Doc{ID: id, Length: 1 + s.random.IntN(90), Outlet: int64(s.random.IntN(5)), Acts: []string{"act" + fmt.Sprint(s.random.IntN(3))}}
	for range s.random.IntN(3) {
		d.Speakers = append(d.Speakers, int64(s.random.IntN(1<<20)))
	}
	words := make([]string, 1+s.random.IntN(30))
	for i := range words {
		words[i] = fmt.Sprint("w", s.random.IntN(1+s.random.IntN(400)))
	}
	at := s.random.IntN(len(words))
	s.docs, s.texts = append(s.docs, d), append(s.texts, Text{words[:at], words[at:]})
}

// stems counts each word as its own stem.
func stems(t Text) (out []Counted) {
	for _, field := range t {
		for i, w := range field {
			at := slices.IndexFunc(out, func(c Counted) bool { return c.Stem == w })
			if at < 0 {
				at = len(out)
				out = append(out, Counted{Stem: w, Lead: i % 6})
			}
			out[at].Freq = min(out[at].Freq+1, 15)
		}
	}
	return out
}

func filters(d Doc) []string { return []string{fmt.Sprint("=o", d.Outlet)} }

// built is a segment in memory.
type built struct {
	docs  *Docs
	pages []Page
	dir   *Directory
}

func (b *built) emit(p Page) error {
	b.dir.Add(p, int64(len(b.pages)+7))
	b.pages = append(b.pages, p)
	return nil
}

func (b *built) read(t *testing.T, packed []byte) *built {
	t.Helper()
	var err error
	if b.docs, err = ReadDocs(packed); err != nil {
		t.Fatal(err)
	}
	if b.dir, err = ReadDirectory(b.dir.Pack()); err != nil {
		t.Fatal(err)
	}
	for _, p := range b.pages {
		if err := Verify(p.Data, b.docs.Len()); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func (s *shelf) build(t *testing.T, from, to int) *built {
	t.Helper()
	var b Builder
	for i := from; i < to; i++ {
		b.Add(s.docs[i], stems(s.texts[i]), s.texts[i], filters(s.docs[i]))
	}
	out := &built{dir: new(Directory)}
	docs, err := b.Build(out.emit)
	if err != nil {
		t.Fatal(err)
	}
	return out.read(t, docs)
}

func (b *built) find(t *testing.T, key string) Entry {
	t.Helper()
	n, ok := b.dir.PageOf(key)
	if !ok {
		return Entry{}
	}
	e, ok, err := Find(b.pages[n-7].Data, key)
	if err != nil {
		t.Fatal(err)
	}
	if !ok {
		return Entry{}
	}
	return e
}

func (b *built) ids(s Set) (out []int64) {
	for n := range s.All {
		out = append(out, b.docs.IDs[n])
	}
	return out
}

// compare wants of the segment what the articles of the shelf hold.
func (b *built) compare(t *testing.T, s *shelf, alive func(int) bool) {
	t.Helper()
	for n := range 40 {
		word, next := fmt.Sprint("w", n*n%400), fmt.Sprint("w", n%7)
		var with, phrase, outlet []int64
		var freq []Posting
		for i, d := range s.docs {
			if !alive(i) {
				continue
			}
			doc, _ := b.docs.Find(d.ID)
			for _, c := range stems(s.texts[i]) {
				if c.Stem == word {
					with = append(with, d.ID)
					freq = append(freq, Posting{doc, uint8(c.Freq), uint8(c.Lead)})
				}
			}
			if slices.ContainsFunc(s.texts[i], func(f []string) bool { return sequence(f, word, next) }) {
				phrase = append(phrase, d.ID)
			}
			if d.Outlet == int64(n%5) {
				outlet = append(outlet, d.ID)
			}
		}
		slices.Sort(with)
		slices.Sort(phrase)
		slices.Sort(outlet)
		slices.SortFunc(freq, func(a, b Posting) int { return int(a.Doc) - int(b.Doc) })
		set := NewSet(b.docs.Len())
		e := b.find(t, StemKey(word))
		got, err := e.AppendStems(nil, b.docs.Len())
		if d := cmp.Diff(freq, got); d != "" || err != nil || e.Docs != len(freq) {
			t.Fatalf("%s: %v %s", word, err, d)
		}
		if e = b.find(t, WordKey(word)); e.Docs > 0 {
			if err := e.AddTo(set); err != nil {
				t.Fatal(err)
			}
		}
		if d := cmp.Diff(with, b.ids(set)); d != "" {
			t.Fatalf("%s: %s", word, d)
		}
		set = NewSet(b.docs.Len())
		if err := Phrase([]Entry{e, b.find(t, WordKey(next))}, b.docs.Len(), nil, set); err != nil || !slices.Equal(phrase, b.ids(set)) {
			t.Fatalf("%s %s: %v, want %v", word, next, b.ids(set), phrase)
		}
		set = NewSet(b.docs.Len())
		if e = b.find(t, fmt.Sprint("=o", n%5)); e.Docs > 0 {
			err = e.AddTo(set)
		}
		if err != nil || !slices.Equal(outlet, b.ids(set)) {
			t.Fatalf("outlet %d: %v, want %v", n%5, b.ids(set), outlet)
		}
	}
}

func sequence(words []string, a, b string) bool {
	for i := 1; i < len(words); i++ {
		if words[i-1] == a && words[i] == b {
			return true
		}
	}
	return false
}

// TestSegments builds segments, compares what they say with the articles, and merges them without some of the articles.
func TestSegments(t *testing.T) {
	s := &shelf{random: rand.New(rand.NewPCG(3, 3))}
	for i := range 900 {
		s.add(int64(i*2 + i%2*2000)) // two runs of ids in one another
	}
	bounds := []int{0, 1, 300, 650, 900}
	var sources []Source
	dead := map[int]bool{}
	for k := 1; k < len(bounds); k++ {
		from, to := bounds[k-1], bounds[k]
		order := s.docs[from:to]
		idx := make([]int, len(order))
		for i := range idx {
			idx[i] = from + i
		}
		slices.SortFunc(idx, func(a, b int) int { return int(s.docs[a].ID - s.docs[b].ID) })
		sorted := &shelf{random: s.random}
		for _, i := range idx {
			sorted.docs, sorted.texts = append(sorted.docs, s.docs[i]), append(sorted.texts, s.texts[i])
		}
		b := sorted.build(t, 0, len(idx))
		b.compare(t, sorted, func(int) bool { return true })
		source := Source{Docs: b.docs, Dead: NewSet(b.docs.Len())}
		pages := b.pages
		source.Page = func() ([]byte, error) {
			if len(pages) == 0 {
				return nil, nil
			}
			p := pages[0].Data
			pages = pages[1:]
			return p, nil
		}
		for n, i := range idx {
			if i%5 == 0 {
				source.Dead.Add(uint32(n))
				dead[i] = true
			}
		}
		sources = append(sources, source)
	}
	out := &built{dir: new(Directory)}
	docs, err := Merge(sources, out.emit)
	if err != nil {
		t.Fatal(err)
	}
	out.read(t, docs).compare(t, s, func(i int) bool { return !dead[i] })
	if out.docs.Len() != 720 || !slices.IsSorted(out.docs.IDs) {
		t.Errorf("%d articles, sorted %v", out.docs.Len(), slices.IsSorted(out.docs.IDs))
	}
	for i, d := range s.docs {
		if n, ok := out.docs.Find(d.ID); ok == dead[i] {
			t.Fatalf("article %d: found %v", i, ok)
		} else if ok {
			if diff := cmp.Diff(d, out.docs.doc(n)); diff != "" {
				t.Fatal(diff)
			}
		}
	}
}

func TestSet(t *testing.T) {
	for _, n := range []int{0, 1, 63, 64, 65, 200} {
		full := Full(n)
		if full.Count() != n {
			t.Errorf("Full(%d) has %d", n, full.Count())
		}
		for lo := 0; lo <= n; lo += 13 {
			for hi := lo; hi <= n; hi += 17 {
				s := Full(n)
				s.Within(lo, hi)
				var forth, back []uint32
				for d := range s.All {
					forth = append(forth, d)
				}
				for d := range s.Backward {
					back = append(back, d)
				}
				slices.Reverse(back)
				if s.Count() != hi-lo || !slices.Equal(forth, back) || hi > lo && (int(forth[0]) != lo || int(back[len(back)-1]) != hi-1) {
					t.Fatalf("%d: from %d to %d: %v, %v", n, lo, hi, forth, back)
				}
			}
		}
	}
}

func TestUnion(t *testing.T) {
	got := Union([]Posting{{1, 2, 3}, {4, 14, 1}}, []Posting{{0, 1, 1}, {4, 3, 0}, {9, 1, 5}})
	if d := cmp.Diff([]Posting{{0, 1, 1}, {1, 2, 3}, {4, 15, 0}, {9, 1, 5}}, got); d != "" {
		t.Error(d)
	}
}

func TestDirectory(t *testing.T) {
	d := new(Directory)
	for i, k := range []string{"=a", "sb", "wa", "wab", "wabc", "wb"} {
		d.Add(Page{First: k, Data: make([]byte, 10+i)}, int64(i*3))
	}
	for _, c := range []struct {
		key  string
		want int64
		ok   bool
	}{{"", 0, false}, {"=a", 0, true}, {"=z", 0, true}, {"sb", 3, true}, {"waa", 6, true}, {"zz", 15, true}} {
		if n, ok := d.PageOf(c.key); n != c.want || ok != c.ok {
			t.Errorf("%q: %d %v", c.key, n, ok)
		}
	}
	if n, all := d.WithPrefix("wab", 1000); !all || !slices.Equal(n, []int64{9, 12}) {
		t.Errorf("wab: %v %v", n, all)
	}
	if n, all := d.WithPrefix("wa", 30); all || !slices.Equal(n, []int64{9, 12}) && !slices.Equal(n, []int64{6, 12}) && !slices.Equal(n, []int64{12}) {
		t.Errorf("wa, the largest: %v %v", n, all)
	}
}

// FuzzPage reads anything as a page: an error or something of the form, never a panic.
func FuzzPage(f *testing.F) {
	s := &shelf{random: rand.New(rand.NewPCG(1, 1))}
	for i := range 20 {
		s.add(int64(i))
	}
	var b Builder
	for i := range s.docs {
		b.Add(s.docs[i], stems(s.texts[i]), s.texts[i], filters(s.docs[i]))
	}
	docs, err := b.Build(func(p Page) error { f.Add(p.Data, []byte(p.First)); return nil })
	if err != nil {
		f.Fatal(err)
	}
	f.Add(docs, docs)
	f.Fuzz(func(t *testing.T, page, other []byte) {
		for _, data := range [][]byte{page, other} {
			err := Verify(data, 20)
			if err != nil && !errors.Is(err, isnad.ErrCorrupt) {
				t.Fatal(err)
			}
			e := Read(data)
			for e.Next() {
				_, _ = e.AppendStems(nil, 20)
				_, _, _ = Find(data, string(e.Key))
				_ = Phrase([]Entry{e.Entry, e.Entry}, 20, nil, NewSet(20))
				_ = e.Score(make([]float64, 64), NewSet(20), NewWeights(make([]uint32, 20), 1))
			}
			if d, err := ReadDocs(data); err == nil && d.Len() > 0 {
				d.doc(uint32(d.Len() - 1))
			}
			_, _ = ReadDirectory(data)
		}
	})
}

// TestFindAll finds every key of a page that Read gives, and none between two of them.
func TestFindAll(t *testing.T) {
	var page Page
	p := pager{emit: func(made Page) error { page = made; return nil }}
	keys := []string{"=o1", "=o12", "sبا", "sباب", "sبابا", "sبت", "sجبل", "wا", "wاب", "wابد", "wاجل", "wب"}
	for i, k := range keys {
		if err := p.add([]byte(k), i+1, bytes.Repeat([]byte{1}, i+1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.end(); err != nil {
		t.Fatal(err)
	}
	for i, k := range keys {
		e, ok, err := Find(page.Data, k)
		if err != nil || !ok || e.Docs != i+1 || len(e.data) != i+1 || string(e.Key) != k {
			t.Errorf("Find(%q) = %+v, %v, %v", k, e, ok, err)
		}
		for _, other := range []string{k[:len(k)-1], k + "ا", k + "\xff", k + "\x00", k[:1], ""} {
			if _, ok, err := Find(page.Data, other); ok != slices.Contains(keys, other) || err != nil {
				t.Errorf("Find(%q): %v, %v", other, ok, err)
			}
		}
	}
}

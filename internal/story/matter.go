package story

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"isnad"
	"isnad/arabic"
	"isnad/names"
)

// How much of a story the shelf keeps, and what each thing counts beside a word of the headline.
const (
	bookPeople   = 6
	bookPlaces   = 6
	ofKeyword    = .5 // the last of the keywords; the first counts 1
	personInside = .5 // somebody whom the headline does not name
	placeTitled  = .8
	placeInside  = .4
	shortestStem = 3 // code points
)

// newBook makes of a story what the shelf compares: what it is about, and whom and what places it names.
//
// What it is about are the words and pairs of words of headline and keywords. Names are no matter, nor are adjectives of origin: two
// stories of one president, or two that are German, are not about the same thing. Everything counts by its rarity in the language,
// not in the archive, so that a story is the same whatever was imported before.
func newBook(st *isnad.Story) book {
	b := book{id: st.ID, thread: st.Thread, title: st.Title, of: st.TitleOf, last: st.Last.Day}
	if bulletin(st.Title) {
		return b
	}
	b.matter = heaviest(matterOf(st))
	title := arabic.Fold(st.Title)
	b.people = namedOf(title, st.People[:min(bookPeople, len(st.People))], 1, personInside)
	b.places = namedOf(title, st.Places[:min(bookPlaces, len(st.Places))], placeTitled, placeInside)
	sum := 0.0
	for _, list := range [][]weighted{b.matter, b.people, b.places} {
		for _, w := range list {
			sum += float64(w.weight) * float64(w.weight)
		}
	}
	b.length = math.Sqrt(sum)
	return b
}

// bulletin reports whether the headline is that of a summary of many matters.
func bulletin(title string) bool {
	folded := arabic.Fold(strings.TrimSpace(title))
	for _, head := range []string{"نشره", "موجز", "حصاد", "اهم الاخبار", "اهم الانباء", "اخبار اليوم"} {
		if folded == head || strings.HasPrefix(folded, head+" ") {
			return true
		}
	}
	return false
}

// matterOf gives the words and pairs of words of headline and keywords.
func matterOf(st *isnad.Story) []weighted {
	m := matter{named: map[string]bool{}}
	for _, list := range [][]isnad.Person{st.People, st.Places} {
		for _, p := range list {
			for _, t := range arabic.Analyze(p.Name) {
				m.named[t.Stem] = true
			}
		}
	}
	rubric, bare := bareHeadline(st.Title)
	for _, t := range arabic.Analyze(rubric) {
		m.named[t.Stem] = true
	}
	m.take(bare, 1)
	for _, k := range st.Keywords {
		if _, outlet := names.OutletByAlias(k.Text); !outlet {
			m.take(k.Text, ofKeyword+(1-ofKeyword)*k.Score)
		}
	}
	return m.words
}

// bareHeadline parts a headline from the rubric before a stroke and the outlet before a colon: of a matter neither says anything.
func bareHeadline(title string) (rubric, bare string) {
	if head, rest, ok := strings.Cut(title, "|"); ok {
		rubric, title = head, rest
	}
	if head, rest, ok := strings.Cut(title, ":"); ok {
		if _, outlet := names.OutletByAlias(strings.Trim(head, "\"«»“” ")); outlet {
			rubric, title = rubric+" "+head, rest
		}
	}
	return rubric, title
}

// matter gathers words and pairs.
type matter struct {
	named map[string]bool // stems of names
	words []weighted
}

func (m *matter) take(text string, share float64) {
	terms := arabic.Analyze(text)
	var before *arabic.Term
	for i := range terms {
		t := &terms[i]
		if t.Stop || len([]rune(t.Stem)) < shortestStem || names.Nisba(text[t.Start:t.End]) != "" {
			before = nil
			continue
		}
		if !m.named[t.Stem] {
			m.words = append(m.words, weighted{hashWord(t.Stem), float32(share * rarity(t.Stem))})
		}
		if before != nil && !(m.named[t.Stem] && m.named[before.Stem]) {
			m.words = append(m.words, weighted{hashWords([]string{before.Stem, t.Stem}), float32(share * (rarity(before.Stem) + rarity(t.Stem)) / 2)})
		}
		before = t
	}
}

// namedOf gives people or places by the rarity of the words of their names, those whom the folded headline names at one share, others
// at another.
func namedOf(title string, list []isnad.Person, titled, inside float64) []weighted {
	var out []weighted
	for _, p := range list {
		name, share := strings.Fields(arabic.Fold(p.Name)), inside
		if len(name) > 0 && strings.Contains(title, name[len(name)-1]) {
			share = titled
		}
		out = append(out, weighted{hashWord(nameKey(p)), float32(share * nameRarity(p.Name))})
	}
	return heaviest(out)
}

// nameKey tells somebody across stories.
func nameKey(p isnad.Person) string {
	if p.Key == "" || strings.HasPrefix(p.Key, localKey) {
		return "name:" + folded(p.Name)
	}
	return p.Key
}

// nameRarity is the mean rarity of the words of a name.
func nameRarity(name string) float64 {
	sum, n := 0.0, 0.0
	for _, t := range arabic.Analyze(name) {
		if !t.Stop {
			sum, n = sum+rarity(t.Stem), n+1
		}
	}
	return sum / max(n, 1)
}

// heaviest keeps each term once, at its greatest weight, in order of the terms.
func heaviest(list []weighted) []weighted {
	slices.SortFunc(list, func(a, b weighted) int { return cmp.Or(cmp.Compare(a.term, b.term), cmp.Compare(b.weight, a.weight)) })
	return slices.CompactFunc(list, func(a, b weighted) bool { return a.term == b.term })
}

// agreement is how far two stories are of one matter.
type agreement struct {
	matter, named float64 // shares of a cosine over both
	people        float64 // the share of named that is people
	specific      float64 // the weight of the most telling word or phrase of both
}

func (a agreement) all() float64 { return a.matter + a.named }

func agree(a, b *book) agreement {
	var out agreement
	if a.length == 0 || b.length == 0 {
		return out
	}
	scale := 1 / (a.length * b.length)
	out.matter, out.specific = product(a.matter, b.matter)
	out.people, _ = product(a.people, b.people)
	out.named, _ = product(a.places, b.places)
	out.matter, out.people = out.matter*scale, out.people*scale
	out.named = out.named*scale + out.people
	return out
}

// product sums what two lists share, and gives the greatest weight that both have.
func product(a, b []weighted) (sum, most float64) {
	for i, k := 0, 0; i < len(a) && k < len(b); {
		x, y := &a[i], &b[k]
		switch {
		case x.term < y.term:
			i++
		case x.term > y.term:
			k++
		default:
			sum += float64(x.weight) * float64(y.weight)
			most = max(most, float64(min(x.weight, y.weight)))
			i, k = i+1, k+1
		}
	}
	return sum, most
}

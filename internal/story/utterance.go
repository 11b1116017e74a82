package story

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/names"
)

// renderingFile is what translators use for one another.
//
//go:embed renderings.txt
var renderingFile string

// renderings gives for a stem's hash the one that stands for its set.
var renderings = sync.OnceValue(func() map[uint32]uint32 {
	out := map[uint32]uint32{}
	for line := range strings.Lines(renderingFile) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		var head uint32
		for i, w := range strings.Split(line, "\t") {
			terms := arabic.Analyze(w)
			if len(terms) != 1 {
				continue // only single words stand for one another
			}
			h := hashWord(terms[0].Stem)
			if i == 0 {
				head = h
			}
			if _, ok := out[h]; !ok {
				out[h] = head
			}
		}
	}
	return out
})

// utterance is a statement as it is compared with others of its speaker.
type utterance struct {
	id      string
	speaker string
	day     dates.Day // on which it was said; zero where the sentence does not say
	filed   dates.Day // of its article
	direct  bool
	place   int        // which paragraph, 0 for the title
	relays  []string   // folded
	words   []weighted // telling stems under the word that stands for their set, with their rarity
	weight  float64    // of all words
	numbers []string   // figures, sorted
	same    []string   // ids of statements known to be the same
	nested  bool
}

// The likeness, by rarity, from which two statements of one speaker are one utterance. Quotations that reach the reader
// through different channels may have been translated twice, so less is asked of them. The levels were set on pairs read in
// the development articles, for precision: see docs/decisions/016-one-utterance.md.
const (
	sameUtterance       = .62
	sameQuotation       = .38 // both direct, through different relays, of like length
	inHeadline          = .8  // how much of a headline's statement the text's must contain
	fewestTellingWords  = 2
	fewestWordsAcross   = 4
	sameElsewhere       = .85 // of two stories
	mostSame            = 50
	utteranceDays       = 1 // days of saying that may differ: time zones
	utteranceDaysFiled  = 2 // days of filing that may differ where no day of saying is known
	shortestSpeakerName = 3
)

// utterances gives the statements of an article whose speaker can be told from others.
func utterances(a *isnad.Article, t isnad.Terms) []utterance {
	var out []utterance
	starts := paragraphStarts(a)
	for i := range a.Statements {
		s := &a.Statements[i]
		speaker := speakerKey(&s.Speaker)
		if speaker == "" || s.ID == "" {
			continue
		}
		u := utterance{id: s.ID, speaker: speaker, day: s.Time.From, filed: a.Day(), direct: s.Kind == attribution.Direct, place: paragraphOf(starts, s), nested: s.Nested, same: s.SameAs}
		for _, r := range s.Relays {
			u.relays = append(u.relays, arabic.Fold(r.Name))
		}
		terms, _ := t.In(s.Span)
		u.words, u.weight, u.numbers = tellingStems(terms)
		if len(u.words) >= fewestTellingWords {
			out = append(out, u)
		}
	}
	return out
}

// speakerKey names a speaker across articles; "" for those who are kept unnamed or are known by their article alone.
func speakerKey(s *attribution.Speaker) string {
	switch {
	case s.Type == names.Anonymous || s.Type == names.Group || s.Type == names.Record:
		return ""
	case s.Entity != "" && !strings.HasPrefix(s.Entity, localKey):
		return s.Entity
	case len([]rune(s.Name)) < shortestSpeakerName || !strings.Contains(s.Name, " "):
		return "" // a single name may be anybody's
	}
	return "name:" + arabic.Fold(s.Name)
}

// paragraphOf gives which paragraph the statement begins in, counted from 1; 0 for the title.
func paragraphOf(starts []int, s *attribution.Statement) int {
	if s.Field == arabic.Title {
		return 0
	}
	i, found := slices.BinarySearch(starts, s.Start)
	if found {
		i++
	}
	return i
}

// paragraphStarts gives where each paragraph begins in the text.
func paragraphStarts(a *isnad.Article) []int {
	out, at := make([]int, 0, len(a.Paragraphs)), 0
	for _, p := range a.Paragraphs {
		out = append(out, at)
		at += len(p) + 1
	}
	return out
}

// tellingStems gives the content's stems by the word that stands for each, sorted, with their rarity, and its figures.
func tellingStems(terms []arabic.Term) (out []weighted, sum float64, numbers []string) {
	for _, t := range terms {
		if t.Surface != "" && t.Surface[0] >= '0' && t.Surface[0] <= '9' {
			numbers = append(numbers, t.Surface)
		}
		if t.Stop {
			continue
		}
		h := hashWord(t.Stem)
		if head, ok := renderings()[h]; ok {
			h = head
		}
		out = append(out, weighted{h, float32(rarity(t.Stem))})
	}
	slices.SortFunc(out, func(a, b weighted) int { return cmp.Or(cmp.Compare(a.term, b.term), cmp.Compare(b.weight, a.weight)) })
	out = slices.CompactFunc(out, func(a, b weighted) bool { return a.term == b.term })
	for _, w := range out {
		sum += float64(w.weight)
	}
	slices.Sort(numbers)
	return out, sum, numbers
}

// inCommon gives the number and the weight of the words that both have.
func inCommon(a, b []weighted) (n int, weight float64) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].term == b[0].term:
			n, weight = n+1, weight+float64(a[0].weight+b[0].weight)/2
			a, b = a[1:], b[1:]
		case a[0].term < b[0].term:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return n, weight
}

// sameWithin reports whether two statements of one article are one utterance: told twice, in the headline and the text, or
// through two channels. What stands side by side in one paragraph is two things said, unless two channels carry it.
func sameWithin(a, b *utterance) bool {
	if a.speaker != b.speaker || a.nested != b.nested || daysDiffer(a.day, b.day, utteranceDays) {
		return false
	}
	n, weight := inCommon(a.words, b.words)
	if n < fewestTellingWords || weight == 0 {
		return false
	}
	alike := 2 * weight / (a.weight + b.weight)
	if throughOthers(a, b) && a.direct && b.direct && alike >= sameQuotation && likeLength(a, b) {
		return true
	}
	if a.place == b.place {
		return false
	}
	if a.place == 0 || b.place == 0 {
		return alike >= sameUtterance || weight/min(a.weight, b.weight) >= inHeadline && n > fewestTellingWords
	}
	return alike >= sameUtterance && n > fewestTellingWords && !otherFigures(a, b)
}

// sameAcross reports whether statements of two articles are one utterance. Of two stories more is asked: officials say the
// same formula at every funeral, spokesmen the same sentence of every accident. Figures of which none agrees speak against it.
func sameAcross(a, b *utterance, oneStory bool) bool {
	if a.speaker != b.speaker || a.nested != b.nested || daysDiffer(a.day, b.day, utteranceDays) || daysDiffer(a.filed, b.filed, utteranceDaysFiled) {
		return false
	}
	n, weight := inCommon(a.words, b.words)
	if n < min(fewestWordsAcross, len(a.words), len(b.words)) || n < fewestTellingWords || weight == 0 || otherFigures(a, b) {
		return false
	}
	alike := 2 * weight / (a.weight + b.weight)
	if !oneStory {
		return alike >= sameElsewhere
	}
	return alike >= sameUtterance || throughOthers(a, b) && a.direct && b.direct && alike >= sameQuotation+.1 && likeLength(a, b)
}

// throughOthers reports whether both came through named channels, none of them in common.
func throughOthers(a, b *utterance) bool {
	if len(a.relays) == 0 || len(b.relays) == 0 {
		return false
	}
	return !slices.ContainsFunc(a.relays, func(r string) bool { return slices.Contains(b.relays, r) })
}

// otherFigures reports whether both give figures and agree on none.
func otherFigures(a, b *utterance) bool {
	if len(a.numbers) == 0 || len(b.numbers) == 0 {
		return false
	}
	return !slices.ContainsFunc(a.numbers, func(n string) bool { return slices.Contains(b.numbers, n) })
}

// likeLength reports whether neither says much more than the other.
func likeLength(a, b *utterance) bool {
	x, y := len(a.words), len(b.words)
	return min(x, y)*5 >= max(x, y)*3
}

func daysDiffer(a, b dates.Day, most int) bool {
	if a.IsZero() || b.IsZero() {
		return false
	}
	d := a.Sub(b)
	return d > most || -d > most
}

// SameWithin ties the statements of the profile's article that are one utterance: SameAs is set, both ways.
func (p *Profile) SameWithin(a *isnad.Article) {
	at := make(map[string]*attribution.Statement, len(p.said))
	for i := range a.Statements {
		a.Statements[i].SameAs = nil
		at[a.Statements[i].ID] = &a.Statements[i]
	}
	for i := range p.said {
		for k := range i {
			if sameWithin(&p.said[k], &p.said[i]) {
				x, y := at[p.said[k].id], at[p.said[i].id]
				x.SameAs, y.SameAs = append(x.SameAs, y.ID), append(y.SameAs, x.ID)
			}
		}
	}
	for i := range p.said {
		p.said[i].same = at[p.said[i].id].SameAs
	}
}

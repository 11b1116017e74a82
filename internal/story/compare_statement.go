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
)

// strength is how much a speaker is said to claim by each act of saying, where both belong to assertions: reporting that
// somebody "confirmed" claims more than that he "said", that more than that he "believes". Acts that are not listed are
// other kinds of deed and are not compared.
func strength(act attribution.Act) int {
	switch act {
	case attribution.Ask:
		return 1
	case attribution.Believe:
		return 2
	case attribution.State:
		return 3
	case attribution.Announce, attribution.Stress:
		return 4
	}
	return 0
}

// hedgeWords say that something is not certain: hedges.txt.
//
//go:embed hedges.txt
var hedgeFile string

var hedges = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(hedgeFile) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out[arabic.Fold(line)] = true
		}
	}
	return out
})

// saying is a statement with what it is compared by.
type saying struct {
	*attribution.Statement
	words []arabic.Term
	stems []uint32
}

func sayings(statements []attribution.Statement) []saying {
	out := make([]saying, 0, len(statements))
	for i := range statements {
		s := newSentence(statements[i].Content)
		out = append(out, saying{&statements[i], s.words, s.stems})
	}
	return out
}

// sameSaying is how alike two statements must be to be one that was edited: more where the speaker is another.
const (
	sameSaying        = .45
	sameSayingOfOther = .7
)

// editStatements pairs the statements of two texts and says what became of each that is not the same.
func editStatements(before, after []attribution.Statement) []isnad.StatementEdit {
	a, b := sayings(before), sayings(after)
	partner := pairSayings(a, b)
	var out []isnad.StatementEdit
	for i := range a {
		if k, ok := partner[i]; !ok {
			out = append(out, isnad.StatementEdit{Kind: isnad.Removed, Words: "حُذف القول", Before: a[i].Statement})
		} else if e, changed := editSaying(a[i], b[k]); changed {
			out = append(out, e)
		}
	}
	kept := map[int]bool{}
	for _, k := range partner {
		kept[k] = true
	}
	for k := range b {
		if !kept[k] {
			out = append(out, isnad.StatementEdit{Kind: isnad.Added, Words: "أُضيف القول", After: b[k].Statement})
		}
	}
	return out
}

// pairSayings gives for statements of a their partner in b, the likest pairs first.
func pairSayings(a, b []saying) map[int]int {
	type pair struct {
		i, k  int
		alike float64
	}
	var pairs []pair
	for i := range a {
		for k := range b {
			alike, least := dice(a[i].stems, b[k].stems), sameSayingOfOther
			if sameSpeaker(a[i].Statement, b[k].Statement) {
				least = sameSaying
			}
			if alike >= least {
				pairs = append(pairs, pair{i, k, alike})
			}
		}
	}
	slices.SortStableFunc(pairs, func(x, y pair) int { return cmp.Compare(y.alike, x.alike) })
	out, used := map[int]int{}, map[int]bool{}
	for _, p := range pairs {
		if _, ok := out[p.i]; !ok && !used[p.k] {
			out[p.i], used[p.k] = p.k, true
		}
	}
	return out
}

// sameSpeaker reports whether two statements are of one speaker: the same entity, else the same name.
func sameSpeaker(a, b *attribution.Statement) bool {
	if x, y := a.Speaker.Entity, b.Speaker.Entity; x != "" && y != "" && !strings.HasPrefix(x, localKey) && !strings.HasPrefix(y, localKey) {
		return x == y
	}
	return a.Speaker.Name != "" && arabic.Fold(a.Speaker.Name) == arabic.Fold(b.Speaker.Name)
}

// editSaying says how a statement changed; the gravest change is its kind, and every change is in the words.
func editSaying(a, b saying) (isnad.StatementEdit, bool) {
	e := isnad.StatementEdit{Before: a.Statement, After: b.Statement}
	var words []string
	note := func(kind isnad.EditKind, text string) {
		if e.Kind == "" {
			e.Kind = kind
		}
		words = append(words, text)
	}
	if !sameSpeaker(a.Statement, b.Statement) {
		note(isnad.Reattributed, "نُسب إلى "+nameOr(b.Speaker.Name)+" بعد "+nameOr(a.Speaker.Name))
	}
	if x, y := relayNames(a.Statement), relayNames(b.Statement); arabic.Fold(x) != arabic.Fold(y) {
		note(isnad.Reattributed, "تغيّر الناقل: «"+nameOr(x)+"» ثم «"+nameOr(y)+"»")
	}
	claimed(a, b, note)
	if arabic.Fold(a.Content) != arabic.Fold(b.Content) {
		note(isnad.Reworded, "تغيّر لفظه")
	}
	e.Words = strings.Join(words, "؛ ")
	return e, e.Kind != ""
}

// claimed notes whether the later wording claims less or more: by the verb of saying, by words of doubt.
func claimed(a, b saying, note func(isnad.EditKind, string)) {
	if x, y := strength(a.Act), strength(b.Act); x > 0 && y > 0 && x != y {
		kind := isnad.Softened
		if y > x {
			kind = isnad.Hardened
		}
		note(kind, "«"+a.Cue+"» صارت «"+b.Cue+"»")
	}
	x, y := doubts(a.words), doubts(b.words)
	switch {
	case len(y) > len(x):
		note(isnad.Softened, "زيد فيه ما يدلّ على الشك: "+strings.Join(y, "، "))
	case len(y) < len(x):
		note(isnad.Hardened, "حُذف منه ما يدلّ على الشك: "+strings.Join(x, "، "))
	}
}

// doubts gives the words of doubt among the terms.
func doubts(terms []arabic.Term) (out []string) {
	for _, t := range terms {
		if hedges()[t.Surface] {
			out = append(out, t.Surface)
		}
	}
	return out
}

func relayNames(s *attribution.Statement) string {
	var names []string
	for _, r := range s.Relays {
		names = append(names, r.Name)
	}
	return strings.Join(names, "، ")
}

func nameOr(name string) string {
	if name == "" {
		return "غير مسمّى"
	}
	return name
}

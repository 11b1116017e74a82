package story

import (
	"cmp"
	"slices"
	"strings"

	"isnad"
	"isnad/arabic"
)

// Compare says what became of a text: of an earlier edition in the one that stands now, or of an original in its copy. The
// title counts as the first sentence. Sentences come in the later text's order, removed ones where they stood; differences
// of spelling that the analyser folds are none.
func Compare(before, after *isnad.Article) isnad.Edits {
	a, b := sentencesOf(before), sentencesOf(after)
	return isnad.Edits{Sentences: editSentences(a, b), Statements: editStatements(before.Statements, after.Statements)}
}

// sentence is one sentence with its words.
type sentence struct {
	text  string
	words []arabic.Term
	key   uint32 // of all its words as folded
	stems []uint32
}

func sentencesOf(a *isnad.Article) []sentence {
	var out []sentence
	if a.Title != "" {
		out = append(out, newSentence(a.Title))
	}
	for _, p := range a.Paragraphs {
		for _, r := range arabic.Sentences(p) {
			if s := newSentence(p[r.Start:r.End]); len(s.words) > 0 {
				out = append(out, s)
			}
		}
	}
	return out
}

func newSentence(text string) sentence {
	s := sentence{text: text, words: arabic.Analyze(text)}
	var surfaces []string
	for _, w := range s.words {
		surfaces = append(surfaces, w.Surface)
		if !w.Stop {
			s.stems = append(s.stems, hashWord(w.Stem))
		}
	}
	s.key = hashWords(surfaces)
	slices.Sort(s.stems)
	s.stems = slices.Compact(s.stems)
	return s
}

// rewordedDice is how alike two sentences are, by their telling stems, to count as one reworded.
const rewordedDice = .5

func dice(a, b []uint32) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	return 2 * float64(overlap(a, b)) / float64(len(a)+len(b))
}

// editSentences aligns two texts: sentences that both have in one order first, then equal ones that moved, then the
// likest of those left; what has no partner was removed or added.
func editSentences(a, b []sentence) []isnad.SentenceEdit {
	partner := make([]int, len(b)) // of each sentence of b: its place in a, -1 for none
	for i := range partner {
		partner[i] = -1
	}
	taken, moved := make([]bool, len(a)), make([]bool, len(b))
	for _, p := range common(len(a), len(b), func(i, k int) bool { return a[i].key == b[k].key }) {
		partner[p[1]], taken[p[0]] = p[0], true
	}
	for k := range b {
		for i := 0; i < len(a) && partner[k] < 0; i++ {
			if !taken[i] && a[i].key == b[k].key {
				partner[k], taken[i], moved[k] = i, true, true
			}
		}
	}
	for _, p := range likestPairs(a, b, partner, taken) {
		partner[p[1]], taken[p[0]] = p[0], true
	}
	return inOrder(a, b, partner, moved, taken)
}

// mostPaired bounds the sentences of either text that are looked at for a partner with other words: of texts that differ in more,
// the first.
const mostPaired = 400

// likestPairs pairs the sentences left by how alike they are, the likest first.
func likestPairs(a, b []sentence, partner []int, taken []bool) [][2]int {
	type pair struct {
		i, k int
		dice float64
	}
	var pairs []pair
	left := func(n int, found func(int) bool) (out []int) {
		for i := 0; i < n && len(out) < mostPaired; i++ {
			if !found(i) {
				out = append(out, i)
			}
		}
		return out
	}
	ofA := left(len(a), func(i int) bool { return taken[i] })
	for _, k := range left(len(b), func(k int) bool { return partner[k] >= 0 }) {
		for _, i := range ofA {
			if d := dice(a[i].stems, b[k].stems); d >= rewordedDice {
				pairs = append(pairs, pair{i, k, d})
			}
		}
	}
	slices.SortStableFunc(pairs, func(x, y pair) int { return cmp.Compare(y.dice, x.dice) })
	usedA, usedB := map[int]bool{}, map[int]bool{}
	var out [][2]int
	for _, p := range pairs {
		if !usedA[p.i] && !usedB[p.k] {
			usedA[p.i], usedB[p.k] = true, true
			out = append(out, [2]int{p.i, p.k})
		}
	}
	return out
}

// inOrder writes the alignment down: each sentence of b, and those removed from a after the one they followed.
func inOrder(a, b []sentence, partner []int, moved, taken []bool) []isnad.SentenceEdit {
	var out []isnad.SentenceEdit
	next := 0
	removed := func(until int) {
		for ; next < until; next++ {
			if !taken[next] {
				out = append(out, isnad.SentenceEdit{Kind: isnad.Removed, Before: a[next].text})
			}
		}
	}
	for k := range b {
		i := partner[k]
		switch {
		case i < 0:
			out = append(out, isnad.SentenceEdit{Kind: isnad.Added, After: b[k].text})
			continue
		case moved[k]:
			out = append(out, isnad.SentenceEdit{Kind: isnad.Moved, Before: a[i].text, After: b[k].text})
			continue
		}
		removed(i)
		if a[i].key == b[k].key {
			out = append(out, isnad.SentenceEdit{Kind: isnad.Kept, Before: a[i].text, After: b[k].text})
		} else {
			out = append(out, isnad.SentenceEdit{Kind: isnad.Reworded, Before: a[i].text, After: b[k].text, Parts: Wording(a[i].text, b[k].text)})
		}
	}
	removed(len(a))
	return out
}

// Wording sets two renderings side by side: the runs of words that both have, and those of one alone. Marks go with the
// word before them.
func Wording(before, after string) []isnad.Part {
	a, b := arabic.Analyze(before), arabic.Analyze(after)
	same := commonTerms(a, b, func(t arabic.Term) string { return t.Surface })
	w := wording{}
	i, k := 0, 0
	for _, p := range append(same, [2]int{len(a), len(b)}) {
		w.add(isnad.Removed, words(before, a, i, p[0]))
		w.add(isnad.Added, words(after, b, k, p[1]))
		if p[1] < len(b) {
			w.add(isnad.Kept, words(after, b, p[1], p[1]+1))
		}
		i, k = p[0]+1, p[1]+1
	}
	return w.parts
}

// words gives the text from one term to before another, with the marks that follow, without space around.
func words(text string, terms []arabic.Term, from, to int) string {
	if from >= to {
		return ""
	}
	start, end := terms[from].Start, len(text)
	if from == 0 {
		start = 0
	}
	if to < len(terms) {
		end = terms[to].Start
	}
	return strings.TrimSpace(text[start:end])
}

// wording gathers parts, joining runs of one kind.
type wording struct{ parts []isnad.Part }

func (w *wording) add(kind isnad.EditKind, text string) {
	if text == "" {
		return
	}
	if n := len(w.parts); n > 0 && w.parts[n-1].Kind == kind {
		w.parts[n-1].Text += " " + text
		return
	}
	w.parts = append(w.parts, isnad.Part{Kind: kind, Text: text})
}

// longestCommon bounds the work of one comparison, in cells; longer texts are cut to their beginning.
const longestCommon = 4 << 20

// common gives the longest common subsequence of two lists as pairs of places.
func common(n, m int, equal func(i, k int) bool) [][2]int {
	var pairs [][2]int
	head := 0
	for head < n && head < m && equal(head, head) {
		pairs = append(pairs, [2]int{head, head})
		head++
	}
	if (n-head)*(m-head) > longestCommon {
		n, m = min(n, head+2048), min(m, head+2048)
	}
	w := m - head + 1
	length := make([]int32, (n-head+1)*w)
	for i := n - 1; i >= head; i-- {
		for k := m - 1; k >= head; k-- {
			at := (i-head)*w + k - head
			if equal(i, k) {
				length[at] = length[at+w+1] + 1
			} else {
				length[at] = max(length[at+1], length[at+w])
			}
		}
	}
	for i, k := head, head; i < n && k < m; {
		at := (i-head)*w + k - head
		switch {
		case equal(i, k):
			pairs = append(pairs, [2]int{i, k})
			i, k = i+1, k+1
		case length[at+1] >= length[at+w]:
			k++
		default:
			i++
		}
	}
	return pairs
}

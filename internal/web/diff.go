package web

import (
	"strings"

	"isnad/arabic"
)

// change is a stretch in which two texts differ, with a few words around it.
type change struct {
	Before, After string // common words on either side
	Out, In       string // taken out of the first, put into the second
}

// diffAtMost is how many words two texts may differ in for the difference to be shown word by word: the time grows with
// the square of it.
const diffAtMost = 600

// aroundChange is how many common words are shown on each side of a change.
const aroundChange = 4

// changes compares two texts word by word, spelling as written. ok is false where they differ too much to be shown so.
func changes(before, after string) (list []change, ok bool) {
	a, b := strings.Fields(before), strings.Fields(after)
	steps, ok := edits(len(a), len(b), func(i, j int) bool { return a[i] == b[j] })
	if !ok {
		return nil, false
	}
	for k := 0; k < len(steps); k++ {
		if steps[k].kept {
			continue
		}
		from := k
		for k+1 < len(steps) && (!steps[k+1].kept || k+2 < len(steps) && !steps[k+2].kept) {
			k++ // one common word between two changes belongs to both
		}
		c := change{}
		first, last := steps[from], steps[k]
		c.Out, c.In = strings.Join(a[first.i:last.i2()], " "), strings.Join(b[first.j:last.j2()], " ")
		c.Before = strings.Join(a[max(0, first.i-aroundChange):first.i], " ")
		c.After = strings.Join(a[last.i2():min(len(a), last.i2()+aroundChange)], " ")
		list = append(list, c)
	}
	return list, true
}

// step is one step from one list to another: i and j are where it stands in each.
type step struct {
	i, j      int
	kept, out bool
}

func (s step) i2() int {
	if s.kept || s.out {
		return s.i + 1
	}
	return s.i
}

func (s step) j2() int {
	if s.kept || !s.out {
		return s.j + 1
	}
	return s.j
}

// edits gives the shortest way from n things to m others (Myers 1986), in order; ok is false where it is longer than
// diffAtMost.
func edits(n, m int, same func(i, j int) bool) (steps []step, ok bool) {
	most := min(n+m, diffAtMost)
	at := make([]int, 2*most+3)
	var trace [][]int
	for d := 0; d <= most; d++ {
		trace = append(trace, append([]int(nil), at...))
		for k := -d; k <= d; k += 2 {
			var i int
			if k == -d || k != d && at[most+k] < at[most+k+2] {
				i = at[most+k+2]
			} else {
				i = at[most+k] + 1
			}
			j := i - k
			for i < n && j < m && same(i, j) {
				i, j = i+1, j+1
			}
			at[most+k+1] = i
			if i >= n && j >= m {
				return back(trace, n, m, most), true
			}
		}
	}
	return nil, false
}

// back walks from the end to the start and gives the steps in order.
func back(trace [][]int, i, j, most int) []step {
	var steps []step
	for d := len(trace) - 1; d >= 0; d-- {
		at, k := trace[d], i-j
		prev := k - 1
		if k == -d || k != d && at[most+k] < at[most+k+2] {
			prev = k + 1
		}
		pi := at[most+prev+1]
		pj := pi - prev
		if d == 0 {
			pi, pj = 0, 0
		}
		for i > pi && j > pj {
			i, j = i-1, j-1
			steps = append(steps, step{i, j, true, false})
		}
		if d == 0 {
			break
		}
		if prev == k+1 {
			j--
			steps = append(steps, step{i, j, false, false})
		} else {
			i--
			steps = append(steps, step{i, j, false, true})
		}
	}
	for l, r := 0, len(steps)-1; l < r; l, r = l+1, r-1 {
		steps[l], steps[r] = steps[r], steps[l]
	}
	return steps
}

// compared marks in b what is not in a, by stems; where less than half of it is common, what is common is marked
// instead, and shared is true.
func compared(a, b string) (pieces []piece, shared bool) {
	ta, tb := arabic.Analyze(a), arabic.Analyze(b)
	steps, ok := edits(len(ta), len(tb), func(i, j int) bool { return ta[i].Stem == tb[j].Stem })
	common := map[int]bool{}
	for _, s := range steps {
		if s.kept {
			common[s.j] = true
		}
	}
	shared = !ok || 2*len(common) < min(len(ta), len(tb))
	if shared { // order does not count where the sentence was built anew
		stems := map[string]bool{}
		for _, t := range ta {
			stems[t.Stem] = !t.Stop
		}
		for j, t := range tb {
			common[j] = stems[t.Stem]
		}
	}
	at := 0
	for j, t := range tb {
		if common[j] != shared {
			continue
		}
		if t.Start > at {
			pieces = append(pieces, piece{b[at:t.Start], false})
		}
		if n := len(pieces); n > 1 && strings.TrimSpace(pieces[n-1].Text) == "" && pieces[n-2].Mark {
			pieces[n-2].Text += pieces[n-1].Text + b[t.Start:t.End] // neighbours are one mark
			pieces = pieces[:n-1]
		} else {
			pieces = append(pieces, piece{b[t.Start:t.End], true})
		}
		at = t.End
	}
	if at < len(b) {
		pieces = append(pieces, piece{b[at:], false})
	}
	return pieces, shared
}

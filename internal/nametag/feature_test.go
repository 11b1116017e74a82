package nametag

import (
	"slices"
	"testing"
)

func sentence(tokens ...Token) []parts {
	var out []parts
	for _, t := range tokens {
		out = append(out, partsOf(t))
	}
	return out
}

// TestFeatures: what a word's features depend on, and that they fit the buffer that taggers keep for them.
func TestFeatures(t *testing.T) {
	base := sentence(Token{Form: "قال"}, Token{Form: "سالم", Group: 33}, Token{Form: "امس"})
	of := func(s []parts, i int) []uint64 { return features(nil, s, i) }
	for _, c := range []struct {
		name string
		s    []parts
		same bool
	}{
		{"the same words", sentence(Token{Form: "قال"}, Token{Form: "سالم", Group: 33}, Token{Form: "امس"}), true},
		{"another word", sentence(Token{Form: "قال"}, Token{Form: "كريم", Group: 33}, Token{Form: "امس"}), false},
		{"another neighbour", sentence(Token{Form: "زار"}, Token{Form: "سالم", Group: 33}, Token{Form: "امس"}), false},
		{"another group", sentence(Token{Form: "قال"}, Token{Form: "سالم", Group: 34}, Token{Form: "امس"}), false},
		{"a list's hint", sentence(Token{Form: "قال"}, Token{Form: "سالم", Group: 33, Flags: 1}, Token{Form: "امس"}), false},
		{"a comma before it", sentence(Token{Form: "قال"}, Token{Form: "سالم", Group: 33, Gap: 4}, Token{Form: "امس"}), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := slices.Equal(of(base, 1), of(c.s, 1)); got != c.same {
				t.Errorf("equal: %v", got)
			}
		})
	}
	full := Token{Form: "والسالمون", Flags: 1<<29 - 1, Class: 1<<16 - 1, Group: 2048, Freq: 20, Bare: 21, Gap: 5}
	if n := len(of(sentence(full, full, full, full, full), 2)); n > 2*maxFeatures {
		t.Errorf("%d features for one word", n)
	}
}

// TestGroups: groups of one group above share its feature, others do not.
func TestGroups(t *testing.T) {
	g := func(n uint16) [3]uint64 { return partsOf(Token{Form: "س", Group: n}).group }
	if g(1)[1] != g(4)[1] || g(4)[1] == g(5)[1] || g(1)[0] == g(2)[0] {
		t.Error("the middle level does not hold four of the finest")
	}
	if g(1)[2] != g(32)[2] || g(32)[2] == g(33)[2] {
		t.Error("the widest level does not hold thirty-two of the finest")
	}
	if g(0) != [3]uint64{} {
		t.Error("an unknown word has a group")
	}
}

// TestLean: what is taken off "no name" makes more names, never fewer.
func TestLean(t *testing.T) {
	count := func(lean float64) (n int) {
		o := options()
		o.Lean = lean
		tagger := NewTagger(Train(toy(), o))
		for _, e := range toy() {
			for _, y := range tagger.Tag(e.Words) {
				if y != O {
					n++
				}
			}
		}
		return n
	}
	if none, some := count(0), count(20); some < none || some == 0 {
		t.Errorf("%d labels without, %d with", none, some)
	}
}

func TestLabels(t *testing.T) {
	for _, c := range []struct {
		y             Label
		begin, inside bool
		kind          Label
	}{
		{O, false, false, O}, {BPerson, true, false, BPerson}, {IPerson, false, true, BPerson}, {BPlace, true, false, BPlace},
		{IPlace, false, true, BPlace}, {BOrganisation, true, false, BOrganisation}, {IOrganisation, false, true, BOrganisation},
		{BOther, true, false, BOther}, {IOther, false, true, BOther},
	} {
		if c.y.Begin() != c.begin || c.y.Inside() != c.inside || c.y.Kind() != c.kind {
			t.Errorf("label %d: %v %v %d", c.y, c.y.Begin(), c.y.Inside(), c.y.Kind())
		}
	}
}

// TestMay: an inside label follows a label of its kind alone.
func TestMay(t *testing.T) {
	for x := range labels + 1 {
		for y := range Label(labels) {
			want := !y.Inside() || x < labels && x != int(O) && Label(x).Kind() == y.Kind()
			if may(x, y) != want {
				t.Errorf("may(%d, %d) = %v", x, y, !want)
			}
		}
	}
}

func TestTagReusesItsBuffers(t *testing.T) {
	tagger := NewTagger(Train(toy(), options()))
	long := tagger.Tag(toy()[0].Words)
	first := slices.Clone(long)
	tagger.Tag(toy()[1].Words[:1])
	if got := tagger.Tag(toy()[0].Words); !slices.Equal(first, got) {
		t.Errorf("the second time %v, the first %v", got, first)
	}
}

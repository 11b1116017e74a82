package nametag

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// toy is a language in which a name follows "mr" and a place follows "in".
func toy() []Example {
	w := func(forms ...string) (out []Token) {
		for _, f := range forms {
			out = append(out, Token{Form: f})
		}
		return out
	}
	var out []Example
	for range 6 {
		for _, n := range []string{"salem", "nabil", "karim"} {
			out = append(out,
				Example{w("said", "mr", n, "haddad", "today"), []Label{O, O, BPerson, IPerson, O}},
				Example{w("rain", "in", "zahra", "and", "wind"), []Label{O, O, BPlace, O, O}})
		}
	}
	return out
}

func options() Options {
	o := Defaults()
	o.Slots, o.Epochs, o.Drop = 1<<12, 10, 0.2
	return o
}

func TestTrainLearns(t *testing.T) {
	m := Train(toy(), options())
	tagger := NewTagger(m)
	got := slices.Clone(tagger.Tag([]Token{{Form: "said"}, {Form: "mr"}, {Form: "faris"}, {Form: "haddad"}, {Form: "today"}}))
	if diff := cmp.Diff([]Label{O, O, BPerson, IPerson, O}, got); diff != "" {
		t.Error(diff)
	}
	if tagger.Margin(2, 4, BPerson) <= 0 || tagger.Against(2) >= 0 || tagger.Against(0) <= 0 {
		t.Errorf("margins: %v %v %v", tagger.Margin(2, 4, BPerson), tagger.Against(2), tagger.Against(0))
	}
}

func TestTrainIsDeterministicAndStored(t *testing.T) {
	a, err := Train(toy(), options()).MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	b, _ := Train(toy(), options()).MarshalBinary()
	if !bytes.Equal(a, b) {
		t.Error("two runs differ")
	}
	var m Model
	if err := m.UnmarshalBinary(a); err != nil {
		t.Fatal(err)
	}
	if c, _ := m.MarshalBinary(); !bytes.Equal(a, c) {
		t.Error("reading and writing changes the model")
	}
}

func TestUnmarshalRefuses(t *testing.T) {
	for _, b := range [][]byte{nil, []byte("other"), []byte(magic), append([]byte(magic), 3, 0, 0, 0)} {
		if new(Model).UnmarshalBinary(b) == nil {
			t.Errorf("%q was taken for a model", b)
		}
	}
}

func TestEmbedded(t *testing.T) {
	if len(embedded) > 3_000_000 {
		t.Errorf("%d bytes", len(embedded))
	}
	if len(NewTagger(Load()).Tag(nil)) != 0 {
		t.Error("labels for no words")
	}
}

// FuzzTag checks that labels are well formed whatever the words.
func FuzzTag(f *testing.F) {
	f.Add("و ال بن", uint32(3), uint8(1))
	f.Fuzz(func(t *testing.T, words string, flags uint32, gap uint8) {
		var s []Token
		for i, w := range bytes.Fields([]byte(words)) {
			s = append(s, Token{Form: string(w), Flags: flags << i, Gap: gap, Class: uint16(flags)})
		}
		before := O
		for i, y := range NewTagger(Load()).Tag(s) {
			if y.Inside() && (i == 0 || before.Kind() != y.Kind()) {
				t.Fatalf("label %d after %d", y, before)
			}
			before = y
		}
	})
}

// TestTagSumsAllFeatures: what is remembered of words, with what is added for their neighbours, is the sum of all features,
// also when the words were met before beside others.
func TestTagSumsAllFeatures(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	forms := []string{"قال", "والسالمون", "للبيت", "الرياض", "امس", "و", "abc", "12"}
	tagger := NewTagger(Load())
	for range 300 {
		var words []Token
		var ps []parts
		for range 1 + r.IntN(7) {
			w := Token{Form: forms[r.IntN(len(forms))], Flags: 1 << r.IntN(29), Gap: uint8(r.IntN(6)), Freq: uint8(r.IntN(3)), Bare: 4, Class: uint16(r.IntN(4)), Group: uint16(r.IntN(9))}
			words, ps = append(words, w), append(ps, partsOf(w))
		}
		tagger.Tag(words)
		for i := range words {
			var want [labels]int32
			for _, h := range features(nil, ps, i) {
				if k := tagger.model.slot(h); k >= 0 {
					for y := range want {
						want[y] += int32(tagger.model.rows[k+y])
					}
				}
			}
			if tagger.emits[i] != want {
				t.Fatalf("word %d of %v: %v, want %v", i, words, tagger.emits[i], want)
			}
		}
	}
}

package index

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/arabic"
)

// bare is terms without what packing leaves out.
func bare(t isnad.Terms) isnad.Terms {
	out := isnad.Terms{Title: []arabic.Term{}, Text: []arabic.Term{}}
	for _, x := range t.Title {
		out.Title = append(out.Title, arabic.Term{Surface: x.Surface, Stem: x.Stem, Stop: x.Stop, Position: x.Position})
	}
	for _, x := range t.Text {
		out.Text = append(out.Text, arabic.Term{Surface: x.Surface, Stem: x.Stem, Stop: x.Stop, Position: x.Position})
	}
	return out
}

func TestPackTerms(t *testing.T) {
	var u Unpacker // one for all: nothing of the last may be left
	for _, c := range []struct{ name, title, text string }{
		{"nothing", "", ""},
		{"a title alone", "وصول القطار", ""},
		{"words again", "القطار", "وصل القطار إلى المدينة، ثم عاد القطار من المدينة في 1998"},
		{"spellings of one stem", "", "يعلن أعلن إعلان وأعلنت"},
		{"more words than one byte numbers", "", numbered(300)},
		{"other letters", "Blinken", "l'Orient \x00 \xff @news #وسم_آخر"},
	} {
		t.Run(c.name, func(t *testing.T) {
			terms := isnad.Terms{Title: arabic.Analyze(c.title), Text: arabic.Analyze(c.text)}
			got, err := u.Unpack(PackTerms(terms))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(bare(terms), bare(got)); d != "" {
				t.Error(d)
			}
		})
	}
}

func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("كلمة")
		b.WriteString(strings.Repeat("ب", i%17+1))
		b.WriteRune('ا' + rune(i%20))
		b.WriteByte(' ')
	}
	return b.String()
}

func TestUnpackDamaged(t *testing.T) {
	raw := func(s string) []byte { return packer().EncodeAll([]byte(s), nil) }
	for name, packed := range map[string][]byte{
		"no zstd":                   []byte("nothing of the kind"),
		"empty":                     raw(""),
		"a list without words":      raw("\x05"),
		"a word cut short":          raw("\x01\x20ab"),
		"a number of no word":       raw("\x01\x04ab\x00\x01\x07\x00"),
		"something after the end":   raw("\x01\x04ab\x00\x01\x00\x00!"),
		"a number that never ends":  raw("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"),
		"more words than there are": raw("\xff\xff\xff\xff\x7f\x04ab\x00"),
	} {
		if _, err := new(Unpacker).Unpack(packed); !errors.Is(err, isnad.ErrCorrupt) {
			t.Errorf("%s: %v, want ErrCorrupt", name, err)
		}
	}
}

func FuzzPackTerms(f *testing.F) {
	f.Add("عنوان", "نص فيه كلمات")
	f.Add("", "\x00\xff @ #")
	f.Fuzz(func(t *testing.T, title, text string) {
		terms := isnad.Terms{Title: arabic.Analyze(title), Text: arabic.Analyze(text)}
		if len(terms.Text) > MaxPacked {
			return
		}
		got, err := new(Unpacker).Unpack(PackTerms(terms))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(bare(terms), bare(got)); d != "" {
			t.Fatal(d)
		}
	})
}

func FuzzUnpackTerms(f *testing.F) {
	f.Add([]byte("\x01\x04ab\x00\x01\x00\x00"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		_, err := new(Unpacker).Unpack(packer().EncodeAll(raw, nil))
		if err != nil && !errors.Is(err, isnad.ErrCorrupt) {
			t.Fatal(err)
		}
	})
}

package names

import (
	"testing"

	"isnad/arabic"
)

func TestTrie(t *testing.T) {
	tr := newTrie()
	short, long := &record{key: "short"}, &record{key: "long"}
	tr.add("بنك النور", hit{rec: short, weak: true})
	tr.add("بنك «النور» الأهلي", hit{rec: long})
	tr.add("بنك النور", hit{rec: short}) // again, and sure this time
	tr.add("…", hit{rec: long})          // no words: nothing is entered
	for _, c := range []struct {
		name, text string
		end        int
		key        string
	}{
		{"the longest wins", "بنك النور الأهلي اليوم", 3, "long"},
		{"the shorter where the longer does not follow", "بنك النور يعلن", 2, "short"},
		{"spelling does not matter", "بنك النّور الأهلى", 3, "long"},
		{"quotation marks part", "بنك «النور»", 0, ""},
		{"a comma parts", "بنك، النور", 0, ""},
		{"half a name is none", "بنك الأهلي", 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := newLine(arabic.Text, c.text)
			end, hits := tr.match(l, 0, l.words[0].fold)
			if c.key == "" {
				if len(hits) > 0 {
					t.Errorf("matched up to %d: %+v", end, hits)
				}
				return
			}
			if end != c.end || len(hits) != 1 || hits[0].rec.key != c.key || hits[0].weak {
				t.Errorf("end %d, hits %+v", end, hits)
			}
		})
	}
	if h := tr.lookup("بنك النور الأهلي"); len(h) != 1 || h[0].rec != long {
		t.Errorf("lookup: %+v", h)
	}
	if h := tr.lookup("بنك النور الأهلي غدا"); h != nil {
		t.Errorf("a longer phrase was looked up: %+v", h)
	}
	if h := tr.lookup(""); h != nil {
		t.Errorf("nothing was looked up: %+v", h)
	}
}

func TestReadTable(t *testing.T) {
	rows := readTable("# head\n\na\tb\r\nc\n", 3)
	if len(rows) != 2 || len(rows[0]) != 3 || rows[0][1] != "b" || rows[1][0] != "c" || rows[1][2] != "" {
		t.Errorf("%q", rows)
	}
	if l := readList(" a; b;;c "); len(l) != 3 || l[0] != "a" || l[2] != "c" {
		t.Errorf("%q", l)
	}
}

// TestHasCore: a longer form that only describes a shorter one is not entered.
func TestHasCore(t *testing.T) {
	for _, c := range []struct {
		form string
		all  []string
		want bool
	}{
		{"حركة حماس", []string{"حماس"}, true}, {"حزب الله اللبناني", []string{"حزب الله"}, true}, {"حزب الله", []string{"الله"}, false},
		{"حركة النهضة", []string{"نهضة"}, false}, {"حماس", []string{"حماس"}, false},
	} {
		if got := hasCore(c.form, c.all); got != c.want {
			t.Errorf("hasCore(%q, %q) = %v", c.form, c.all, got)
		}
	}
}

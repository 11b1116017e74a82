package names

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad/arabic"
)

func TestListed(t *testing.T) {
	in := Input{Text: "قالت وزارة الصحة إن مسؤولين كبارا ومصادر مطلعة أبلغوا الوزير خليل الحداد بذلك في دمشق."}
	all := Find(in)
	for _, e := range Listed(all, nil) {
		if e.Type == Group || e.Type == Anonymous || e.Name == "وزارة الصحة" {
			t.Errorf("listed: %+v", e)
		}
	}
	if find(Listed(all, nil), "خليل الحداد") == nil {
		t.Error("the named person is not listed")
	}
	source := find(all, "مصادر مطلعة")
	if source == nil {
		t.Fatalf("no source in %+v", all)
	}
	if find(Listed(all, func(key string) bool { return key == source.Key }), source.Name) == nil {
		t.Error("a source that a statement points at is not listed")
	}
}

// TestEntityJSON: names stand under mentions, roles under references, and reading restores the order of the text.
func TestEntityJSON(t *testing.T) {
	at := func(start int, text string, how How) Mention {
		return Mention{Span: arabic.Span{Field: arabic.Text, Start: start, End: start + len(text)}, Text: text, How: how}
	}
	for _, c := range []struct {
		name  string
		e     Entity
		names int
		roles int
	}{
		{"names and roles", Entity{Key: "k", Name: "سالم المرزوقي", Type: Person, Roles: []string{"الوزير"},
			Mentions: []Mention{at(0, "الوزير", ByRole), at(20, "المرزوقي", Named), at(40, "هو", Pronoun), at(60, "سالم", Named)}}, 2, 2},
		{"a role alone", Entity{Key: "local:1", Name: "مصادر", Type: Anonymous, Mentions: []Mention{at(3, "مصادر", ByRole)}}, 0, 1},
		{"no mention", Entity{Key: "k", Name: "حلب", Type: Place}, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := json.Marshal(c.e)
			if err != nil {
				t.Fatal(err)
			}
			var form struct{ Mentions, References []Mention }
			if err := json.Unmarshal(b, &form); err != nil || form.Mentions == nil {
				t.Fatalf("%v: %s", err, b)
			}
			if len(form.Mentions) != c.names || len(form.References) != c.roles {
				t.Errorf("%d names and %d references in %s", len(form.Mentions), len(form.References), b)
			}
			var back Entity
			if err := json.Unmarshal(b, &back); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.e, back); diff != "" {
				t.Error(diff)
			}
		})
	}
	if new(Entity).UnmarshalJSON([]byte(`{"mentions":3}`)) == nil {
		t.Error("a number was taken for mentions")
	}
}

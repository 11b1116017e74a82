package isnad_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
	"isnad/names"
)

// said is an article with one statement, byte offsets as the packages find them.
func said() *isnad.Article {
	first, second := "أعلنت هند الزنبقي فتح السدّ.", "وقالت: «الطريق سالكة»."
	start := len(first) + 1 + strings.Index(second, "الطريق")
	cue := len(first) + 1
	end := start + len("الطريق سالكة")
	return &isnad.Article{
		ID:       "x1",
		Document: extract.Document{Title: "السدّ يُفتح", Paragraphs: []string{first, second}},
		Statements: []attribution.Statement{{
			Span: arabic.Span{Field: arabic.Text, Start: start, End: end}, Content: "الطريق سالكة", Kind: attribution.Direct,
			Cue: "وقالت", CueStart: cue, CueEnd: cue + len("وقالت"), Act: attribution.State,
			Speaker: attribution.Speaker{Name: "هند الزنبقي", How: names.Implied}, Confidence: .9,
		}},
	}
}

func TestEncodeCountsCodePoints(t *testing.T) {
	line, err := isnad.Encode(said())
	if err != nil {
		t.Fatal(err)
	}
	var out struct {
		Paragraphs []string
		Statements []struct {
			Start, End int
			Content    string
			CueStart   int `json:"cue_start"`
			CueEnd     int `json:"cue_end"`
			Cue        string
		}
	}
	if err := json.Unmarshal(line, &out); err != nil {
		t.Fatal(err)
	}
	text, s := []rune(strings.Join(out.Paragraphs, "\n")), out.Statements[0]
	if got := string(text[s.Start:s.End]); got != s.Content {
		t.Errorf("content at its code points is %q, want %q", got, s.Content)
	}
	if got := string(text[s.CueStart:s.CueEnd]); got != s.Cue {
		t.Errorf("cue at its code points is %q, want %q", got, s.Cue)
	}
}

func TestDecodeIsTheInverseOfEncode(t *testing.T) {
	want := said()
	line, err := isnad.Encode(want)
	if err != nil {
		t.Fatal(err)
	}
	got, warnings, err := isnad.Decode(line)
	if err != nil || len(warnings) > 0 {
		t.Fatalf("Decode: %v, warnings %q", err, warnings)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("round trip (-want +got):\n%s", diff)
	}
}

func TestDecodeTakesShorterForms(t *testing.T) {
	a, warnings, err := isnad.Decode([]byte(`{"title":"عنوان","source":"المرفأ","published":"2025-06-27"}`))
	if err != nil || len(warnings) > 0 {
		t.Fatalf("%v, warnings %q", err, warnings)
	}
	want := dates.Date{Day: dates.Day{Year: 2025, Month: 6, Day: 27}, Precision: dates.DayOnly, Origin: dates.FromGiven}
	if a.Source.Name != "المرفأ" || a.Published != want {
		t.Errorf("source %q, published %+v", a.Source.Name, a.Published)
	}
}

func TestDecodeSaysWhatItLeavesOut(t *testing.T) {
	for _, c := range []struct {
		name, line, warning string
		kind                error
	}{
		{"not JSON", `{"title"`, "", isnad.ErrInvalid},
		{"an array", `[1]`, "", isnad.ErrInvalid},
		{"a number for a title", `{"title":7}`, "", isnad.ErrInvalid},
		{"no text", `{"id":"a"}`, "", isnad.ErrNotArticle},
		{"an unknown field", `{"title":"ن","colour":"red"}`, `"colour"`, nil},
		{"a day that no calendar has", `{"title":"ن","published":"2023-02-30"}`, "2023-02-30", nil},
		{"offsets outside", `{"title":"ن","times":[{"field":"text","start":3,"end":9,"text":"أمس"}]}`, "offsets", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, warnings, err := isnad.Decode([]byte(c.line))
			if !errors.Is(err, c.kind) {
				t.Fatalf("error %v, want kind %v", err, c.kind)
			}
			if all := strings.Join(warnings, "\n"); !strings.Contains(all, c.warning) {
				t.Errorf("warnings %q, want one with %q", all, c.warning)
			}
			if c.kind == nil && a == nil {
				t.Error("no article")
			}
		})
	}
}

func TestDecodeKeepsTheTextAsGiven(t *testing.T) {
	a, _, err := isnad.Decode([]byte(`{"title":" ن","paragraphs":["ا\u0653ل","","  ب"]}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := a.Title + "|" + a.Text(); got != " ن|ا\u0653ل\n\n  ب" {
		t.Errorf("text became %q", got)
	}
	a.Clean()
	if got := a.Title + "|" + a.Text(); got != "ن|آل\nب" {
		t.Errorf("clean text is %q", got)
	}
}

func FuzzDecode(f *testing.F) {
	line, err := isnad.Encode(said())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(line)
	f.Add([]byte(`{"title":"ن","paragraphs":["\ud800","\u0000"],"source":null,"published":{"day":""}}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		a, _, err := isnad.Decode(line)
		if err != nil {
			return
		}
		again, err := isnad.Encode(a)
		if err != nil {
			t.Skip() // a time outside RFC 3339's years
		}
		if _, _, err := isnad.Decode(again); err != nil {
			t.Fatalf("what Encode wrote cannot be read: %v\n%s", err, again)
		}
	})
}

// TestEncodeLeavesNoPointerOpen: whoever a statement points at is among the entities.
func TestEncodeLeavesNoPointerOpen(t *testing.T) {
	a := &isnad.Article{ID: "1", Document: extract.Document{Paragraphs: []string{"وقالت مصادر مطلعة إن العمل بدأ."}}}
	a.Entities = []names.Entity{{Key: "local:1", Name: "مصادر مطلعة", Type: names.Anonymous}, {Key: "local:2", Name: "مسؤولون", Type: names.Group}}
	a.Statements = []attribution.Statement{{Span: arabic.Span{Field: arabic.Text}, Speaker: attribution.Speaker{Name: "مصادر مطلعة", Entity: "local:1"}}}
	b, err := isnad.Encode(a)
	if err != nil {
		t.Fatal(err)
	}
	if s := string(b); !strings.Contains(s, `"key":"local:1"`) || strings.Contains(s, `"key":"local:2"`) {
		t.Errorf("listed: %s", s)
	}
}

package ingest_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isnad"
	"isnad/extract"
	"isnad/internal/eval"
	"isnad/internal/gold"
	"isnad/internal/ingest"
)

func TestAnnotateInfersTheWeekday(t *testing.T) {
	a := ingest.Annotate("x", extract.Document{
		Title:      "فتح الطريق إلى القرى",
		Paragraphs: []string{"قالت هند الزنبقي أمس السبت إن الطريق ستفتح على مراحل.", "وكان السيل قد قطعها أمس الأول الجمعة."},
	})
	if p := a.Published; p.Weekday != "sunday" || p.Precision != "weekday" || p.Origin != "inferred" || !p.Day.IsZero() {
		t.Errorf("published %+v, want only the weekday, sunday, inferred", p)
	}
}

func TestAnnotateIsTheSameForAnyNumberOfWorkers(t *testing.T) {
	var input bytes.Buffer
	for range 50 {
		input.WriteString(`{"title":"السد","published":"2025-06-28","paragraphs":["قالت وزيرة الموارد المائية هند الزنبقي إن بوابات السد لن تغلق قبل فحص الجسر."]}` + "\n")
	}
	var outputs []string
	for _, workers := range []int{1, 7} {
		var out strings.Builder
		err := ingest.AnnotateStream(bytes.NewReader(input.Bytes()), &out, workers, func(p ingest.Problem) { t.Error(p) })
		if err != nil {
			t.Fatal(err)
		}
		outputs = append(outputs, out.String())
	}
	if diff := cmp.Diff(outputs[0], outputs[1]); diff != "" {
		t.Errorf("one worker and seven disagree:\n%s", diff)
	}
	if n := strings.Count(outputs[0], "\n"); n != 50 {
		t.Errorf("%d lines, want 50", n)
	}
}

func TestClaimsPointAtTheirWords(t *testing.T) {
	many := 300
	if testing.Short() {
		many = 20 // of each collection: no goroutine has a share in it
	}
	for _, a := range realArticles(t, many) {
		for _, s := range a.Statements {
			if got := a.In(s.Span); got != s.Content {
				t.Errorf("%s: content at its offsets is %q, not %q", s.ID, got, s.Content)
			}
		}
		for _, x := range a.Times {
			if got := a.In(x.Span); got != x.Text {
				t.Errorf("%s: time at its offsets is %q, not %q", a.ID, got, x.Text)
			}
		}
		for _, e := range a.Entities {
			for _, m := range e.Mentions {
				if got := a.In(m.Span); got != m.Text {
					t.Errorf("%s: mention at its offsets is %q, not %q", a.ID, got, m.Text)
				}
			}
		}
	}
}

// realArticles annotates n articles of each collection beside the repository; it skips where there are none.
func realArticles(t testing.TB, n int) []*isnad.Article {
	shared := eval.FindShared(".")
	if shared == "" {
		t.Skip("no gold data beside the repository")
	}
	files, err := filepath.Glob(filepath.Join(shared, "data", "articles", "*.jsonl.gz"))
	if err != nil || len(files) == 0 {
		t.Skip("no articles in the gold data")
	}
	var all []*isnad.Article
	for _, f := range files {
		all = append(all, firstArticles(t, f, n)...)
	}
	return all
}

func firstArticles(t testing.TB, path string, n int) (all []*isnad.Article) {
	for line, err := range gold.Lines(path) {
		if err != nil {
			t.Fatal(err)
		}
		a, _, err := isnad.Decode(line)
		if err != nil {
			t.Fatal(err)
		}
		if all = append(all, ingest.Again(a)); len(all) == n {
			break
		}
	}
	return all
}

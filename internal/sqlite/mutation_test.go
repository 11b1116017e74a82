package sqlite_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
	"isnad/internal/sqlite"
	"isnad/internal/storetest"
	"isnad/names"
)

// spoken makes an invented article with a speaker and a statement.
func spoken(i int) *isnad.Article {
	person := fmt.Sprintf("سالم الراوي %d", i%7)
	text := fmt.Sprintf("قال %s إن الجسر رقم %d يفتح غدا، وأضاف أن العمل فيه انتهى قبل موعده بأسابيع.", person, i)
	key := "p" + strconv.Itoa(i%7)
	at := arabic.Span{Field: arabic.Text, Start: len("قال "), End: len("قال ") + len(person)}
	return &isnad.Article{ID: fmt.Sprintf("a%03d", i), Document: extract.Document{Title: "افتتاح جسر", Paragraphs: []string{text}, Lang: "ar",
		Source:    extract.Outlet{Name: "صحيفة المرفأ", Host: "marfa.example"},
		Published: dates.Date{Day: dates.Day{Year: 2025, Month: time.June, Day: 1}.Add(i % 20), Precision: dates.DayOnly}},
		Entities:   []names.Entity{{Key: key, Name: person, Type: names.Person, Mentions: []names.Mention{{Span: at, Text: person}}}},
		Statements: []attribution.Statement{{ID: fmt.Sprintf("a%03d.1", i), Span: arabic.Span{Field: arabic.Text, Start: len(text) / 2, End: len(text) - 1}, Content: "الجسر يفتح غدا", Act: "state", Speaker: attribution.Speaker{Name: person, Entity: key}}},
		Versions:   isnad.Current()}
}

// TestMutations damages a closed archive's file at random places, five hundred times. An article that is still given is
// the one that was stored; where any answer differs, Check has found something.
func TestMutations(t *testing.T) {
	oneGoroutine(t)
	rounds := 60
	if os.Getenv("ISNAD_LONG") != "" {
		rounds = 500
	}
	whole, want := mutationCase(t)
	random := rand.New(rand.NewPCG(7, 7))
	var silent, found, refused int
	for i := range rounds {
		damaged, where := storetest.Mutate(whole, random)
		switch answers, check := examine(t, damaged); {
		case check == "refused":
			refused++
		case check == "found":
			found++
		default:
			silent++
			if answers != want {
				t.Errorf("mutation %d (%s): an answer changed and Check found nothing:\n%s\nwant\n%s", i, where, answers, want)
			}
		}
	}
	t.Logf("%d mutations: %d refused at opening, %d found by Check, %d without effect", rounds, refused, found, silent)
}

// mutationCase gives the bytes of an archive and what it answers.
func mutationCase(t *testing.T) (whole []byte, answers string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "isnad.db")
	db, err := sqlite.Open(context.Background(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(context.Background(), func(tx isnad.Tx) error {
		for i := range 40 {
			a := spoken(i)
			if err := tx.PutArticle(a, isnad.TermsOf(a)); err != nil {
				return err
			}
		}
		return nil
	})
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := errors.Join(err, db.Backup(context.Background(), copied), db.Close()); err != nil {
		t.Fatal(err)
	}
	if whole, err = os.ReadFile(copied); err != nil {
		t.Fatal(err)
	}
	answers, check := examine(t, whole)
	if check != "" {
		t.Fatalf("the undamaged archive: %s", check)
	}
	return whole, answers
}

// examine opens a file, checks it and asks it a number of questions. An article that is given must be the one stored.
func examine(t *testing.T, content []byte) (answers, check string) {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "isnad.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		return "", "refused"
	}
	defer db.Close()
	if findings, err := db.Check(ctx); err != nil || len(findings) > 0 {
		check = "found"
	}
	for i := range 40 {
		want := spoken(i)
		a, err := db.Article(ctx, want.ID)
		if err == nil && asJSON(t, a) != asJSON(t, want) {
			t.Errorf("a damaged article is served as truth: %s", asJSON(t, a))
		}
		answers += fmt.Sprint(err == nil)
	}
	for _, word := range []string{"جسر", "سالم", "7"} {
		terms := arabic.Analyze(word)
		q := isnad.Query{Clauses: []isnad.Clause{{Kind: isnad.WordClause, Text: word, Terms: []isnad.ClauseTerm{{Surface: terms[0].Surface, Stem: terms[0].Stem}}}}, Order: isnad.NewestFirst, Limit: 100}
		r, err := db.Search(ctx, q)
		answers += fmt.Sprintf("\n%s %s %v", word, asJSON(t, r), err)
	}
	s, err := db.Statements(ctx, isnad.Query{Speakers: []string{"p3"}, Order: isnad.NewestFirst, Limit: 100})
	return answers + fmt.Sprintf("\n%s %v", asJSON(t, s), err), check
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

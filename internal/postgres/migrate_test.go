package postgres_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
	"isnad/dates"
	"isnad/extract"
	"isnad/internal/postgres"
	"isnad/internal/postgres/pgtest"
	"isnad/names"
)

// migrateAndDie is the process that is killed: it migrates and ends itself, as kill -9 does, before the nth statement.
func migrateAndDie(url, nth string) error {
	n, err := strconv.ParseInt(nth, 10, 64)
	if err != nil {
		return err
	}
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		return err
	}
	_, err = postgres.MigrateUntil(context.Background(), url, n, func() {
		_ = self.Kill()
		select {} // until it is dead
	})
	return err
}

// TestMigrationsSurviveKills kills a migrating process before each of its statements (every 23rd in the short run). The next Open
// takes the database the rest of the way, whatever the last one left.
func TestMigrationsSurviveKills(t *testing.T) {
	s := pgtest.Shared(t)
	all, err := postgres.MigrateUntil(t.Context(), s.Database(t, ""), 0, nil)
	if err != nil || all < 80 {
		t.Fatalf("%d statements, %v", all, err)
	}
	step, kills := int64(23), 0
	if os.Getenv("ISNAD_LONG") != "" {
		step = 5 // each takes a database of its own, and seconds
	}
	for nth := int64(1); nth <= all; nth += step {
		url := s.Database(t, "")
		c := exec.Command(os.Args[0], "-test.run=^$")
		c.Env = append(os.Environ(), "ISNAD_TEST_MIGRATE="+url, "ISNAD_TEST_NTH="+strconv.FormatInt(nth, 10))
		if said, err := c.CombinedOutput(); err == nil || len(said) > 0 {
			t.Fatalf("before statement %d: the process was not killed: %v %s", nth, err, said)
		}
		kills++
		db := open(t, url)
		if f, err := db.Check(t.Context()); err != nil || len(f) > 0 {
			t.Errorf("killed before statement %d: Check: %v, %v", nth, f, err)
		}
		sameSchema(t, url)
	}
	t.Logf("%d statements, killed before %d of them", all, kills)
}

var keep = flag.String("keep", "", "store a database of this form under testdata/backcompat with this name, as each release does")

// TestOldDatabasesOpen opens the small databases that releases and forms before left: each comes to this build's form, with all it
// held.
func TestOldDatabasesOpen(t *testing.T) {
	if *keep != "" {
		keepDatabase(t, *keep)
	}
	kept, err := filepath.Glob(filepath.Join("testdata", "backcompat", "*.sql.gz"))
	if err != nil || len(kept) == 0 {
		t.Fatalf("no old database: %v", err)
	}
	for _, name := range kept {
		t.Run(filepath.Base(name), func(t *testing.T) {
			url := pgtest.Database(t)
			load(t, url, name)
			db := open(t, url)
			wantKept(t, db)
			sameSchema(t, url)
			if slow := column(t, url, slowIndexes); len(slow) > 0 {
				t.Errorf("these indexes of partitions look for each token of each article: %v", slow)
			}
			if err := db.Update(t.Context(), func(tx isnad.Tx) error { return tx.PutArticle(spoken(40), isnad.TermsOf(spoken(40))) }); err != nil {
				t.Error(err)
			}
		})
	}
}

// slowIndexes are the token indexes of partitions that do not collect what a batch adds.
const slowIndexes = `SELECT '', 0, 0, inhrelid::regclass::text FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
	WHERE inhparent IN ('posting_tokens'::regclass, 'statement_tokens'::regclass) AND NOT coalesce(reloptions, '{}') @> '{fastupdate=on}'`

// wantKept wants what keepDatabase stored.
func wantKept(t *testing.T, db *postgres.DB) {
	t.Helper()
	ctx := t.Context()
	if f, err := db.Check(ctx); err != nil || len(f) > 0 {
		t.Errorf("Check: %v, %v", f, err)
	}
	for i := range 20 {
		want := spoken(i)
		a, err := db.Article(ctx, want.ID)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want.Statements, a.Statements); d != "" || a.Text() != want.Text() {
			t.Errorf("article %s: %s", want.ID, d)
		}
	}
	if s, err := db.Statements(ctx, isnad.Query{Speakers: []string{"p3"}, Limit: 100}); err != nil || s.Total != 3 {
		t.Errorf("statements of p3: %+v, %v", s, err)
	}
	if s, err := db.Search(ctx, isnad.Query{Clauses: []isnad.Clause{{Text: "الجسر"}}, Limit: 100}); err != nil || s.Total != 20 {
		t.Errorf("found %+v, %v", s, err)
	}
	if s, err := db.Story(ctx, "was"); err != nil || s.ID != "story" {
		t.Errorf("the story: %+v, %v", s, err)
	}
	if w, err := db.Waiting(ctx); err != nil || w[isnad.FetchPage] != 1 {
		t.Errorf("jobs: %v, %v", w, err)
	}
	if a, err := db.Accounts(ctx); err != nil || len(a) != 1 || a[0].Name != "سلمى" {
		t.Errorf("accounts: %v, %v", a, err)
	}
}

// keepDatabase stores what this build makes of some of everything.
func keepDatabase(t *testing.T, name string) {
	t.Helper()
	url := pgtest.Database(t)
	db := open(t, url)
	err := db.Update(t.Context(), func(tx isnad.Tx) error {
		for i := range 20 {
			if err := tx.PutArticle(spoken(i), isnad.TermsOf(spoken(i))); err != nil {
				return err
			}
		}
		if err := tx.PutStory(&isnad.Story{ID: "story", Was: []string{"was"}, Title: "افتتاح جسر", Articles: 1, Members: []isnad.Member{{Article: "a000"}}}); err != nil {
			return err
		}
		return tx.Enqueue(isnad.Job{Kind: isnad.FetchPage, Key: "https://marfa.example/1"})
	})
	if err == nil {
		err = db.PutAccount(t.Context(), &isnad.Account{ID: "a1", Name: "سلمى", Role: isnad.Admin, Secret: "x", Created: time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC)})
	}
	if err != nil {
		t.Fatal(err)
	}
	dump, err := pgtest.Shared(t).Dump(url)
	if err != nil {
		t.Fatal(err)
	}
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if _, err := z.Write(dump); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join("testdata", "backcompat")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".sql.gz"), zipped.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// load executes a dump in an empty database.
func load(t *testing.T, url, name string) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	dump, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	if _, err := c.PgConn().Exec(t.Context(), string(dump)).ReadAll(); err != nil {
		t.Fatal(err)
	}
}

// spoken makes an invented article with a speaker and a statement.
func spoken(i int) *isnad.Article {
	person := fmt.Sprintf("سالم الراوي %d", i%7)
	text := fmt.Sprintf("قال %s إن الجسر رقم %d يفتح غدا، وأضاف أن العمل فيه انتهى قبل موعده بأسابيع.", person, i)
	key := "p" + strconv.Itoa(i%7)
	at := arabic.Span{Field: arabic.Text, Start: len("قال "), End: len("قال ") + len(person)}
	a := &isnad.Article{ID: fmt.Sprintf("a%03d", i), Document: extract.Document{Title: "افتتاح جسر", Paragraphs: []string{text}, Lang: "ar",
		Source:    extract.Outlet{Name: "صحيفة المرفأ", Host: "marfa.example"},
		Published: dates.Date{Day: dates.Day{Year: 2025, Month: time.June, Day: 20}.Add(i), Precision: dates.DayOnly}}}
	a.Entities = []names.Entity{{Key: key, Name: person, Type: names.Person, Mentions: []names.Mention{{Span: at, Text: person}}}}
	a.Statements = []attribution.Statement{{ID: fmt.Sprintf("a%03d.1", i), Span: arabic.Span{Field: arabic.Text, Start: len(text) / 2, End: len(text) - 1},
		Content: "الجسر يفتح غدا", Act: "state", Speaker: attribution.Speaker{Name: person, Entity: key}}}
	a.Versions = isnad.Current()
	return a
}

package sqlite_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"isnad"
	"isnad/dates"
	"isnad/extract"
	"isnad/internal/sqlite"
	"isnad/internal/victim"
)

// TestMain lets this binary play the processes that are killed.
func TestMain(m *testing.M) {
	if path := os.Getenv("ISNAD_TEST_WRITER"); path != "" {
		if err := writeUntilKilled(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if dir := os.Getenv("ISNAD_TEST_FAILSYNC"); dir != "" {
		if err := writeOnDyingDisk(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if path := os.Getenv("ISNAD_TEST_MIGRATE"); path != "" {
		if err := migrateAndDie(path, os.Getenv("ISNAD_TEST_NTH")); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		os.Exit(0) // it should have been killed
	}
	os.Exit(m.Run())
}

// writeUntilKilled adds articles in transactions of three, moves older ones to other days, queues a job for each, and says
// on standard output what is acknowledged.
func writeUntilKilled(path string) error {
	ctx := context.Background()
	db, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		return err
	}
	s, err := db.Stats(ctx)
	if err != nil {
		return err
	}
	for n := s.Articles; ; n += 3 {
		err := db.Update(ctx, func(tx isnad.Tx) error {
			for i := n; i < n+3; i++ {
				if err := putNumbered(tx, i, i); err != nil {
					return err
				}
				if err := tx.Enqueue(isnad.Job{Kind: isnad.FetchPage, Key: strconv.Itoa(i)}); err != nil {
					return err
				}
			}
			return putNumbered(tx, n/2, n+1000) // an older one gets another day
		})
		if err != nil {
			return err
		}
		fmt.Println(n + 3)
	}
}

func putNumbered(tx isnad.Tx, i, shift int) error {
	a := &isnad.Article{ID: strconv.Itoa(i), Document: extract.Document{Title: "خبر", Paragraphs: []string{"رقم" + strconv.Itoa(i)},
		Published: dates.Date{Day: dates.Day{Year: 2024, Month: time.January, Day: 1}.Add(shift % 300), Precision: dates.DayOnly}}}
	return tx.PutArticle(a, isnad.TermsOf(a))
}

// TestKilled kills a writing process again and again, and wants everything it acknowledged, and nothing in halves.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "isnad.db")
	rounds := 12
	if testing.Short() {
		rounds = 2
	}
	if n, err := strconv.Atoi(os.Getenv("ISNAD_TEST_KILLS")); err == nil {
		rounds = n
	}
	random := rand.New(rand.NewPCG(1, 1))
	acknowledged := 0
	for range rounds {
		acknowledged = max(acknowledged, killOne(t, path, 1+random.IntN(25), time.Duration(random.IntN(20))*time.Millisecond))
	}
	db := open(t, path)
	ctx := context.Background()
	s, err := db.Stats(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if s.Articles < acknowledged || s.Articles%3 != 0 {
		t.Errorf("%d articles, %d were acknowledged, three at a time", s.Articles, acknowledged)
	}
	for i := range s.Articles {
		if _, err := db.Article(ctx, strconv.Itoa(i)); err != nil {
			t.Errorf("article %d: %v", i, err)
		}
	}
	if w, err := db.Waiting(ctx); err != nil || w[isnad.FetchPage] != s.Articles {
		t.Errorf("%v jobs wait, %v, want one for each of the %d articles", w, err, s.Articles)
	}
	if f, err := db.Check(ctx); err != nil || len(f) > 0 {
		t.Errorf("Check: %v, %v", f, err)
	}
	t.Logf("killed %d times, %d articles acknowledged, %d there", rounds, acknowledged, s.Articles)
}

// killOne starts a writer, waits for n acknowledgements and a moment more, kills it, and gives the last number it told.
func killOne(t *testing.T, path string, n int, more time.Duration) int {
	t.Helper()
	last, _ := strconv.Atoi(victim.Start(t, "ISNAD_TEST_WRITER="+path).KillAfter(n, func() { time.Sleep(more) }))
	return last
}

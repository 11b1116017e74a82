package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"isnad"
	"isnad/dates"
	"isnad/extract"
	"isnad/internal/postgres"
	"isnad/internal/postgres/pgtest"
	"isnad/internal/victim"
)

// TestMain lets this binary play the processes that are killed.
func TestMain(m *testing.M) {
	if url := os.Getenv("ISNAD_TEST_WRITER"); url != "" {
		if err := writeUntilKilled(url); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if url := os.Getenv("ISNAD_TEST_WORKER"); url != "" {
		if err := holdJob(url); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if url := os.Getenv("ISNAD_TEST_MIGRATE"); url != "" {
		if err := migrateAndDie(url, os.Getenv("ISNAD_TEST_NTH")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// writeUntilKilled adds articles in transactions of three, moves older ones to other days, queues a job for each, and says
// on standard output what is acknowledged.
func writeUntilKilled(url string) error {
	ctx := context.Background()
	db, err := postgres.Open(ctx, postgres.Options{URL: url})
	if err != nil {
		return err
	}
	s, err := db.Stats(ctx)
	if err != nil {
		return err
	}
	for n := s.Articles; ; n += 3 {
		if err := db.Update(ctx, func(tx isnad.Tx) error { return putThree(tx, n) }); err != nil {
			return err
		}
		fmt.Println(n + 3)
	}
}

func putThree(tx isnad.Tx, n int) error {
	for i := n; i < n+3; i++ {
		if err := putNumbered(tx, i, i); err != nil {
			return err
		}
		if err := tx.Enqueue(isnad.Job{Kind: isnad.FetchPage, Key: strconv.Itoa(i)}); err != nil {
			return err
		}
	}
	if n == 0 {
		return nil
	}
	return putNumbered(tx, n/2, n+1000) // an older one gets another day
}

func putNumbered(tx isnad.Tx, i, shift int) error {
	a := &isnad.Article{ID: strconv.Itoa(i), Document: extract.Document{Title: "خبر", Paragraphs: []string{"رقم" + strconv.Itoa(i)},
		Published: dates.Date{Day: dates.Day{Year: 2024, Month: time.January, Day: 1}.Add(shift % 300), Precision: dates.DayOnly}}}
	return tx.PutArticle(a, isnad.TermsOf(a))
}

// rounds is how often the kill tests kill.
func rounds(usual int) int {
	if n, err := strconv.Atoi(os.Getenv("ISNAD_TEST_KILLS")); err == nil {
		return n
	}
	if testing.Short() {
		return 2
	}
	return usual
}

// TestKilled kills a writing process again and again, and wants everything it acknowledged, and nothing in halves.
func TestKilled(t *testing.T) {
	url := empty(t)
	random := rand.New(rand.NewPCG(1, 1))
	acknowledged, n := 0, rounds(6)
	for range n {
		acknowledged = max(acknowledged, killOne(t, url, 1+random.IntN(12), time.Duration(random.IntN(20))*time.Millisecond))
	}
	wantWhole(t, open(t, url), acknowledged)
	t.Logf("killed %d times, %d articles acknowledged", n, acknowledged)
}

// wantWhole wants at least the acknowledged articles, three at a time, each once, with one job for each and no row astray.
func wantWhole(t *testing.T, db *postgres.DB, acknowledged int) {
	t.Helper()
	ctx := context.Background()
	s, err := db.Stats(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if s.Articles < acknowledged || s.Articles%3 != 0 {
		t.Errorf("%d articles, %d were acknowledged, three at a time", s.Articles, acknowledged)
	}
	n := 0
	for a, err := range db.Articles(ctx, isnad.ArticleFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if i, err := strconv.Atoi(a.ID); err != nil || i >= s.Articles {
			t.Errorf("article %q of %d", a.ID, s.Articles)
		}
		n++
	}
	if n != s.Articles {
		t.Errorf("%d articles are met, %d counted", n, s.Articles)
	}
	if w, err := db.Waiting(ctx); err != nil || w[isnad.FetchPage] != s.Articles {
		t.Errorf("%v jobs wait, %v, want one for each of the %d articles", w, err, s.Articles)
	}
	if c, err := db.Changes(ctx, 10*s.Articles+10); err != nil || len(c) != s.Articles {
		t.Errorf("%d changes, %v, want one for each of the %d articles", len(c), err, s.Articles)
	}
	if f, err := db.Check(ctx); err != nil || len(f) > 0 {
		t.Errorf("Check: %v, %v", f, err)
	}
}

// killOne starts a writer, waits for n acknowledgements and a moment more, kills it, and gives the last number it told.
func killOne(t *testing.T, url string, n int, more time.Duration) int {
	t.Helper()
	last, _ := strconv.Atoi(victim.Start(t, "ISNAD_TEST_WRITER="+url).KillAfter(n, func() { time.Sleep(more) })) // 0 where it told none
	return last
}

// TestServerDies stops the server as if its machine had lost power, again and again while two writers write, and starts it
// again: what Update acknowledged is there, nothing is there twice, and the writers go on by themselves.
func TestServerDies(t *testing.T) {
	s := pgtest.Own(t)
	url := s.Database(t, "")
	db := open(t, url)
	var mu sync.Mutex
	acknowledged, runs := 0, 0
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	var writers sync.WaitGroup
	for range 2 {
		writers.Go(func() {
			for ctx.Err() == nil {
				err := db.Update(context.WithoutCancel(ctx), func(tx isnad.Tx) error {
					mu.Lock()
					n := acknowledged
					runs++
					mu.Unlock()
					for { // the other writer's may be stored and not yet counted
						has, err := tx.HasArticle(strconv.Itoa(n))
						if err != nil {
							return err
						}
						if !has {
							return putThree(tx, n)
						}
						n += 3
					}
				})
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				acknowledged += 3
				mu.Unlock()
			}
		})
	}
	n := rounds(4)
	for i := range n {
		wait(t, func() bool { mu.Lock(); defer mu.Unlock(); return acknowledged > 6*(i+1) })
		if err := errors.Join(s.Down("immediate"), s.Up()); err != nil {
			t.Fatal(err)
		}
	}
	wait(t, func() bool { mu.Lock(); defer mu.Unlock(); return acknowledged > 6*(n+1) })
	stop()
	writers.Wait()
	wantWhole(t, db, acknowledged)
	t.Logf("the server died %d times, %d articles acknowledged, %d runs of transactions for %d", n, acknowledged, runs, acknowledged/3)
}

// wait waits until done reports true.
func wait(t *testing.T, done func() bool) {
	t.Helper()
	for range 12_000 {
		if done() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("nothing more is acknowledged")
}

package alert_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"isnad"
	"isnad/internal/alert"
	"isnad/internal/fetch"
	"isnad/internal/sqlite"
	"isnad/internal/victim"
)

// TestMain lets this binary play the process that is killed.
func TestMain(m *testing.M) {
	if path := os.Getenv("ISNAD_TEST_TELLER"); path != "" {
		if err := tellUntilKilled(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// dayOfArticles is the archive's clock: that day the articles are news.
func dayOfArticles() time.Time { return time.Date(2024, 3, 5, 12, 0, 0, 0, time.UTC) }

func teller(db *sqlite.DB) *alert.Runner {
	client := fetch.New(fetch.Options{UserAgent: "test", Allow: loopback})
	return &alert.Runner{Store: db, Searches: db, Outbox: db, Matcher: db, Client: client.HTTP(), Now: time.Now, Log: slog.New(slog.DiscardHandler), Every: time.Millisecond}
}

// tellUntilKilled stores articles, says which are on disk, and tells of them at the same time.
func tellUntilKilled(path string) error {
	ctx := context.Background()
	db, err := sqlite.Open(ctx, path, sqlite.Options{Now: dayOfArticles})
	if err != nil {
		return err
	}
	go teller(db).Run(ctx)
	s, err := db.Stats(ctx)
	if err != nil {
		return err
	}
	for n := s.Articles; ; n++ {
		a := article(strconv.Itoa(n), fmt.Sprintf("الجسر رقم %d آمن", n))
		if err := db.Update(ctx, func(tx isnad.Tx) error { return tx.PutArticle(a, isnad.TermsOf(a)) }); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

// listener is a webhook that counts what it is told, by id, and fails every fifth time: some are told at the second try.
type listener struct {
	sync.Mutex
	told map[string]int
	n    int
}

func (l *listener) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.Lock()
	defer l.Unlock()
	if l.n++; l.n%5 == 0 {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	l.told[r.Header.Get("webhook-id")]++
}

// TestKilled kills a process that stores and tells again and again, and wants every article that is on disk to have been told.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "isnad.db")
	listening := &listener{told: map[string]int{}}
	hook := httptest.NewServer(listening)
	defer hook.Close()
	ctx := context.Background()
	db, err := sqlite.Open(ctx, path, sqlite.Options{Now: dayOfArticles})
	if err != nil {
		t.Fatal(err)
	}
	s := &isnad.SavedSearch{Text: "الجسر", Channels: []isnad.Channel{{Kind: isnad.Webhook, Target: hook.URL}}}
	if err := alert.Prepare(s, nil, time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := db.PutSavedSearch(ctx, s); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	random, rounds, last := rand.New(rand.NewPCG(1, 1)), 8, -1
	if testing.Short() {
		rounds = 2
	}
	if long, err := strconv.Atoi(os.Getenv("ISNAD_TEST_KILLS")); err == nil {
		rounds = long
	}
	for range rounds {
		last = max(last, killTeller(t, path, 1+random.IntN(20), time.Duration(random.IntN(20))*time.Millisecond))
	}
	if db, err = sqlite.Open(ctx, path, sqlite.Options{Now: dayOfArticles}); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	r := teller(db)
	now := time.Now()
	r.Now = func() time.Time { return now }
	for range 12 {
		if err := r.Once(ctx); err != nil {
			t.Fatal(err)
		}
		now = now.Add(27 * time.Hour)
	}
	stats, err := db.Stats(ctx)
	if err != nil {
		t.Fatal(err)
	}
	listening.Lock()
	defer listening.Unlock()
	if stats.Articles <= last || len(listening.told) != stats.Articles {
		t.Errorf("%d articles on disk, %d were acknowledged, %d were told", stats.Articles, last+1, len(listening.told))
	}
	twice := 0
	for _, n := range listening.told {
		twice += n - 1
	}
	t.Logf("killed %d times: %d articles, all told, %d told again under the same id", rounds, stats.Articles, twice)
}

// killTeller starts a process, waits for n acknowledgements and a moment more, kills it, and gives the last number it told.
func killTeller(t *testing.T, path string, n int, more time.Duration) int {
	t.Helper()
	last, err := strconv.Atoi(victim.Start(t, "ISNAD_TEST_TELLER="+path).KillAfter(n, func() { time.Sleep(more) }))
	if err != nil {
		return -1 // it said nothing
	}
	return last
}

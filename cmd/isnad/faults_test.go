//go:build linux

package main

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"isnad"
	"isnad/internal/ingest"
	"isnad/internal/postgres"
)

// faultsTest is one run: what works, and what may break.
type faultsTest struct {
	t       *testing.T
	random  *rand.Rand
	pair    *pair
	db      *postgres.DB
	web     *crowd
	objects *objects
	binary  string
	workers []*faultyWorker
	outages []outage
	said    complaints
	counts  map[string]int
	seen    map[string]bool // pages whose capture was acknowledged
	last    int64           // capture looked at
}

// faultNumber is how many faults a run makes: one of each kind, or as ISNAD_FAULTS says.
func faultNumber() int {
	if n, err := strconv.Atoi(os.Getenv("ISNAD_FAULTS")); err == nil {
		return n
	}
	return 12
}

// TestFaults has three workers share an archive in PostgreSQL and an object store while they are killed, paused past their
// leases and for minutes, and cut off; while the database crashes, is restarted, loses its place to a replica and fills its disk;
// and while the store is away. At the end nothing that was acknowledged is lost, nothing is there twice, no outlet was asked by
// two at once, and nothing was written under a lease that was over.
func TestFaults(t *testing.T) {
	if testing.Short() {
		t.Skip("starts databases and many processes")
	}
	own, done := inOwnNetwork(t)
	if done {
		return
	}
	faults := faultNumber()
	f := newFaultsTest(t, own, max(8, min(faults/2, 100)))
	kinds := f.kinds()
	start := time.Now()
	for n := range faults {
		f.mendDue()
		f.publish(articlesEach(faults))
		time.Sleep(time.Duration(100+f.random.IntN(600)) * time.Millisecond) // another moment each time
		k := kinds[n%len(kinds)]
		if k.do() {
			f.counts[k.name]++
		}
		f.look()
		if (n+1)%20 == 0 {
			t.Logf("%d faults after %v", n+1, time.Since(start).Round(time.Second))
		}
	}
	f.finish()
	f.inspect()
	total := 0
	for _, n := range f.counts {
		total += n
	}
	t.Logf("%d faults in %v: %v; %d articles, %d requests; %v", total, time.Since(start).Round(time.Second), f.counts, len(f.web.pages()), f.web.asked, &f.said)
}

// articlesEach is how many articles are published between two faults: 10,000 in the long run.
func articlesEach(faults int) int { return max(8, min(50, 10_000/faults)) }

func newFaultsTest(t *testing.T, ownNetwork bool, hosts int) *faultsTest {
	f := &faultsTest{t: t, random: rand.New(rand.NewPCG(9, 2025)), pair: newPair(t, ownNetwork), web: newCrowd(t, hosts), objects: newObjects(t),
		counts: map[string]int{}, seen: map[string]bool{}, binary: filepath.Join(t.TempDir(), "isnad")}
	if err := os.Symlink(self(t), f.binary); err != nil {
		t.Fatal(err)
	}
	var err error
	if f.db, err = postgres.Open(t.Context(), postgres.Options{URL: f.pair.address()}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.db.Close() })
	f.audit()
	f.update(func(tx isnad.Tx) error {
		for i := range hosts {
			if err := tx.PutSource(ingest.NewSource(f.web.address(i, "/feed"), isnad.FeedSource, "")); err != nil {
				return err
			}
		}
		return nil
	})
	for i := range 3 {
		w := &faultyWorker{f: f}
		if ownNetwork {
			w.link = newWire(t, i+1, f.pair, f.web.server.Listener.Addr().String(), f.objects.server.Listener.Addr().String())
		} else {
			w.link = newGates(t, f.pair)
		}
		f.workers = append(f.workers, w)
		w.start()
		t.Cleanup(w.kill)
	}
	return f
}

// self is this test's binary, which plays the command where it is called by its name.
func self(t *testing.T) string {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// update writes, however often the database goes away meanwhile.
func (f *faultsTest) update(fn func(isnad.Tx) error) {
	f.t.Helper()
	var err error
	for range 20 {
		if err = f.db.Update(context.Background(), fn); err == nil {
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
	f.t.Fatal(err)
}

// publish lets outlets publish so many articles, and has these polled at once.
func (f *faultsTest) publish(articles int) {
	touched := map[int]bool{}
	for range articles {
		h := f.random.IntN(f.web.hosts)
		f.web.release(h, 1)
		touched[h] = true
	}
	f.due(touched)
}

// due makes sources due.
func (f *faultsTest) due(hosts map[int]bool) {
	f.update(func(tx isnad.Tx) error {
		for h := range hosts {
			id := ingest.NewSource(f.web.address(h, "/feed"), isnad.FeedSource, "").ID
			if err := tx.ChangeSource(id, func(s *isnad.Source) { s.Health.NextPoll = time.Time{} }); err != nil {
				return err
			}
		}
		return nil
	})
}

// hurry has tried again at once what waits for minutes because an outlet seemed not to answer. That an outlet rests is
// forgotten, also by the workers, for a try within its rest counts as failed: eighteen of them, meant for a week, give a page up.
func (f *faultsTest) hurry() {
	f.mendAll()
	for _, w := range f.workers {
		w.end()
		defer w.start()
	}
	all := map[int]bool{}
	for h := range f.web.hosts {
		all[h] = true
	}
	f.due(all)
	f.sql(`DELETE FROM progress WHERE key LIKE 'host/%'`)
	f.sql(`UPDATE river_job SET scheduled_at = now() WHERE state IN ('scheduled', 'retryable')`)
}

// busy reports whether a job is under way or could be; those of a worker that is away are given to others in time, those whose time
// has come are brought in by whoever leads.
func (f *faultsTest) busy() (is bool) {
	c, err := pgx.Connect(context.Background(), f.pair.address())
	if err != nil {
		return true
	}
	defer c.Close(context.Background())
	err = c.QueryRow(context.Background(), `SELECT EXISTS (SELECT 1 FROM river_job WHERE state IN ('available', 'running')
		OR state IN ('scheduled', 'retryable') AND scheduled_at < now())`).Scan(&is)
	return is || err != nil
}

// sql executes a statement in the archive's database, past Isnad.
func (f *faultsTest) sql(query string) {
	c, err := pgx.Connect(context.Background(), f.pair.address())
	if err != nil {
		f.t.Log(err)
		return
	}
	defer c.Close(context.Background())
	if _, err := c.Exec(context.Background(), query); err != nil {
		f.t.Log(err)
	}
}

// faultPatience is how many looks, five a second at most, the work has to come to its end.
func faultPatience() int { return 3000 + 60*faultNumber() }

// finish waits until every article is stored. A worker that ended by itself is started again, as an orchestrator does.
func (f *faultsTest) finish() {
	want := len(f.web.pages())
	stored, still, idle, rest := 0, 0, 0, 0 // looks since the last new article, and of which nobody had anything to do
	for n := range faultPatience() {
		still++
		if idle++; f.busy() {
			idle = min(idle, 0)
		}
		if s, err := f.db.Stats(context.Background()); err == nil && s.Articles != stored {
			stored, still = s.Articles, 0
		}
		if stored >= want {
			f.mendAll()
			return
		}
		f.mendDue()
		for _, w := range f.workers {
			w.revive()
		}
		if idle > 10 || still > 600 {
			f.hurry()
			rest = min(rest+75, 300) // looks in which workers that were just started come to their work, longer each time: the machine may be slow
			still, idle = 0, -rest
		}
		if n%50 == 49 && loud() {
			f.t.Logf("%d of %d", stored, want)
			f.tellQueue()
		}
		time.Sleep(200 * time.Millisecond)
	}
	f.tellQueue()
	f.tellMissing()
	waiting, err := f.db.Waiting(context.Background())
	f.t.Fatalf("%d articles of %d; jobs waiting %v, %v", stored, want, waiting, err)
}

func loud() bool { return os.Getenv("ISNAD_TEST_LOUD") != "" }

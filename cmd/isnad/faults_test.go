package main

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"isnad"
	"isnad/internal/archive"
	"isnad/internal/ingest"
	"isnad/internal/postgres"
	"isnad/internal/postgres/pgtest"
)

// faultsTest is one run: what works, and what may break.
type faultsTest struct {
	t       *testing.T
	random  *rand.Rand
	server  *pgtest.Server
	db      *postgres.DB
	web     *crowd
	objects *objects
	store   string // address of the database, past the gates
	binary  string
	workers []*faultyWorker
	counts  map[string]int
	seen    map[string]bool // pages whose capture was acknowledged
	last    int64           // capture looked at
}

// objects is an object store that can be away.
type objects struct {
	server *httptest.Server
	away   atomic.Bool
}

func newObjects(t *testing.T) *objects {
	backend := s3mem.New()
	if err := backend.CreateBucket("press"); err != nil {
		t.Fatal(err)
	}
	o := &objects{}
	inner := gofakes3.New(backend).Server()
	o.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if o.away.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		inner.ServeHTTP(w, r)
	}))
	t.Cleanup(o.server.Close)
	return o
}

func (o *objects) address() string {
	return "s3+http://" + strings.TrimPrefix(o.server.URL, "http://") + "/press"
}

// faultyWorker is a process that works, behind a gate of its own.
type faultyWorker struct {
	f       *faultsTest
	gate    *gate
	process *exec.Cmd
}

func (w *faultyWorker) start() {
	c := exec.Command(w.f.binary, "work", "--listen", "", "--pace", "2ms", "--every", "300ms", "--lease", "3s", "--timeout", "6s",
		"--store", through(w.f.t, w.f.store, w.gate), "--archive", w.f.objects.address())
	c.Env = append(os.Environ(), "ISNAD_ALLOW=127.0.0.0/8", "ISNAD_S3_ACCESS_KEY=reader", "ISNAD_S3_SECRET_KEY=of-tests")
	c.Stdout, c.Stderr = io.Discard, io.Discard // that something fails is what is tested
	if os.Getenv("ISNAD_TEST_LOUD") != "" {
		c.Stderr = os.Stderr
	}
	if err := c.Start(); err != nil {
		w.f.t.Fatal(err)
	}
	w.process = c
}

// end has the process finish what it does and give back its leases.
func (w *faultyWorker) end() {
	_ = w.process.Process.Signal(syscall.SIGTERM) // it may have ended by itself
	_ = w.process.Wait()
}

func (w *faultyWorker) kill() {
	_ = w.process.Process.Kill() // it may have ended by itself
	_ = w.process.Wait()
}

// through is an address by way of a gate.
func through(t *testing.T, address string, g *gate) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.Host = g.address()
	return u.String()
}

// faultNumber is how many faults a run makes: a few, or as ISNAD_FAULTS says.
func faultNumber() int {
	if n, err := strconv.Atoi(os.Getenv("ISNAD_FAULTS")); err == nil {
		return n
	}
	return 10
}

// TestFaults has three workers share an archive in PostgreSQL and an object store while they are killed, paused past their
// leases, and cut off, the database crashes, and the store is away. At the end nothing that was acknowledged is lost, nothing is
// there twice, and no outlet was asked by two at once.
func TestFaults(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a database and many processes")
	}
	faults := faultNumber()
	f := newFaultsTest(t, max(8, min(faults/2, 100)))
	breaks := []struct {
		name string
		do   func()
	}{
		{"worker killed", f.killed}, {"worker paused past its leases", f.paused}, {"worker cut off from the database", f.cutOff},
		{"database crashed", f.crashed}, {"transactions ended by the database", f.terminated}, {"object store away", f.storeAway},
	}
	for n := range faults {
		f.publish(articlesEach(faults))
		time.Sleep(time.Duration(100+f.random.IntN(600)) * time.Millisecond) // another moment each time
		b := breaks[n%len(breaks)]
		b.do()
		f.counts[b.name]++
		f.look()
	}
	f.finish()
	f.inspect()
	t.Logf("%d faults: %v; %d articles, %d requests", faults, f.counts, len(f.web.pages()), f.web.asked)
}

// articlesEach is how many articles are published between two faults: 10,000 in the long run.
func articlesEach(faults int) int { return max(8, min(50, 10_000/faults)) }

func newFaultsTest(t *testing.T, hosts int) *faultsTest {
	server := pgtest.Own(t)
	f := &faultsTest{t: t, random: rand.New(rand.NewPCG(9, 2025)), server: server, store: server.Database(t, ""), web: newCrowd(t, hosts), objects: newObjects(t),
		counts: map[string]int{}, seen: map[string]bool{}, binary: filepath.Join(t.TempDir(), "isnad")}
	if err := os.Symlink(self(t), f.binary); err != nil {
		t.Fatal(err)
	}
	var err error
	if f.db, err = postgres.Open(t.Context(), postgres.Options{URL: f.store}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.db.Close() })
	f.update(func(tx isnad.Tx) error {
		for i := range hosts {
			if err := tx.PutSource(ingest.NewSource(f.web.address(i, "/feed"), isnad.FeedSource, "")); err != nil {
				return err
			}
		}
		return nil
	})
	u, err := url.Parse(f.store)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		w := &faultyWorker{f: f, gate: newGate(t, u.Host)}
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

func (f *faultsTest) one() *faultyWorker { return f.workers[f.random.IntN(len(f.workers))] }

func (f *faultsTest) killed() {
	w := f.one()
	w.kill()
	w.start()
}

// paused stops a process for longer than its leases last, and lets it go on.
func (f *faultsTest) paused() {
	w := f.one()
	f.signal(w, syscall.SIGSTOP)
	time.Sleep(4 * time.Second)
	f.signal(w, syscall.SIGCONT)
}

func (f *faultsTest) signal(w *faultyWorker, s syscall.Signal) {
	if err := w.process.Process.Signal(s); err != nil {
		f.t.Log(err) // it ended by itself: it is started again
		w.kill()
		w.start()
	}
}

// cutOff lets nothing through between a worker and the database for longer than its leases last, while it can fetch.
func (f *faultsTest) cutOff() {
	w := f.one()
	w.gate.shut.Store(true)
	time.Sleep(4 * time.Second)
	w.gate.shut.Store(false)
}

func (f *faultsTest) crashed() {
	if err := errors.Join(f.server.Down("immediate"), f.server.Up()); err != nil {
		f.t.Fatal(err)
	}
}

// terminated ends every connection to the database, whatever it was doing.
func (f *faultsTest) terminated() {
	if err := f.server.Do(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'isnad'`); err != nil {
		f.t.Fatal(err)
	}
}

func (f *faultsTest) storeAway() {
	f.objects.away.Store(true)
	time.Sleep(2 * time.Second)
	f.objects.away.Store(false)
}

// look notes which captures the database acknowledges by now.
func (f *faultsTest) look() {
	for r, err := range f.db.Recorded(context.Background(), f.last) {
		if err != nil {
			f.t.Log(err) // the database is away: it is looked again after the next fault
			return
		}
		f.last = r.Number
		f.seen[r.Capture.URL] = true
	}
}

// hurry has tried again at once what waits for minutes because an outlet seemed not to answer. That an outlet rests is
// forgotten, also by the workers, for a try within its rest counts as failed: eighteen of them, meant for a week, give a page up.
func (f *faultsTest) hurry() {
	for _, w := range f.workers {
		w.end()
		defer w.start()
	}
	all := map[int]bool{}
	for h := range f.web.hosts {
		all[h] = true
	}
	f.due(all)
	c, err := pgx.Connect(context.Background(), f.store)
	if err != nil {
		f.t.Log(err)
		return
	}
	defer c.Close(context.Background())
	for _, q := range []string{
		`DELETE FROM progress WHERE key LIKE 'host/%'`,
		`UPDATE river_job SET scheduled_at = now() WHERE state IN ('scheduled', 'retryable')`,
	} {
		if _, err := c.Exec(context.Background(), q); err != nil {
			f.t.Log(err)
		}
	}
}

// faultPatience is how many looks, five a second at most, the work has to come to its end.
func faultPatience() int { return 600 + 30*faultNumber() }

// finish waits until every article is stored. A worker that ended by itself is started again, as an orchestrator does.
func (f *faultsTest) finish() {
	want := len(f.web.pages())
	stored, still := 0, 0 // looks since the last new article
	for n := range faultPatience() {
		still++
		if s, err := f.db.Stats(context.Background()); err == nil && s.Articles != stored {
			stored, still = s.Articles, 0
		}
		if stored >= want {
			return
		}
		for _, w := range f.workers {
			if err := w.process.Process.Signal(syscall.Signal(0)); err != nil {
				w.kill()
				w.start()
			}
		}
		if still%100 == 99 {
			f.hurry()
		}
		if n%50 == 49 && os.Getenv("ISNAD_TEST_LOUD") != "" {
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

// inspect looks for what was lost or doubled.
func (f *faultsTest) inspect() {
	for _, w := range f.workers {
		w.kill()
	}
	captures := map[string]int{}
	for r, err := range f.db.Recorded(context.Background(), 0) {
		if err != nil {
			f.t.Fatal(err)
		}
		if r.Capture.Error == "" {
			captures[r.Capture.URL]++
		}
		delete(f.seen, r.Capture.URL)
	}
	for page := range f.seen {
		f.t.Errorf("%s was acknowledged, and is lost", page)
	}
	articles := f.articles()
	for _, page := range f.web.pages() {
		if articles[page] != 1 || captures[page] != 1 {
			f.t.Errorf("%s: %d articles, %d captures, want one of each", page, articles[page], captures[page])
		}
	}
	for _, at := range f.web.doubled {
		f.t.Errorf("%s was asked while another request to its outlet was under way", at)
	}
	if faults, err := f.db.Check(context.Background()); err != nil || len(faults) > 0 {
		f.t.Errorf("check: %v %v", faults, err)
	}
}

// articles counts articles by address, and reads the capture of each.
func (f *faultsTest) articles() map[string]int {
	f.t.Setenv("ISNAD_S3_ACCESS_KEY", "reader")
	bucket, err := archive.OpenBucket(context.Background(), f.objects.address(), archive.BucketOptions{AccessKey: "reader", SecretKey: "of-tests"})
	if err != nil {
		f.t.Fatal(err)
	}
	defer bucket.Close()
	count := map[string]int{}
	for a, err := range f.db.Articles(context.Background(), isnad.ArticleFilter{}) {
		if err != nil {
			f.t.Fatal(err)
		}
		count[a.URL]++
		if c, err := bucket.Read(context.Background(), a.Captured.WARC); err != nil || c.Digest != a.Captured.Digest {
			f.t.Errorf("%s: its capture: %v", a.URL, err)
		}
		if a.Story == "" {
			f.t.Errorf("%s is in no story", a.URL)
		}
		if e, err := f.db.Editions(context.Background(), a.ID); err != nil || len(e) > 0 {
			f.t.Errorf("%s has %d earlier editions, %v", a.URL, len(e), err)
		}
	}
	return count
}

// tellQueue logs what the queue and the leases look like.
func (f *faultsTest) tellQueue() {
	c, err := pgx.Connect(context.Background(), f.store)
	if err != nil {
		f.t.Log(err)
		return
	}
	defer c.Close(context.Background())
	for _, q := range []string{
		`SELECT kind || ' ' || state || ' ' || count(*) || ', attempts ' || max(attempt) || ', next ' || min(scheduled_at) FROM river_job GROUP BY kind, state`,
		`SELECT name || ' ' || held || ' ' || (until - now()) FROM lease WHERE until > now()`,
		`SELECT state || ' ' || count(*) || ' ' || left(max(query), 200) FROM pg_stat_activity WHERE application_name = 'isnad' GROUP BY state`,
	} {
		rows, err := c.Query(context.Background(), q)
		if err != nil {
			f.t.Log(err)
			continue
		}
		lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
		f.t.Logf("%v %v\n%s", time.Now(), err, strings.Join(lines, "\n"))
	}
}

// tellMissing logs what is recorded of pages that became no article.
func (f *faultsTest) tellMissing() {
	missing := map[string]bool{}
	for _, page := range f.web.pages() {
		missing[page] = true
	}
	for a, err := range f.db.Articles(context.Background(), isnad.ArticleFilter{}) {
		if err != nil {
			f.t.Log(err)
			return
		}
		delete(missing, a.URL)
	}
	for r, err := range f.db.Recorded(context.Background(), 0) {
		if err != nil {
			f.t.Log(err)
			return
		}
		if missing[r.Capture.URL] {
			f.t.Logf("%s: captured %s, status %d, error %q", r.Capture.URL, r.Capture.WARC, r.Capture.Status, r.Capture.Error)
			delete(missing, r.Capture.URL)
		}
	}
	for page := range missing {
		f.t.Logf("%s: no capture", page)
	}
}

//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"isnad"
	"isnad/internal/ingest"
	"isnad/internal/postgres"
	"isnad/internal/postgres/pgtest"
)

// orchestrated is how long after a signal whoever runs many processes kills one.
const orchestrated = 30 * time.Second

// told sends a process the signal to end and gives its exit code, and how long it took.
func told(t *testing.T, c *exec.Cmd) (code int, took time.Duration) {
	t.Helper()
	start := time.Now()
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	select {
	case err := <-ended:
		var e *exec.ExitError
		if err != nil && !errors.As(err, &e) {
			t.Fatal(err)
		}
	case <-time.After(3 * orchestrated):
		_ = c.Process.Kill() // it is not the test's end that it hangs
		t.Fatal("it does not end")
	}
	if took = time.Since(start); took > orchestrated {
		t.Errorf("it took %v to end", took)
	}
	return c.ProcessState.ExitCode(), took
}

// slowPress is an outlet whose one page never ends for whoever asks first.
type slowPress struct {
	*httptest.Server
	asked chan int
	times atomic.Int32
}

func newSlowPress(t *testing.T) *slowPress {
	p := &slowPress{asked: make(chan int, 100)}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			w.WriteHeader(http.StatusNotFound)
		case "/feed":
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>صحيفة البلدة</title><item><title>خبر</title><link>http://slow.localhost:%s/news/1</link></item></channel></rss>`, p.port())
		default:
			n := int(p.times.Add(1))
			p.asked <- n
			if n == 1 {
				<-r.Context().Done()
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, crowdPage(0, "/news/1"))
		}
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *slowPress) port() string {
	_, port, _ := net.SplitHostPort(p.Listener.Addr().String())
	return port
}

// sharedWorker starts a worker as a process.
func sharedWorker(t *testing.T, store, bucket string, said *bytes.Buffer) *exec.Cmd {
	t.Helper()
	c := exec.Command(self(t), "work", "--listen", "", "--every", "200ms", "--pace", "2ms", "--timeout", "2m", "--store", store, "--archive", bucket)
	c.Args[0] = "isnad"
	c.Env = append(os.Environ(), "ISNAD_ALLOW=127.0.0.0/8", "ISNAD_S3_ACCESS_KEY=reader", "ISNAD_S3_SECRET_KEY=of-tests")
	c.Stderr = said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() }) // it may have ended
	return c
}

// TestWorkerStopped tells a worker to end that waits for a page which does not come: it ends in time and well, and another, which
// was there all along, asks for the page at once.
func TestWorkerStopped(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes and waits for them")
	}
	store, bucket, press := pgtest.Database(t), bucketFor(t), newSlowPress(t)
	db, err := postgres.Open(t.Context(), postgres.Options{URL: store})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var said bytes.Buffer
	first := sharedWorker(t, store, bucket, &said)
	err = db.Update(t.Context(), func(tx isnad.Tx) error {
		return tx.PutSource(ingest.NewSource("http://slow.localhost:"+press.port()+"/feed", isnad.FeedSource, ""))
	})
	if err != nil {
		t.Fatal(err)
	}
	<-press.asked
	var other bytes.Buffer
	second := sharedWorker(t, store, bucket, &other)
	code, took := told(t, first)
	if code != exitGood {
		t.Errorf("it ended with %d: %s", code, &said)
	}
	start := time.Now()
	select {
	case <-press.asked:
	case <-time.After(time.Minute):
		t.Fatalf("nobody took the page up: %s", &other)
	}
	t.Logf("ended after %v, taken up after %v more", took.Round(time.Millisecond), time.Since(start).Round(time.Millisecond))
	for {
		s, err := db.Stats(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if s.Articles == 1 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if code, _ := told(t, second); code != exitGood {
		t.Errorf("the second ended with %d: %s", code, &other)
	}
}

// TestWorkerStoppedCutOff tells a worker to end that the database does not answer: it ends in time, and says that it gave up.
func TestWorkerStoppedCutOff(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes and waits for them")
	}
	store, press := pgtest.Database(t), newSlowPress(t)
	u, err := url.Parse(store)
	if err != nil {
		t.Fatal(err)
	}
	way := newGate(t, u.Host)
	db, err := postgres.Open(t.Context(), postgres.Options{URL: store})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	u.Host = way.address()
	var said bytes.Buffer
	c := sharedWorker(t, u.String(), bucketFor(t), &said)
	err = db.Update(t.Context(), func(tx isnad.Tx) error {
		return tx.PutSource(ingest.NewSource("http://slow.localhost:"+press.port()+"/feed", isnad.FeedSource, ""))
	})
	if err != nil {
		t.Fatal(err)
	}
	<-press.asked
	way.shut.Store(true)
	code, took := told(t, c)
	t.Logf("ended with %d after %v: %s", code, took, &said)
}

// TestImportStopped tells an import to end: it does so in time, says how it goes on, and goes on.
func TestImportStopped(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes and waits for them")
	}
	const articles = 3000
	dir := t.TempDir()
	var lines strings.Builder
	for n := range articles {
		lines.WriteString(sentLine(n))
	}
	input := filepath.Join(dir, "in.jsonl")
	if err := os.WriteFile(input, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(dir, "archive")
	c := process(data, "import", "--workers", "1", input)
	var said bytes.Buffer
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for range 3000 { // until it has begun
		if s, err := os.Stat(filepath.Join(data, "isnad.db-wal")); err == nil && s.Size() > 1<<20 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if code, took := told(t, c); code != exitFailed || !strings.Contains(said.String(), "goes on where it ended") {
		t.Errorf("it ended with %d after %v: %s", code, took, &said)
	}
	if said := saidBy(t.Context(), "--data", data, "import", input); !strings.Contains(said, "articles from") || strings.HasPrefix(said, "3000 ") {
		t.Errorf("gone on with: %s", said)
	}
	if said := saidBy(t.Context(), "--data", data, "check"); !strings.HasPrefix(said, "3000 articles") {
		t.Errorf("in the end: %s", said)
	}
}

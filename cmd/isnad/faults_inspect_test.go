//go:build linux

package main

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"isnad"
	"isnad/internal/archive"
)

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
	f.wantFenced()
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

// connect gives a connection past Isnad; the machine may be slow, or the database just be starting.
func (f *faultsTest) connect() *pgx.Conn {
	f.t.Helper()
	var c *pgx.Conn
	var err error
	for range 60 {
		if c, err = pgx.Connect(context.Background(), f.pair.address()); err == nil {
			return c
		}
		time.Sleep(time.Second)
	}
	f.t.Fatal(err)
	return nil
}

// tellQueue logs what the queue and the leases look like.
func (f *faultsTest) tellQueue() {
	c, err := pgx.Connect(context.Background(), f.pair.address())
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

// audit has the database itself note articles that were written without a lock on the lease under which they are placed: who
// holds it locks it, so that nobody else is given it before the transaction ends.
func (f *faultsTest) audit() {
	f.sql(`CREATE TABLE unfenced (article text);
		CREATE FUNCTION note_unfenced() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
			IF NOT EXISTS (SELECT 1 FROM lease WHERE name = 'placing' AND held AND xmax::text::bigint = pg_current_xact_id()::text::bigint % 4294967296) THEN
				INSERT INTO unfenced VALUES (NEW.public);
			END IF;
			RETURN NULL;
		END $$;
		CREATE CONSTRAINT TRIGGER fenced AFTER INSERT ON docv DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_unfenced()`)
}

// wantFenced wants nothing written by whoever had lost the right to.
func (f *faultsTest) wantFenced() {
	c := f.connect()
	defer c.Close(context.Background())
	var unfenced, audited int
	f.must(c.QueryRow(context.Background(), `SELECT (SELECT count(*) FROM unfenced), (SELECT count(*) FROM pg_trigger WHERE tgname = 'fenced')`).Scan(&unfenced, &audited))
	if unfenced > 0 || audited == 0 {
		f.t.Errorf("%d articles were written under a lease that was over, as %d triggers saw", unfenced, audited)
	}
}

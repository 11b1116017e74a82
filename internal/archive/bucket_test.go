package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"isnad"
)

// objects is a store that speaks S3, on loopback, and can be down.
type objects struct {
	address string
	down    atomic.Bool
	backend *s3mem.Backend
}

func newObjects(t *testing.T) *objects {
	t.Helper()
	o := &objects{backend: s3mem.New()}
	if err := o.backend.CreateBucket("press"); err != nil {
		t.Fatal(err)
	}
	store := gofakes3.New(o.backend).Server()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if o.down.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		store.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	o.address = "s3+http://" + strings.TrimPrefix(server.URL, "http://") + "/press/warc"
	return o
}

// replace puts other bytes in the place of the object's.
func (o *objects) replace(t *testing.T, key string, change func([]byte) []byte) {
	t.Helper()
	old, err := o.backend.GetObject("press", key, nil)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := io.ReadAll(old.Contents)
	if err != nil {
		t.Fatal(err)
	}
	whole = change(whole)
	if _, err := o.backend.PutObject("press", key, map[string]string{}, bytes.NewReader(whole), int64(len(whole)), nil); err != nil {
		t.Fatal(err)
	}
}

func openBucket(t *testing.T, o *objects) *Bucket {
	t.Helper()
	b, err := OpenBucket(t.Context(), o.address, BucketOptions{AccessKey: "reader", SecretKey: "of-tests"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// kinds are a capture of every kind.
func kinds() []*isnad.Capture {
	at := time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)
	return []*isnad.Capture{
		{URL: "https://marfa.example/1", At: at, Status: 200, Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte(strings.Repeat("نص الصفحة. ", 200))},
		{URL: "https://marfa.example/1", At: at.Add(time.Hour), Status: 200, Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte(strings.Repeat("نص الصفحة. ", 200))},
		{URL: "https://marfa.example/2", FinalURL: "https://marfa.example/two", At: at, Status: 404, Header: http.Header{"X-A": {"b"}}, Body: []byte("غير موجود")},
		{URL: "https://marfa.example/3", At: at, Error: "no such host"},
		{URL: "https://marfa.example/4", At: at, Status: 304, Header: http.Header{"Etag": {`"x"`}}},
		{URL: "file:page.html", At: at, Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte("<p>نص</p>")},
	}
}

// without leaves out what the way through a WARC record adds.
func without(c *isnad.Capture) isnad.Capture {
	out := *c
	out.Header = c.Header.Clone()
	out.Header.Del("Content-Length")
	return out
}

func TestBucket(t *testing.T) {
	o := newObjects(t)
	b := openBucket(t, o)
	want := kinds()
	for _, c := range want {
		if err := b.Append(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	reader := openBucket(t, o) // as another machine sees it
	for _, c := range want {
		got, err := reader.Read(t.Context(), c.WARC)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(without(c), without(got)); d != "" {
			t.Errorf("%s (-appended +read):\n%s", c.URL, d)
		}
	}
	n := 0
	for got, err := range reader.Captures(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(without(want[n]), without(got)); d != "" {
			t.Errorf("walked (-appended +read):\n%s", d)
		}
		n++
	}
	if n != len(want) {
		t.Errorf("%d captures walked, want %d", n, len(want))
	}
}

// TestBucketTogether has two machines append at once, many captures each.
func TestBucketTogether(t *testing.T) {
	o := newObjects(t)
	a, b := openBucket(t, o), openBucket(t, o)
	var writers sync.WaitGroup
	const each = 60
	for i := range 2 * each {
		writers.Go(func() {
			to := a
			if i%2 == 1 {
				to = b
			}
			c := &isnad.Capture{URL: fmt.Sprintf("https://marfa.example/%d", i), At: time.Unix(1e9, 0).UTC(), Status: 200, Body: fmt.Appendf(nil, "صفحة %d", i)}
			if err := to.Append(t.Context(), c); err != nil {
				t.Error(err)
				return
			}
			if got, err := b.Read(t.Context(), c.WARC); err != nil || !bytes.Equal(got.Body, c.Body) {
				t.Errorf("capture %d: %v, %v", i, got, err)
			}
		})
	}
	writers.Wait()
	seen := map[string]bool{}
	for c, err := range a.Captures(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		seen[c.URL] = true
	}
	if len(seen) != 2*each {
		t.Errorf("%d captures, want %d", len(seen), 2*each)
	}
}

// TestBucketDown appends while the store does not answer: what is not stored is not acknowledged, and afterwards all goes on.
func TestBucketDown(t *testing.T) {
	o := newObjects(t)
	b := openBucket(t, o)
	c := kinds()[0]
	o.down.Store(true)
	ctx, stop := context.WithTimeout(t.Context(), time.Second)
	defer stop()
	if err := b.Append(ctx, c); err == nil || c.WARC != "" {
		t.Errorf("appended to a store that is down: %v, place %q", err, c.WARC)
	}
	if _, err := b.Read(t.Context(), "isnad-20250601T120000.000000000Z-000000000000.warc.gz#9"); !errors.Is(err, isnad.ErrUnavailable) {
		t.Errorf("read from a store that is down: %v", err)
	}
	o.down.Store(false)
	if err := b.Append(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Read(t.Context(), c.WARC); err != nil {
		t.Error(err)
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	if err := b.Append(t.Context(), kinds()[1]); !errors.Is(err, isnad.ErrUnavailable) {
		t.Errorf("appended after the end: %v", err)
	}
}

// TestBucketDamaged damages an object at every hundredth byte: what is read is what was written, or an error.
func TestBucketDamaged(t *testing.T) {
	o := newObjects(t)
	b := openBucket(t, o)
	c := kinds()[0]
	if err := b.Append(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	name, _, _ := strings.Cut(c.WARC, "#")
	key, size, refused := "warc/"+name, 0, 0
	var whole []byte
	o.replace(t, key, func(b []byte) []byte { whole, size = b, len(b); return b })
	for at := 0; at < size; at += 100 {
		o.replace(t, key, func([]byte) []byte { damaged := bytes.Clone(whole); damaged[at] ^= 0x10; return damaged })
		got, err := b.Read(t.Context(), c.WARC)
		if err == nil && cmp.Diff(without(c), without(got)) != "" {
			t.Errorf("byte %d damaged: %+v is served as what was written", at, got)
		}
		for _, err := range b.Captures(t.Context()) {
			if err != nil {
				refused++
			}
		}
	}
	if refused == 0 {
		t.Error("no walk told of any damage")
	}
	o.replace(t, key, func([]byte) []byte { return whole[:size-20] })
	if _, err := b.Read(t.Context(), c.WARC); err == nil {
		t.Error("an object that was cut is served")
	}
}

func TestOpenBucketRefuses(t *testing.T) {
	o := newObjects(t)
	host := strings.TrimSuffix(strings.TrimPrefix(o.address, "s3+http://"), "/press/warc")
	for _, c := range []struct {
		name, address string
		want          error
	}{
		{"another scheme", "https://store.example/press", isnad.ErrInvalid},
		{"no bucket", "s3://store.example", isnad.ErrInvalid},
		{"no host", "s3:///press", isnad.ErrInvalid},
		{"keys in the address", "s3://key:secret@store.example/press", isnad.ErrInvalid},
		{"a bucket that is not there", "s3+http://" + host + "/other", isnad.ErrNotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := OpenBucket(t.Context(), c.address, BucketOptions{})
			if !errors.Is(err, c.want) {
				t.Errorf("%v, %v; want %v", b, err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), "secret@") {
				t.Errorf("the error tells the secret: %v", err)
			}
		})
	}
	for _, place := range []string{"", "x", "isnad-20250601T120000.000000000Z-000000000000.warc.gz", "../isnad-20250601T120000.000000000Z-000000000000.warc.gz#1", "a#-1"} {
		if _, err := openBucket(t, o).Read(t.Context(), place); !errors.Is(err, isnad.ErrInvalid) {
			t.Errorf("place %q: %v", place, err)
		}
	}
	if _, err := openBucket(t, o).Read(t.Context(), "isnad-20250601T120000.000000000Z-000000000000.warc.gz#1"); !errors.Is(err, isnad.ErrNotFound) {
		t.Errorf("an object that is not there: %v", err)
	}
}

package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
)

var noon = time.Date(2025, 6, 29, 12, 0, 0, 123456789, time.UTC)

func open(t testing.TB, dir string) *Folder {
	t.Helper()
	f, err := Open(dir, Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// page is a capture of an invented page; n tells pages apart.
func page(n int) *isnad.Capture {
	body := []byte(strings.Repeat(fmt.Sprintf("<p>سيل الوادعة، الخبر %d</p>\n", n), 30))
	return &isnad.Capture{URL: fmt.Sprintf("http://almarfa.test/خبر/%d", n), At: noon.Add(time.Duration(n) * time.Second), Status: 200,
		Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}, "Content-Encoding": {"gzip"}, "Etag": {`W/"x\y"`}},
		Body:   body, Digest: isnad.Digest(body)}
}

func appendTo(t testing.TB, f *Folder, c *isnad.Capture) *isnad.Capture {
	t.Helper()
	if err := f.Append(context.Background(), c); err != nil {
		t.Fatal(err)
	}
	return c
}

func all(t testing.TB, f *Folder) []*isnad.Capture {
	t.Helper()
	var out []*isnad.Capture
	for c, err := range f.Captures(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

func TestRoundTrip(t *testing.T) {
	f := open(t, t.TempDir())
	moved := page(2)
	moved.FinalURL, moved.Moved = "http://almarfa.test/2", "http://almarfa.test/2"
	failed := &isnad.Capture{URL: "http://gone.test/", At: noon, Error: "the host is not known"}
	forbidden := &isnad.Capture{URL: "http://ufuq.test/feed/", At: noon, Status: 403, Header: http.Header{"Server": {"x"}}, Error: "403 Forbidden"}
	unchanged := &isnad.Capture{URL: "http://almarfa.test/feed", At: noon, Status: 304, Header: http.Header{"Etag": {`"1"`}}}
	empty := &isnad.Capture{URL: "http://almarfa.test/empty", At: noon, Status: 200, Digest: isnad.Digest(nil), Header: http.Header{}}
	asked := page(3)
	asked.Request = http.Header{"User-Agent": {"Isnad"}}
	file := &isnad.Capture{URL: "file:page.html", At: noon, Body: []byte("<p>صفحة من ملف</p>"), Digest: isnad.Digest([]byte("<p>صفحة من ملف</p>"))}
	var want []*isnad.Capture
	for _, c := range []*isnad.Capture{page(1), moved, failed, forbidden, unchanged, empty, asked, file} {
		want = append(want, appendTo(t, f, c))
	}
	for i, c := range want {
		c.Request = nil                                                // kept in a record of its own, for others
		c.URL = strings.ReplaceAll(c.URL, "خبر", "%D8%AE%D8%A8%D8%B1") // WARC holds URIs
		if c.FinalURL != "" {
			c.URL = "http://almarfa.test/خبر/2"
		}
		got, err := f.Read(t.Context(), c.WARC)
		if err != nil {
			t.Fatalf("Read %d: %v", i, err)
		}
		if diff := cmp.Diff(c, got); diff != "" {
			t.Errorf("capture %d (-want +got):\n%s", i, diff)
		}
	}
	if diff := cmp.Diff(want, all(t, f)); diff != "" {
		t.Errorf("walk (-want +got):\n%s", diff)
	}
}

func TestBodiesAreStoredOnce(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir)
	first := appendTo(t, f, page(1))
	size := sizeOf(t, dir)
	again := page(1)
	again.URL, again.At = "http://copy.test/", noon.Add(time.Hour)
	again = appendTo(t, f, again)
	if grown := sizeOf(t, dir) - size; grown > 1200 {
		t.Errorf("a second copy took %d bytes", grown)
	}
	f.Close()
	f = open(t, dir) // remembered over a restart
	third := page(1)
	third.At = noon.Add(2 * time.Hour)
	appendTo(t, f, third)
	for _, c := range []*isnad.Capture{first, again, third} {
		got, err := f.Read(t.Context(), c.WARC)
		if err != nil || got.Digest != first.Digest || string(got.Body) != string(first.Body) {
			t.Errorf("%s: %v", c.WARC, err)
		}
	}
	if n := countType(t, dir, "response"); n != 1 {
		t.Errorf("%d response records, want one", n)
	}
	os.Remove(filepath.Join(dir, "digests")) // is made again
	f.Close()
	f = open(t, dir)
	appendTo(t, f, page(1))
	if n := countType(t, dir, "response"); n != 1 {
		t.Errorf("%d response records after the digests were lost, want one", n)
	}
}

func sizeOf(t testing.TB, dir string) int64 {
	t.Helper()
	var n int64
	names, _ := filepath.Glob(filepath.Join(dir, "*.warc.gz"))
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		n += info.Size()
	}
	return n
}

func countType(t testing.TB, dir, kind string) int {
	t.Helper()
	n := 0
	names, _ := filepath.Glob(filepath.Join(dir, "*.warc.gz"))
	for _, name := range names {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		err = ReadWARC(file, func(r Record) error {
			if r.Type == kind {
				n++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return n
}

func TestFilesRotate(t *testing.T) {
	dir := t.TempDir()
	f, err := Open(dir, Options{MaxFile: 2000, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		appendTo(t, f, page(i))
	}
	f.Close()
	names, _ := f.files()
	if len(names) < 3 {
		t.Errorf("files %v, want several", names)
	}
	f = open(t, dir)
	appendTo(t, f, page(20))
	got := all(t, f)
	if len(got) != 21 {
		t.Fatalf("%d captures, want 21", len(got))
	}
	for i, c := range got {
		if !strings.HasSuffix(c.URL, "/"+strconv.Itoa(i)) {
			t.Errorf("capture %d is %s", i, c.URL)
		}
	}
}

func TestOneWriter(t *testing.T) {
	dir := t.TempDir()
	f, g := open(t, dir), open(t, dir)
	c := appendTo(t, f, page(1))
	if err := g.Append(t.Context(), page(2)); !errors.Is(err, isnad.ErrConflict) {
		t.Errorf("a second writer: %v, want a conflict", err)
	}
	if _, err := g.Read(t.Context(), c.WARC); err != nil {
		t.Errorf("a reader beside the writer: %v", err)
	}
	f.Close()
	if err := g.Append(t.Context(), page(2)); err != nil {
		t.Errorf("after the first has ended: %v", err)
	}
	if err := f.Append(t.Context(), page(3)); err == nil {
		t.Error("a closed archive took a capture")
	}
}

func TestManyAppendAtOnce(t *testing.T) {
	f := open(t, t.TempDir())
	var group sync.WaitGroup
	captures := make([]*isnad.Capture, 200)
	for i := range captures {
		group.Go(func() { captures[i] = appendTo(t, f, page(i)) })
	}
	group.Wait()
	for i, c := range captures {
		got, err := f.Read(t.Context(), c.WARC)
		if err != nil || got.Digest != page(i).Digest {
			t.Errorf("capture %d at %s: %v", i, c.WARC, err)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir)
	c := appendTo(t, f, page(1))
	name, _, _ := strings.Cut(c.WARC, "#")
	for place, want := range map[string]error{
		"":                                isnad.ErrInvalid,
		"x":                               isnad.ErrInvalid,
		"../../etc/passwd#0":              isnad.ErrInvalid,
		name + "#-1":                      isnad.ErrInvalid,
		name + "#7":                       isnad.ErrCorrupt,
		name + "#99999999":                isnad.ErrNotFound,
		name + "#0":                       isnad.ErrNotFound, // the warcinfo record
		"isnad-000009" + name[12:] + "#0": isnad.ErrNotFound,
	} {
		if _, err := f.Read(t.Context(), place); !errors.Is(err, want) {
			t.Errorf("Read(%q): %v, want %v", place, err, want)
		}
	}
}

// TestDamageIsFound flips every bit's byte of a record in turn: what is read is what was written, or an error.
func TestDamageIsFound(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir)
	c := appendTo(t, f, page(1))
	name, at, _ := strings.Cut(c.WARC, "#")
	offset, _ := strconv.ParseInt(at, 10, 64)
	path := filepath.Join(dir, name)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for i := offset; i < int64(len(whole)); i++ {
		damaged := append([]byte(nil), whole...)
		damaged[i] ^= 1 << rng.IntN(8)
		if err := os.WriteFile(path, damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		got, err := f.Read(t.Context(), c.WARC)
		if err == nil && (string(got.Body) != string(c.Body) || got.URL != "http://almarfa.test/%D8%AE%D8%A8%D8%B1/1") {
			t.Fatalf("byte %d: damage was served as truth: %q", i, got.URL)
		}
		if err != nil && !errors.Is(err, isnad.ErrCorrupt) && !errors.Is(err, isnad.ErrNotFound) {
			t.Fatalf("byte %d: %v", i, err)
		}
	}
}

// TestFullDisk fills a file system of its own; it needs the right to mount one.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no small file system can be mounted: %v %s", err, out)
	}
	defer exec.Command("umount", "-l", dir).Run()
	ballast := filepath.Join(dir, "ballast")
	write(t, ballast, make([]byte, 128<<10))
	f := open(t, dir)
	random := rand.New(rand.NewPCG(3, 4))
	noise := func(n int) *isnad.Capture {
		c := page(n)
		c.Body = make([]byte, 9000)
		for i := range c.Body {
			c.Body[i] = byte(random.Uint32())
		}
		c.Digest = ""
		return c
	}
	var kept []*isnad.Capture
	var full error
	for n := 0; full == nil && n < 100; n++ {
		c := noise(n)
		if full = f.Append(t.Context(), c); full == nil {
			kept = append(kept, c)
		}
	}
	if !errors.Is(full, isnad.ErrFull) || len(kept) < 5 {
		t.Fatalf("after %d captures: %v, want a full disk", len(kept), full)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	kept = append(kept, appendTo(t, f, noise(100))) // goes on unaided
	for _, c := range kept {
		if got, err := f.Read(t.Context(), c.WARC); err != nil || got.Digest != c.Digest {
			t.Errorf("%s: %v", c.WARC, err)
		}
	}
	if got := all(t, f); len(got) != len(kept) {
		t.Errorf("%d captures stored, want %d", len(got), len(kept))
	}
}

func TestExport(t *testing.T) {
	f := open(t, t.TempDir())
	for _, n := range []int{1, 2, 1} { // the third is stored as a revisit
		appendTo(t, f, page(n))
	}
	appendTo(t, f, &isnad.Capture{URL: "http://gone.test/", At: noon, Error: "the host is not known"})
	var b bytes.Buffer
	n, err := Export(&b, noon, f.Captures(t.Context()))
	if err != nil || n != 4 {
		t.Fatalf("%d exported, %v", n, err)
	}
	if got := bodies(t, b.Bytes()); len(got) != 3 || got[2] != string(page(1).Body) {
		t.Errorf("exported %d bodies", len(got))
	}
}

func TestRoom(t *testing.T) {
	f, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if free, err := f.Room(); err != nil || free <= 0 {
		t.Errorf("Room = %d, %v", free, err)
	}
}

package archive

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"isnad"
	"isnad/internal/storetest"
	"isnad/internal/victim"
)

// TestTornTail cuts the last file at every byte of its last record, as a crash may, and goes on writing.
func TestTornTail(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir)
	appendTo(t, f, page(1))
	before := sizeOf(t, dir)
	last := page(2)
	last.Body = last.Body[:100]
	last.Digest = ""
	appendTo(t, f, last)
	f.Close()
	names, _ := f.files()
	whole, err := os.ReadFile(filepath.Join(dir, names[0]))
	if err != nil {
		t.Fatal(err)
	}
	digests, err := os.ReadFile(filepath.Join(dir, "digests"))
	if err != nil {
		t.Fatal(err)
	}
	for cut := before; cut < int64(len(whole)); cut++ {
		for _, zeros := range []int{0, 600} {
			if zeros > 0 && (cut%20 > 0 || cut > int64(len(whole))-4) {
				continue // one in five shows it; a member's last bytes are zeros of its own
			}
			at := t.TempDir()
			write(t, filepath.Join(at, names[0]), append(bytes.Clone(whole[:cut]), make([]byte, zeros)...))
			write(t, filepath.Join(at, "digests"), digests[:16])
			g := open(t, at)
			if _, err := g.begin(); err != nil { // repairs
				t.Fatal(err)
			}
			want := 1
			if cut%40 == 0 {
				appendTo(t, g, page(3))
				want++
			}
			got := all(t, g)
			if len(got) != want || !strings.HasSuffix(got[0].URL, "/1") || want == 2 && !strings.HasSuffix(got[1].URL, "/3") {
				t.Fatalf("cut at %d of %d, %d zeros: %d captures", cut, len(whole), zeros, len(got))
			}
			if files, _ := g.files(); len(files) != 1 {
				t.Fatalf("cut at %d of %d, %d zeros: files %v", cut, len(whole), zeros, files)
			}
			g.Close()
		}
	}
}

func write(t testing.TB, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestDamagedTailIsKept flips a byte in the last record: that is no torn write, so nothing may be cut off.
func TestDamagedTailIsKept(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir)
	appendTo(t, f, page(1))
	before := sizeOf(t, dir)
	appendTo(t, f, page(2))
	f.Close()
	names, _ := f.files()
	path := filepath.Join(dir, names[0])
	whole, _ := os.ReadFile(path)
	for i := before + 20; i < int64(len(whole)); i += 13 {
		damaged := bytes.Clone(whole)
		damaged[i] ^= 0x10
		at := t.TempDir()
		write(t, filepath.Join(at, names[0]), damaged)
		g := open(t, at)
		appendTo(t, g, page(3))
		kept, _ := os.ReadFile(filepath.Join(at, names[0]))
		if len(kept) < len(damaged) {
			t.Errorf("byte %d flipped: %d bytes were cut off", i, len(damaged)-len(kept))
		}
		found := 0
		for c, err := range g.Captures(t.Context()) {
			if err == nil && (strings.HasSuffix(c.URL, "/1") || strings.HasSuffix(c.URL, "/3")) {
				found++
			}
		}
		if found != 2 {
			t.Errorf("byte %d flipped: %d of the two whole captures were found", i, found)
		}
		g.Close()
	}
}

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("ISNAD_ARCHIVE_CHILD"); dir != "" {
		child(dir)
		return
	}
	os.Exit(m.Run())
}

// child appends without end, from several goroutines, and prints each place that was acknowledged.
func child(dir string) {
	f, err := Open(dir, Options{MaxFile: 64 << 10})
	if err != nil {
		panic(err)
	}
	lines := make(chan string)
	for w := range 4 {
		go func() {
			for i := 0; ; i++ {
				c := page(os.Getpid()*1_000_000 + w*100_000 + i)
				if err := f.Append(context.Background(), c); err != nil {
					panic(err)
				}
				lines <- fmt.Sprintf("%s %s\n", c.WARC, c.Digest)
			}
		}()
	}
	for l := range lines {
		os.Stdout.WriteString(l)
	}
}

// TestKill kills a writing process again and again: what it acknowledged can be read, and nothing is there twice.
func TestKill(t *testing.T) {
	kills := 20
	if testing.Short() {
		kills = 3
	}
	if n := os.Getenv("ISNAD_KILLS"); n != "" {
		fmt.Sscan(n, &kills)
	}
	dir := t.TempDir()
	acknowledged := map[string]string{}
	for round := range kills {
		v := victim.Start(t, "ISNAD_ARCHIVE_CHILD="+dir)
		var said []string
		for range 7*round%37 + 6 {
			line, ok := v.Line()
			if !ok {
				break
			}
			said = append(said, line)
		}
		for _, line := range append(said, v.Kill()...) {
			place, digest, _ := strings.Cut(line, " ")
			acknowledged[place] = digest
		}
	}
	f := open(t, dir)
	appendTo(t, f, page(0)) // repairs
	for place, digest := range acknowledged {
		c, err := f.Read(t.Context(), place)
		if err != nil || c.Digest != digest {
			t.Errorf("acknowledged %s: %v", place, err)
		}
	}
	seen := map[string]bool{}
	for _, c := range all(t, f) {
		if seen[c.URL] {
			t.Errorf("%s is there twice", c.URL)
		}
		seen[c.URL] = true
	}
	t.Logf("%d kills, %d captures acknowledged, %d stored", kills, len(acknowledged), len(seen))
}

// TestDamageInTheMiddleCutsNothing damages the middle of the file being written: opened for writing again, nothing after
// the damage may be taken for an interrupted write and cut off.
func TestDamageInTheMiddleCutsNothing(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir)
	var stored []*isnad.Capture
	for i := range 8 {
		stored = append(stored, appendTo(t, f, page(i)))
	}
	f.Close()
	names, _ := f.files()
	whole, err := os.ReadFile(filepath.Join(dir, names[0]))
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(5, 5))
	for range 150 {
		damaged, where := storetest.Mutate(whole[:len(whole)*2/3], random)
		at := t.TempDir()
		write(t, filepath.Join(at, names[0]), append(damaged, whole[len(damaged):]...)) // no digests: all is scanned
		g := open(t, at)
		appendTo(t, g, page(99))
		last := stored[len(stored)-1]
		if c, err := g.Read(t.Context(), last.WARC); err != nil || string(c.Body) != string(last.Body) {
			t.Errorf("%s: the last capture is gone: %v", where, err)
		}
		g.Close()
	}
}

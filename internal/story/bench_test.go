//go:build unix

package story

import (
	"bufio"
	"compress/gzip"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"isnad"
	"isnad/arabic"
)

// realArticles gives the first n articles of the two weeks of fourteen outlets that the development data has, in order of days.
func realArticles(b *testing.B, n int) []*isnad.Article {
	b.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", "articles", "saudi-2015.jsonl.gz"))
	if err != nil {
		b.Skip("no articles here: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	var out []*isnad.Article
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 64<<20)
	for len(out) < n && lines.Scan() {
		a, _, err := isnad.Decode(lines.Bytes())
		if err != nil {
			b.Fatal(err)
		}
		out = append(out, a)
	}
	slices.SortStableFunc(out, func(x, y *isnad.Article) int { return x.Day().Sub(y.Day()) })
	return out
}

// used is the user time of the process: on a machine that others use too the clock says little.
func used() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano())
}

const benchmarked = 4000

// BenchmarkArrive takes real articles from their text to their place: analysed, profiled, placed among copies and stories.
func BenchmarkArrive(b *testing.B) {
	articles := realArticles(b, benchmarked)
	b.ResetTimer()
	start := used()
	for range b.N {
		an, d := new(arabic.Analyzer), NewDesk(Options{})
		for _, a := range articles {
			d.Place(NewProfile(a, isnad.TermsWith(an, a)))
		}
	}
	b.ReportMetric(float64(b.N*len(articles))/(used()-start).Seconds(), "articles/cpu-s")
}

// BenchmarkPlace places profiles that are made already: what one goroutine at a time does.
func BenchmarkPlace(b *testing.B) {
	articles := realArticles(b, benchmarked)
	an := new(arabic.Analyzer)
	var profiles []*Profile
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for _, a := range articles {
		profiles = append(profiles, NewProfile(a, isnad.TermsWith(an, a)))
	}
	var d *Desk
	b.ResetTimer()
	start := used()
	for range b.N {
		d = NewDesk(Options{})
		for _, p := range profiles {
			d.Place(p)
		}
	}
	b.ReportMetric(float64(b.N*len(articles))/(used()-start).Seconds(), "articles/cpu-s")
	an = nil
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(len(d.at)), "B/article")
	runtime.KeepAlive(profiles)
}

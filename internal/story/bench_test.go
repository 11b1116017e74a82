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

// analysed gives the articles with their terms. It meets their words first, as an archive in use has: what is timed after it is not the
// first look at a word.
func analysed(b *testing.B) (articles []*isnad.Article, terms []isnad.Terms) {
	b.Helper()
	articles = realArticles(b, benchmarked)
	an := new(arabic.Analyzer)
	for _, a := range articles {
		terms = append(terms, isnad.TermsWith(an, a))
	}
	return articles, terms
}

// rate reports articles for each second of user time since start.
func rate(b *testing.B, n int, start time.Duration) {
	b.ReportMetric(float64(b.N*n)/(used()-start).Seconds(), "articles/cpu-s")
}

// BenchmarkCopies finds the group of copies of real articles as they arrive: shingles, candidates, shared text, kept for those to come.
// The terms are at hand, for the search index needs them too; "from the text" analyses as well.
func BenchmarkCopies(b *testing.B) {
	articles, terms := analysed(b)
	find := func(d *Desk, a *isnad.Article, t isnad.Terms) {
		p := &Profile{ID: a.ID, Day: a.Day(), shingles: shingles(body(a.Text(), t.Text))}
		group := p.ID
		if text := d.bestCopy(p); text.share >= copyContainment {
			group = d.window[text.with].copy
		}
		d.keep(p, group, p.ID)
	}
	b.Run("terms at hand", func(b *testing.B) {
		start := used()
		for range b.N {
			d := NewDesk(Options{})
			for i, a := range articles {
				find(d, a, terms[i])
			}
		}
		rate(b, len(articles), start)
	})
	b.Run("from the text", func(b *testing.B) {
		start := used()
		for range b.N {
			an, d := new(arabic.Analyzer), NewDesk(Options{})
			for _, a := range articles {
				find(d, a, isnad.TermsWith(an, a))
			}
		}
		rate(b, len(articles), start)
	})
}

// BenchmarkArrive takes real articles all the way to copies and stories: "profiles" can be made by many goroutines, "places" one by one.
func BenchmarkArrive(b *testing.B) {
	articles, terms := analysed(b)
	profiles := make([]*Profile, len(articles))
	b.Run("profiles", func(b *testing.B) {
		start := used()
		for range b.N {
			for i, a := range articles {
				profiles[i] = NewProfile(a, terms[i])
			}
		}
		rate(b, len(articles), start)
	})
	b.Run("places", func(b *testing.B) {
		start := used()
		for range b.N {
			d := NewDesk(Options{})
			for _, p := range profiles {
				d.Place(p)
			}
		}
		rate(b, len(articles), start)
	})
}

// BenchmarkMemory reports what an article on the desk takes. A desk holds Options.Limit of them, however old the archive is.
func BenchmarkMemory(b *testing.B) {
	articles, terms := analysed(b)
	for range b.N {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		d := NewDesk(Options{})
		for i, a := range articles {
			d.Place(NewProfile(a, terms[i]))
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(len(d.at)), "B/article")
		runtime.KeepAlive(d)
	}
}

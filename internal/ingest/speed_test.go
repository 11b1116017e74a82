//go:build unix

package ingest_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"isnad"
	"isnad/arabic"
	"isnad/internal/ingest"
	"isnad/internal/sqlite"
	"isnad/names"
)

// cpuTime is what the process has used of all processors so far: on a machine that others use too it says more than the clock.
func cpuTime(t testing.TB) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkAnnotate annotates real articles; all rates are those of one core's time.
func BenchmarkAnnotate(b *testing.B) {
	docs := realArticles(b, 200)
	bytes, sentences := 0, 0
	for _, a := range docs {
		bytes += len(a.Text())
		sentences += len(arabic.Sentences(a.Title)) + len(arabic.Sentences(a.Text()))
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	before := cpuTime(b)
	for b.Loop() {
		for _, a := range docs {
			ingest.Annotate(a.ID, a.Document)
		}
	}
	spent := (cpuTime(b) - before).Seconds()
	b.ReportMetric(float64(len(docs)*b.N)/spent, "articles/cpu-s")
	b.ReportMetric(float64(sentences*b.N)/spent, "sentences/cpu-s")
}

// BenchmarkNames finds the names of real articles.
func BenchmarkNames(b *testing.B) {
	docs := realArticles(b, 200)
	var in []names.Input
	words := 0
	for _, a := range docs {
		in = append(in, names.Input{Title: a.Title, Text: a.Text(), Host: a.Source.Host, Outlet: a.Source.Name})
		words += len(arabic.Analyze(a.Title)) + len(arabic.Analyze(a.Text()))
	}
	b.ReportAllocs()
	before := cpuTime(b)
	for b.Loop() {
		for i := range in {
			names.Find(in[i])
		}
	}
	b.ReportMetric(float64(words*b.N)/(cpuTime(b)-before).Seconds(), "words/cpu-s")
}

// BenchmarkImport takes real articles from JSON Lines to an archive on disk.
func BenchmarkImport(b *testing.B) {
	path := filepath.Join(b.TempDir(), "real.jsonl")
	n := writeReal(b, path, 300)
	b.ReportAllocs()
	before := cpuTime(b)
	for b.Loop() {
		db, err := sqlite.Open(context.Background(), filepath.Join(b.TempDir(), "isnad.db"), sqlite.Options{})
		if err != nil {
			b.Fatal(err)
		}
		im := ingest.Import{Store: db, Report: func(p ingest.Problem) { b.Error(p) }}
		if _, err := im.Run(context.Background(), []string{path}); err != nil {
			b.Fatal(err)
		}
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n*b.N)/(cpuTime(b)-before).Seconds(), "articles/cpu-s")
}

// writeReal writes n real articles of each collection to a file, as they came, and says how many there are.
func writeReal(b *testing.B, path string, n int) int {
	var out bytes.Buffer
	articles := realArticles(b, n)
	for _, a := range articles {
		line, err := isnad.Encode(&isnad.Article{ID: a.ID, Document: a.Document})
		if err != nil {
			b.Fatal(err)
		}
		out.Write(append(line, '\n'))
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	return len(articles)
}

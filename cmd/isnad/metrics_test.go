package main

import (
	"net/http/httptest"
	"strings"
	"testing"

	"isnad"
	"isnad/internal/ingest"
)

func TestMetrics(t *testing.T) {
	o, err := openArchive(t.Context(), config{data: t.TempDir()}, readWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	paused := ingest.NewSource("https://marfa.example/feed", isnad.FeedSource, "")
	paused.Paused = true
	err = o.store.Update(t.Context(), func(tx isnad.Tx) error {
		if err := tx.PutSource(paused); err != nil {
			return err
		}
		return tx.Enqueue(isnad.Job{Kind: isnad.FetchPage, Key: "https://marfa.example/1"})
	})
	if err != nil {
		t.Fatal(err)
	}
	m := newMetrics(o)
	ingest.NewMeter(m.registry)
	w := httptest.NewRecorder()
	m.handler.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "GET", "/metrics", nil))
	for _, want := range []string{"isnad_articles 0\n", `isnad_sources{state="paused"} 1`, `isnad_jobs_waiting{kind="fetch-page"} 1`, "isnad_poll_lag_seconds_count 0",
		"isnad_crawl_paused 0", "process_resident_memory_bytes", "go_goroutines"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("no %q in\n%s", want, w.Body)
		}
	}
}

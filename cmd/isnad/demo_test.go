package main

import (
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestDemo runs the demonstration as a newcomer would: the press is fetched for real over loopback, and its stories stand on
// the front page.
func TestDemo(t *testing.T) {
	if testing.Short() {
		t.Skip("fetches a whole press")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	r, w := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"demo", "--listen", "127.0.0.1:0"}, strings.NewReader(""), w, io.Discard)
		w.Close()
	}()
	address := waitFor(t, r, regexp.MustCompile(`(\d+) articles with \d+ statements. Open (\S+)`))
	if page := get(t, ctx, address+"/"); !strings.Contains(page, "الزنبقي") || !strings.Contains(page, `dir="rtl"`) {
		t.Errorf("the front page does not show the press:\n%.2000s", page)
	}
	for _, path := range []string{"/search?q=%D8%A7%D9%84%D8%B3%D8%AF", "/sources"} {
		get(t, ctx, address+path)
	}
	cancel()
	go io.Copy(io.Discard, r)
	if code := <-done; code != exitGood {
		t.Errorf("demo ended with %d", code)
	}
}

// waitFor reads until the pattern matches and gives its last group.
func waitFor(t *testing.T, r io.Reader, pattern *regexp.Regexp) string {
	t.Helper()
	var seen strings.Builder
	buf := make([]byte, 512)
	for {
		n, err := r.Read(buf)
		seen.Write(buf[:n])
		if m := pattern.FindStringSubmatch(seen.String()); m != nil {
			return m[len(m)-1]
		}
		if err != nil {
			t.Fatalf("ended with %v after %q", err, seen.String())
		}
	}
}

func get(t *testing.T, ctx context.Context, address string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", address, response.Status, err)
	}
	return string(body)
}

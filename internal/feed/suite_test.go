package feed

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// shared looks for the folder of data beside or above the repository; it is no part of it.
func shared(t testing.TB, path string) string {
	t.Helper()
	dir := os.Getenv("ISNAD_SHARED")
	for at, _ := filepath.Abs("."); dir == ""; at = filepath.Dir(at) {
		if s, err := os.Stat(filepath.Join(at, "shared", "data")); err == nil && s.IsDir() {
			dir = filepath.Join(at, "shared")
		} else if at == filepath.Dir(at) {
			break
		}
	}
	found := filepath.Join(dir, path)
	if _, err := os.Stat(found); dir == "" || err != nil {
		t.Skip("the folder shared/" + path + " is not there: gofeed's fixtures are not measured")
	}
	return found
}

// expected are the fields that matter to us, under the names that gofeed's expectations use for them.
type expected struct {
	Title   string         `json:"title"`
	Link    string         `json:"link"`
	Items   []expectedItem `json:"items"`
	Entries []expectedItem `json:"entries"`
}

type expectedItem struct {
	Title           string     `json:"title"`
	Link            string     `json:"link"`
	PublishedParsed *time.Time `json:"publishedParsed"`
	UpdatedParsed   *time.Time `json:"updatedParsed"`
	PubDateParsed   *time.Time `json:"pubDateParsed"`
}

// TestGofeedSuite reads gofeed's fixtures with the whole of our front and compares key fields with what is expected there.
func TestGofeedSuite(t *testing.T) {
	dir := shared(t, "data/suites/gofeed/testdata")
	var files, read int
	var c agreement
	filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".xml" {
			return err
		}
		want, err := os.ReadFile(strings.TrimSuffix(path, ".xml") + ".json")
		if err != nil {
			return nil
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		f, err := Parse(body, "", "http://example.org/feed")
		if err != nil {
			t.Logf("%s: %v", filepath.Base(path), err)
			return nil
		}
		read++
		var e expected
		if json.Unmarshal(want, &e) != nil {
			return nil
		}
		c.compare(t, filepath.Base(path), e, f)
		return nil
	})
	t.Logf("%d of %d files read, %d of %d key fields as expected", read, files, c.agreed, c.fields)
	if files == 0 || float64(read) < .99*float64(files) || float64(c.agreed) < .97*float64(c.fields) {
		t.Errorf("below the floor of 99 %% read and 97 %% of fields")
	}
}

// agreement counts the key fields that are as expected.
type agreement struct{ fields, agreed int }

func (c *agreement) compare(t *testing.T, file string, e expected, f *Feed) {
	check := func(name, want, got string) {
		if want == "" {
			return
		}
		c.fields++
		if got == want {
			c.agreed++
		} else {
			t.Logf("%s: %s %q, want %q", file, name, got, want)
		}
	}
	check("title", plain(html.UnescapeString(e.Title)), f.Title)
	// an item without title, address and text is none to us
	for i, it := range append(e.Items, e.Entries...) {
		if i >= len(f.Entries) {
			break
		}
		got := f.Entries[i]
		if strings.HasPrefix(it.Link, "http") {
			check("item link", it.Link, got.URL)
		}
		check("item title", plain(html.UnescapeString(it.Title)), got.Title)
		for _, at := range []*time.Time{it.PublishedParsed, it.PubDateParsed} {
			if at != nil {
				check("item date", at.UTC().Format("2006-01-02 15:04"), when(got))
			}
		}
	}
}

// when gives an entry's instant in UTC; a day alone is its midnight.
func when(e Entry) string {
	t := e.Published.Time
	if t.IsZero() {
		t = e.Published.Day.Midnight()
	}
	return t.UTC().Format("2006-01-02 15:04")
}

package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"isnad"
	"isnad/internal/sqlite"
)

// damagedCopy makes an archive of forty articles with a source and a capture, and gives the path of a copy that hurt changed.
func damagedCopy(t *testing.T, hurt func(path string)) string {
	t.Helper()
	ctx := context.Background()
	db := open(t, filepath.Join(t.TempDir(), "isnad.db"))
	err := db.Update(ctx, func(tx isnad.Tx) error {
		if err := tx.PutSource(&isnad.Source{ID: "marfa", URL: "https://marfa.example/feed", Kind: isnad.FeedSource}); err != nil {
			return err
		}
		if _, err := tx.AddCapture(&isnad.Capture{URL: "https://marfa.example/1", Digest: isnad.Digest([]byte("x")), WARC: "a#0"}); err != nil {
			return err
		}
		for i := range 40 {
			a := spoken(i)
			if err := tx.PutArticle(a, isnad.TermsOf(a)); err != nil {
				return err
			}
		}
		return tx.Enqueue(isnad.Job{Kind: isnad.FetchPage, Key: "https://marfa.example/2"})
	})
	path := filepath.Join(t.TempDir(), "damaged.db")
	if err := errors.Join(err, db.Backup(ctx, path)); err != nil {
		t.Fatal(err)
	}
	hurt(path)
	return path
}

func execOn(t *testing.T, path, query string) {
	t.Helper()
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := raw.Exec(query); err != nil {
		t.Fatal(err)
	}
	if err := raw.Close(); err != nil {
		t.Fatal(err)
	}
}

// overwrite writes garbage over a share of the file, given in hundredths.
func overwrite(t *testing.T, path string, from, to int) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(b) * from / 100; i < len(b)*to/100; i++ {
		b[i] = 0xA5
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestSalvage(t *testing.T) {
	oneGoroutine(t)
	for _, c := range []struct {
		name     string
		hurt     func(t *testing.T, path string)
		articles int  // at least
		lost     bool // something is
	}{
		{"nothing wrong", func(*testing.T, string) {}, 40, false},
		{"an index gone", func(t *testing.T, path string) { execOn(t, path, `DROP TABLE posting`) }, 40, false},
		{"one body damaged", func(t *testing.T, path string) {
			execOn(t, path, `UPDATE article SET body = x'0102' WHERE public = 'a007'`)
		}, 39, true},
		{"a tenth of the file overwritten", func(t *testing.T, path string) { overwrite(t, path, 60, 70) }, 1, false},
		{"no database any more", func(t *testing.T, path string) { overwrite(t, path, 0, 100) }, 0, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx := context.Background()
			from := damagedCopy(t, func(path string) { c.hurt(t, path) })
			to := filepath.Join(t.TempDir(), "isnad.db")
			s, err := sqlite.Salvage(ctx, from, to, sqlite.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if s.Articles < c.articles || c.lost && len(s.Lost) == 0 || c.name == "nothing wrong" && len(s.Lost) > 0 {
				t.Errorf("salvaged %+v, want %d articles", s, c.articles)
			}
			db := open(t, to)
			if f, err := db.Check(ctx); err != nil || len(f) > 0 {
				t.Errorf("Check of what was salvaged: %v, %v", f, err)
			}
			for a, err := range db.Articles(ctx, isnad.ArticleFilter{}) {
				if err != nil {
					t.Fatal(err)
				}
				if want := asJSON(t, byName(a.ID)); asJSON(t, a) != want {
					t.Errorf("article %s is not what was stored", a.ID)
				}
			}
			if changes, err := db.Changes(ctx, 100); err != nil || len(changes) > 40 {
				t.Errorf("%d changes, %v: salvage is news to nobody", len(changes), err)
			}
		})
	}
}

func byName(id string) *isnad.Article {
	for i := range 40 {
		if a := spoken(i); a.ID == id {
			return a
		}
	}
	return nil
}

func TestSalvageKeepsWhatIsNotDerived(t *testing.T) {
	oneGoroutine(t)
	ctx := context.Background()
	from := damagedCopy(t, func(path string) { execOn(t, path, `DROP TABLE terms`) })
	to := filepath.Join(t.TempDir(), "isnad.db")
	if _, err := sqlite.Salvage(ctx, from, to, sqlite.Options{}); err != nil {
		t.Fatal(err)
	}
	db := open(t, to)
	if s, err := db.Source(ctx, "marfa"); err != nil || s.URL != "https://marfa.example/feed" {
		t.Errorf("the source: %v, %v", s, err)
	}
	if s, err := db.Stats(ctx); err != nil || s.Captures != 1 || s.Articles != 40 {
		t.Errorf("counts %+v, %v", s, err)
	}
	if w, err := db.Waiting(ctx); err != nil || w[isnad.FetchPage] != 1 {
		t.Errorf("jobs %v, %v", w, err)
	}
	if _, err := sqlite.Salvage(ctx, from, to, sqlite.Options{}); !errors.Is(err, isnad.ErrConflict) {
		t.Errorf("over an archive: %v, want ErrConflict", err)
	}
}

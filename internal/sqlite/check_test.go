package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"isnad"
	"isnad/internal/sqlite"
)

// filled makes an archive of thirty articles.
func filled(t *testing.T) (db *sqlite.DB, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "isnad.db")
	db = open(t, path)
	err := db.Update(context.Background(), func(tx isnad.Tx) error {
		for i := range 30 {
			if err := putNumbered(tx, i, i); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return db, path
}

func TestCheckFinds(t *testing.T) {
	oneGoroutine(t)
	for _, c := range []struct{ name, damage, want string }{
		{"nothing", ``, ""},
		{"unreadable body", `UPDATE article SET body = x'00' WHERE public = '3'`, "article 3 cannot be read"},
		{"exchanged body", `UPDATE article SET body = (SELECT body FROM article WHERE public = '4') WHERE public = '3'`, "article 3 holds the text of 4"},
		{"an article taken for gone", `INSERT INTO gone SELECT id, 99 FROM article WHERE public = '3'; UPDATE tally SET n = n + 1 WHERE name = 'index'`, "the index of words lacks 1 articles"},
		{"lost page", `DELETE FROM posting WHERE id = (SELECT min(id) FROM posting)`, "a page of the index of words is gone"},
		{"damaged page", `UPDATE posting SET page = x'0005ff' WHERE id = (SELECT min(id) FROM posting)`, "the index of words is damaged"},
		{"lost segment", `DELETE FROM segment; UPDATE tally SET n = n + 1 WHERE name = 'index'`, "the index of words lacks 30 articles"},
		{"lost terms", `DELETE FROM terms WHERE id = (SELECT id FROM article WHERE public = '3')`, "terms lacks 1"},
		{"lost article", `DELETE FROM article WHERE public = '3'`, "docv lacks 0 articles and holds 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db, path := filled(t)
			raw, err := sql.Open("sqlite", path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := raw.Exec(c.damage); err != nil {
				t.Fatal(err)
			}
			if err := raw.Close(); err != nil {
				t.Fatal(err)
			}
			findings, err := db.Check(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			if c.want == "" && len(findings) > 0 || c.want != "" && (len(findings) == 0 || !strings.Contains(findings[0].What, c.want)) {
				t.Errorf("findings %v, want %q", findings, c.want)
			}
		})
	}
}

// TestDamagedFile writes garbage over the middle of the file: reading it is an error or right, never something else.
func TestDamagedFile(t *testing.T) {
	db, path := filled(t)
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := db.Backup(context.Background(), copied); err != nil {
		t.Fatal(err)
	}
	_ = path
	b, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(b) / 3; i < len(b)/2; i++ {
		b[i] = 0xA5
	}
	if err := os.WriteFile(copied, b, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	hurt, err := sqlite.Open(ctx, copied, sqlite.Options{ReadOnly: true})
	if err != nil {
		if !errors.Is(err, isnad.ErrCorrupt) {
			t.Errorf("Open: %v, want ErrCorrupt", err)
		}
		return
	}
	defer hurt.Close()
	if f, err := hurt.Check(ctx); err == nil && len(f) == 0 {
		t.Error("Check found nothing")
	}
	if _, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "none.db"), sqlite.Options{ReadOnly: true}); !errors.Is(err, isnad.ErrNotFound) {
		t.Errorf("reading what is not there: %v, want ErrNotFound", err)
	}
}

func TestNotADatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "isnad.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("this is no archive ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.Open(context.Background(), path, sqlite.Options{}); !errors.Is(err, isnad.ErrCorrupt) {
		t.Errorf("Open: %v, want ErrCorrupt", err)
	}
}

func TestBackup(t *testing.T) {
	db, _ := filled(t)
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := db.Backup(ctx, path); err != nil {
		t.Fatal(err)
	}
	if err := db.Backup(ctx, path); !errors.Is(err, isnad.ErrConflict) {
		t.Errorf("over an existing file: %v, want ErrConflict", err)
	}
	restored := open(t, path)
	s, err := restored.Stats(ctx)
	if err != nil || s.Articles != 30 {
		t.Errorf("the copy holds %d articles, %v", s.Articles, err)
	}
	if f, err := restored.Check(ctx); err != nil || len(f) > 0 {
		t.Errorf("Check of the copy: %v, %v", f, err)
	}
}

func TestReadOnly(t *testing.T) {
	_, path := filled(t)
	db, err := sqlite.Open(context.Background(), path, sqlite.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Article(context.Background(), "3"); err != nil {
		t.Error(err)
	}
	if err := db.Update(context.Background(), func(isnad.Tx) error { return nil }); !errors.Is(err, isnad.ErrUnsupported) {
		t.Errorf("Update: %v, want ErrUnsupported", err)
	}
}

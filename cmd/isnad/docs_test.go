package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"isnad"
	"isnad/internal/archive"
	"isnad/internal/postgres/pgtest"
)

// TestDocs runs the command lines of the pages in docs, page by page in a folder of its own that holds testdata/docs: what
// stands in a block marked sh works as it stands there. Blocks marked sh postgres are left out where PostgreSQL is not installed; else
// $DATABASE is the address of an empty database.
func TestDocs(t *testing.T) {
	if testing.Short() {
		t.Skip("the commands of the pages take minutes under the race detector")
	}
	scripts, database := t.TempDir(), emptyDatabase(t)
	for _, page := range []string{"reporters", "researchers", "operators"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "docs", page+".md"))
		if err != nil {
			t.Fatal(err)
		}
		var script strings.Builder
		for i, block := range shellBlocks(string(text), database != "") {
			name := fmt.Sprintf("%s-%d.sh", page, i+1)
			if err := os.WriteFile(filepath.Join(scripts, name), []byte("set -e\n"+block), 0o600); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&script, "exec sh %s\n", filepath.Join(scripts, name))
		}
		if script.Len() == 0 {
			t.Errorf("docs/%s.md shows no command", page)
		}
		if err := os.WriteFile(filepath.Join(scripts, page+".txtar"), []byte(script.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	testscript.Run(t, testscript.Params{
		Dir: scripts,
		Setup: func(e *testscript.Env) error {
			e.Setenv("ISNAD_DATA", filepath.Join(e.WorkDir, "archive"))
			e.Setenv("DATABASE", database)
			if err := os.CopyFS(e.WorkDir, os.DirFS(filepath.Join("testdata", "docs"))); err != nil {
				return err
			}
			return writeCrawl(filepath.Join(e.WorkDir, "crawl.warc.gz"))
		},
	})
}

// emptyDatabase is the address of an empty database; empty where PostgreSQL is not installed.
func emptyDatabase(t *testing.T) string {
	t.Helper()
	if _, err := pgtest.SharedServer(); errors.Is(err, exec.ErrNotFound) {
		t.Logf("commands on a database are left out: %v", err)
		return ""
	}
	return pgtest.Database(t)
}

// shellBlocks gives the blocks of a page that are marked sh, and those that want PostgreSQL where that is there.
func shellBlocks(page string, postgres bool) (blocks []string) {
	for {
		_, rest, found := strings.Cut(page, "```sh")
		if !found {
			return blocks
		}
		mark, rest, _ := strings.Cut(rest, "\n")
		block, after, _ := strings.Cut(rest, "```")
		if page = after; mark == "" || mark == " postgres" && postgres {
			blocks = append(blocks, block)
		}
	}
}

// writeCrawl makes a small web archive, as a crawl of others would leave it.
func writeCrawl(path string) error {
	dir, err := os.MkdirTemp("", "isnad-docs-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	folder, err := archive.Open(dir, archive.Options{})
	if err != nil {
		return err
	}
	page, err := os.ReadFile(filepath.Join("testdata", "docs", "page.html"))
	if err != nil {
		return err
	}
	c := &isnad.Capture{URL: "https://almarfa.example/news/7", At: time.Date(2025, 6, 29, 12, 0, 0, 0, time.UTC), Status: 200,
		Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: page, Digest: isnad.Digest(page)}
	if err := folder.Append(context.Background(), c); err != nil {
		return err
	}
	if err := folder.Close(); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.warc.gz"))
	if err != nil || len(files) != 1 {
		return fmt.Errorf("web archive: %v, %w", files, err)
	}
	return os.Rename(files[0], path)
}

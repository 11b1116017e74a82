package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// TestBackupWhileArticlesArrive takes backups while an import goes on, restores each, and wants an archive without a fault
// that holds at least what was stored when the backup began.
func TestBackupWhileArticlesArrive(t *testing.T) {
	dir := t.TempDir()
	many := 240
	if testing.Short() {
		many = 60
	}
	pages := manyPages(t, many)
	archive := filepath.Join(dir, "archive")
	importing := make(chan string, 1)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go func() { importing <- saidBy(ctx, "--data", archive, "import", pages) }()
	for storedArticles(t, archive) < 5 {
		select {
		case said := <-importing:
			t.Fatalf("the import ended before five articles were stored: %s", said)
		default:
		}
	}
	for i := range 3 {
		before := storedArticles(t, archive)
		to, restored := filepath.Join(dir, fmt.Sprint("backup", i)), filepath.Join(dir, fmt.Sprint("restored", i))
		if said := saidBy(ctx, "--data", archive, "backup", to); said != "" {
			t.Fatalf("backup: %s", said)
		}
		said := saidBy(ctx, "--data", restored, "restore", to)
		found := regexp.MustCompile(`^(\d+) articles, (\d+) captures read; 0 faults\n$`).FindStringSubmatch(said)
		if found == nil {
			t.Fatalf("restore: %s", said)
		}
		if articles, _ := strconv.Atoi(found[1]); articles < before {
			t.Errorf("%d articles restored, %d were stored when the backup began", articles, before)
		}
	}
	if said := <-importing; said != fmt.Sprintf("%d articles from %[1]d files\n", many) {
		t.Errorf("the import: %s", said)
	}
	if said := saidBy(ctx, "--data", archive, "check"); said != fmt.Sprintf("%d articles, %[1]d captures read; 0 faults\n", many) {
		t.Errorf("check: %s", said)
	}
}

// saidBy runs a command in this process and gives all that it said.
func saidBy(ctx context.Context, args ...string) string {
	var said bytes.Buffer
	run(ctx, args, bytes.NewReader(nil), &said, &said)
	return said.String()
}

// storedArticles asks the archive how many articles it has; 0 before there is one.
func storedArticles(t *testing.T, dir string) int {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, "isnad.db")); err != nil {
		return 0
	}
	o, err := openArchive(t.Context(), config{data: dir}, readOnly)
	if err != nil {
		return 0 // it is being made
	}
	defer o.Close()
	s, err := o.store.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s.Articles
}

// manyPages writes invented pages into a folder.
func manyPages(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		page := fmt.Sprintf(`<html lang="ar"><head><title>افتتاح المكتبة رقم %d</title></head><body><article><h1>افتتاح المكتبة رقم %[1]d</h1>
<p>افتتح مدير الثقافة سامر الوردي صباح الأحد المكتبة رقم %[1]d في المدينة القديمة بعد أعمال استمرت عامين، وحضر الافتتاح مئات الطلاب.</p>
<p>وقال الوردي إن المكتبة تضم عشرين ألف كتاب، وإن أبوابها تبقى مفتوحة حتى منتصف الليل طوال أيام الأسبوع.</p></article></body></html>`, i)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.html", i)), []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

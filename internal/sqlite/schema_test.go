package sqlite_test

import (
	"context"
	"database/sql"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite schema.sql")

// TestSchema compares schema.sql with what the migrations give.
func TestSchema(t *testing.T) {
	path := filepath.Join(t.TempDir(), "isnad.db")
	open(t, path)
	got := schemaHead + schema(t, path)
	if *update {
		if err := os.WriteFile("schema.sql", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("schema.sql is not what the migrations give; run with -update and read the difference:\n%s", d)
	}
}

const schemaHead = "-- The form of the archive's file, as the migrations give it. Made by `go test ./internal/sqlite -run Schema -update`.\n\n"

// sameSchema wants the file to have the form of schema.sql.
func sameSchema(t *testing.T, path string) {
	t.Helper()
	want, err := os.ReadFile("schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), schemaHead+schema(t, path)); d != "" {
		t.Errorf("%s has not the form of schema.sql:\n%s", path, d)
	}
}

// schema lists what was created by us or River, without FTS5's own tables.
func schema(t *testing.T, path string) string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(context.Background(), `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
		AND NOT EXISTS (SELECT 1 FROM sqlite_schema v WHERE v.sql LIKE 'CREATE VIRTUAL%' AND sqlite_schema.name LIKE v.name || '\_%' ESCAPE '\')
		OR name = 'statement_words' ORDER BY tbl_name, type DESC, name`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var b strings.Builder
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		b.WriteString(s + ";\n\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

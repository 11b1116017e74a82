package postgres_test

import (
	"context"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
)

var update = flag.Bool("update", false, "rewrite schema.txt")

const schemaHead = "# The form of the archive's database, as the migrations and River's give it, partitions left out.\n" +
	"# Made by `go test ./internal/postgres -run Schema -update`.\n"

// TestSchema compares schema.txt with what the migrations give.
func TestSchema(t *testing.T) {
	got := schemaHead + schema(t, empty(t))
	if *update {
		if err := os.WriteFile("schema.txt", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	wantSchema(t, got)
}

// sameSchema wants the database to have the form of schema.txt.
func sameSchema(t *testing.T, url string) {
	t.Helper()
	wantSchema(t, schemaHead+schema(t, url))
}

func wantSchema(t *testing.T, got string) {
	t.Helper()
	want, err := os.ReadFile("schema.txt")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("schema.txt is not what the migrations give; run with -update and read the difference:\n%s", d)
	}
}

// schemaQuery lists tables with their columns, indexes, bonds between tables, types and functions, as the server writes them.
const schemaQuery = `
SELECT c.relname, 1, 0, CASE c.relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || c.relname || coalesce(' PARTITION BY ' || pg_get_partkeydef(c.oid), '')
	|| coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '') || CASE c.relpersistence WHEN 'u' THEN ' UNLOGGED' ELSE '' END
	FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'S') AND NOT c.relispartition
UNION ALL SELECT c.relname, 2, a.attnum, '  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || coalesce(' COLLATE ' || l.collname, '')
	|| CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
	|| CASE a.attidentity WHEN '' THEN '' ELSE ' IDENTITY' END || ' STORAGE ' || a.attstorage::text
	FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
	LEFT JOIN pg_collation l ON l.oid = a.attcollation AND l.collname <> 'default' LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
	WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
UNION ALL SELECT c.relname, 3, 0, '  ' || pg_get_indexdef(i.indexrelid)
	FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = 'public'::regnamespace AND NOT c.relispartition AND c.relkind <> 't'
UNION ALL SELECT c.relname, 4, 0, '  ' || o.conname || ' ' || pg_get_constraintdef(o.oid)
	FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid WHERE o.contype IN ('f', 'c') AND c.relnamespace = 'public'::regnamespace AND NOT c.relispartition
UNION ALL SELECT '~' || t.typname, 1, 0, 'type ' || t.typname || ' ' || (SELECT string_agg(e.enumlabel, ' ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)
	FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typtype = 'e'
UNION ALL SELECT '~' || p.proname, 2, 0, 'function ' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'
	FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
ORDER BY 1, 2, 3, 4`

func schema(t *testing.T, url string) string {
	t.Helper()
	return strings.Join(column(t, url, schemaQuery), "\n") + "\n"
}

// column gives the fourth column of a query's rows.
func column(t *testing.T, url, query string) []string {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(ctx)
	rows, err := c.Query(ctx, query)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (line string, err error) {
		var table string
		var kind, at int
		err = r.Scan(&table, &kind, &at, &line)
		return line, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// Package enginetest opens empty archives for the tests of what stands above the engines: on SQLite in a folder of the test's own,
// or, with ISNAD_TEST_STORE=postgres, in a database of its own on PostgreSQL.
//
// It holds no test. What an engine must do is in storetest. Start with [Open].
package enginetest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"isnad"
	"isnad/internal/postgres"
	"isnad/internal/postgres/pgtest"
	"isnad/internal/sqlite"
)

// Open opens an empty archive that is closed when the test ends. now is its clock; nil is time.Now.
func Open(t testing.TB, now func() time.Time) isnad.Engine {
	t.Helper()
	db, err := open(t, now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func open(t testing.TB, now func() time.Time) (isnad.Engine, error) {
	if OnPostgres(t) {
		return postgres.Open(context.Background(), postgres.Options{URL: Database(t), Now: now})
	}
	return sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "isnad.db"), sqlite.Options{Now: now})
}

// OnPostgres reports whether the tests are to run on PostgreSQL.
func OnPostgres(t testing.TB) bool {
	t.Helper()
	switch engine := os.Getenv("ISNAD_TEST_STORE"); engine {
	case "":
		return false
	case "postgres":
		return true
	default:
		t.Fatalf("ISNAD_TEST_STORE is %q; postgres is the one it knows", engine)
		return false
	}
}

const template = "template_archive"

// makeTemplate makes a database with an empty archive, from which those of the tests are copied: quicker than making each.
var makeTemplate = sync.OnceValue(func() error {
	s, err := pgtest.SharedServer()
	if err != nil {
		return err
	}
	if err := s.Do(`CREATE DATABASE ` + template); err != nil {
		return err
	}
	db, err := postgres.Open(context.Background(), postgres.Options{URL: s.URL(template)})
	if err != nil {
		return err
	}
	return db.Close()
})

// Database gives the address of a database with an empty archive; the test is skipped where PostgreSQL is not installed.
func Database(t testing.TB) string {
	t.Helper()
	s := pgtest.Shared(t)
	if err := makeTemplate(); err != nil {
		t.Fatal(err)
	}
	return s.Database(t, template)
}

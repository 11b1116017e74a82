package postgres_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"isnad/internal/postgres"
	"isnad/internal/postgres/pgtest"
	"isnad/internal/storetest"
)

func TestEngine(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Engine { return open(t, empty(t)) })
}

// template is a database with an empty archive, from which those of the tests are copied.
var template = sync.OnceValue(func() error {
	s, err := pgtest.SharedServer()
	if err != nil {
		return err
	}
	if err := s.Do(`CREATE DATABASE template_archive`); err != nil {
		return err
	}
	db, err := postgres.Open(context.Background(), postgres.Options{URL: s.URL("template_archive")})
	if err != nil {
		return err
	}
	return db.Close()
})

// empty gives the address of an empty archive of the test's own.
func empty(t *testing.T) string {
	t.Helper()
	s := pgtest.Shared(t)
	if err := template(); err != nil {
		t.Fatal(err)
	}
	return s.Database(t, "template_archive")
}

func open(t *testing.T, url string) *postgres.DB {
	t.Helper()
	db, err := postgres.Open(context.Background(), postgres.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	return db
}

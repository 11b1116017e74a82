package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"

	"isnad"
	"isnad/internal/postgres"
	"isnad/internal/sqlite"
)

// openEngine opens what --store names: the one place that knows which engines there are.
func (c config) openEngine(ctx context.Context, mode access) (isnad.Engine, error) {
	if c.store == "" {
		return sqlite.Open(ctx, c.database(), sqlite.Options{})
	}
	db, err := postgres.Open(ctx, postgres.Options{URL: c.store, ReadURL: c.readURL, Existing: mode == readOnly})
	if errors.Is(err, isnad.ErrNotFound) && mode == readOnly {
		return nil, fmt.Errorf("%w: no archive in %s\n       make one with 'isnad import FILE…' or 'isnad add URL', or name another database with --store", isnad.ErrNotFound, withoutPassword(c.store))
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", withoutPassword(c.store), storeError(err))
	}
	return db, nil
}

// storeError says what can be done where a database cannot be opened.
func storeError(err error) error {
	if errors.Is(err, isnad.ErrUnavailable) {
		return fmt.Errorf("%w\n       is the server there, and may this machine and this user enter? try 'psql' with the same address", err)
	}
	return err
}

// check refuses what cannot be meant, before anything is opened.
func (c config) check() error {
	for _, s := range []struct{ flag, value string }{{"--store", c.store}, {"--read-url", c.readURL}} {
		if s.value == "" {
			continue
		}
		u, err := url.Parse(s.value)
		if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" || len(strings.Trim(u.Path, "/")) == 0 {
			return usage("%s %q: write it as postgres://user@host/database; without it the file isnad.db in --data is the archive", s.flag, withoutPassword(s.value))
		}
	}
	if c.readURL != "" && c.store == "" {
		return usage("--read-url is a replica of the database that --store names: name that one too")
	}
	return nil
}

// schemeOf is how an address begins, where a folder does not.
var schemeOf = regexp.MustCompile(`^[a-z][a-z0-9+.-]*://`)

// named tells which archive this is, without secrets.
func (c config) named() string {
	if c.store != "" {
		return withoutPassword(c.store)
	}
	if whole, err := filepath.Abs(c.database()); err == nil {
		return whole
	}
	return c.database()
}

// withoutPassword is an address as it may be shown.
func withoutPassword(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Redacted()
	}
	if _, rest, found := strings.Cut(address, "@"); found {
		return "…@" + rest
	}
	return address
}

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
	for _, hint := range []struct{ of, say string }{
		{"SQLSTATE 28", "give the password in PGPASSWORD or in libpq's password file; pg_hba.conf says who may enter from where"},
		{"SQLSTATE 3D000", "make it first: CREATE DATABASE name OWNER user ENCODING 'UTF8'"},
		{"SQLSTATE 42501", "isnad makes its tables itself: let its user own the database (ALTER DATABASE name OWNER TO user)"},
		{"SQLSTATE 42704", "what stands behind the ? of the address are libpq's words (sslmode, connect_timeout, target_session_attrs…) and the server's settings: one is mistyped"},
		{"SQLSTATE 53300", "the server has no connection left: raise its max_connections"},
		{"refused TLS", "the server speaks no TLS: switch it on there, or write sslmode=disable where nobody else can listen"},
		{"read only connection", "only replicas answer: promote one, or bring the primary back"},
		{"the replica: ", "--read-url names a replica of the database of --store"},
	} {
		if strings.Contains(err.Error(), hint.of) {
			return fmt.Errorf("%w\n       %s", err, hint.say)
		}
	}
	if errors.Is(err, isnad.ErrUnavailable) {
		return fmt.Errorf("%w\n       is the server there, and may this machine and this user enter? try 'psql' with the same address", err)
	}
	return err
}

// check refuses what cannot be meant, before anything is opened.
func (c config) check() error {
	for _, s := range []struct{ flag, value string }{{"--store", c.store}, {"--read-url", c.readURL}} {
		if s.value != "" && !namesDatabase(s.value) {
			return usage("%s %q: write it as postgres://user@host/database; without it the file isnad.db in --data is the archive", s.flag, withoutPassword(s.value))
		}
	}
	if c.readURL != "" && c.store == "" {
		return usage("--read-url is a replica of the database that --store names: name that one too")
	}
	if c.archive != "" && (c.accessKey == "") != (c.secretKey == "") {
		return usage("the object store wants ISNAD_S3_ACCESS_KEY and ISNAD_S3_SECRET_KEY: one of them is missing")
	}
	return nil
}

// namesDatabase reports whether an address is one of PostgreSQL that names its database. It may name several hosts, which no
// URL does.
func namesDatabase(address string) bool {
	scheme, rest, _ := strings.Cut(address, "://")
	rest, _, _ = strings.Cut(rest, "?")
	_, name, _ := strings.Cut(rest, "/")
	return (scheme == "postgres" || scheme == "postgresql") && strings.Trim(name, "/") != ""
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

package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"isnad/internal/jobs"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// Keys of advisory locks: the first half says that they are Isnad's, the second what for. Leases of workers have a first half
// of their own.
const (
	migrateLock = 0x69736e61<<32 | 1
	writeLock   = 0x69736e61<<32 | 2
	leaseClass  = 0x69736e62
)

// migrate brings the database to this build's form: our tables by goose, the queue's by River's own migrations. Each step is
// one transaction and is recorded in it. Processes that open an archive at once take turns.
func (db *DB) migrate(ctx context.Context) (err error) {
	turn, err := db.write.Acquire(ctx)
	if err != nil {
		return err
	}
	defer turn.Release()
	if _, err := turn.Exec(ctx, `SELECT pg_advisory_lock($1)`, int64(migrateLock)); err != nil {
		return err
	}
	defer func() {
		_, unlock := turn.Exec(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock($1)`, int64(migrateLock))
		err = errors.Join(err, unlock)
	}()
	tables := stdlib.OpenDBFromPool(db.write)
	defer func() { err = errors.Join(err, tables.Close()) }()
	ours, err := provider(tables)
	if err != nil {
		return err
	}
	rivers, err := rivermigrate.New(riverpgxv5.New(db.write), &rivermigrate.Config{Logger: jobs.Quiet()})
	if err != nil {
		return err
	}
	if more, err := unformed(ctx, ours, rivers); err != nil || !more {
		return err
	}
	// Who writes, in the form before, is through first; nobody writes meanwhile, so that neither waits for a table that the other holds.
	if _, err := turn.Exec(ctx, `SELECT pg_advisory_lock($1)`, int64(writeLock)); err != nil {
		return err
	}
	defer func() {
		_, unlock := turn.Exec(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock($1)`, int64(writeLock))
		err = errors.Join(err, unlock)
	}()
	if _, err := ours.Up(ctx); err != nil {
		return err
	}
	_, err = rivers.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

func provider(tables *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectPostgres, tables, files, goose.WithGoMigrations(nextForm()...))
}

// unformed reports whether the database has not yet this build's form.
func unformed(ctx context.Context, ours *goose.Provider, rivers *rivermigrate.Migrator[pgx.Tx]) (bool, error) {
	if more, err := ours.HasPending(ctx); err != nil || more {
		return more, err
	}
	whole, err := rivers.Validate(ctx, nil)
	if err != nil {
		return false, err
	}
	return !whole.OK, nil
}

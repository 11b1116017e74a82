package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"
	"time"

	"github.com/gofrs/flock"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"isnad/internal/jobs"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrate brings the file to this build's form: our tables by goose, the queue's by River's own migrations. Each step is
// one transaction and is recorded in it, so a kill between any two leaves a file that the next Open takes further. Two
// processes that open a file at once (a service and a command in a new folder) take turns: a step that both began would fail
// for the second.
func (db *DB) migrate(ctx context.Context) (err error) {
	turn := flock.New(db.path + ".migrating")
	if _, err := turn.TryLockContext(ctx, 10*time.Millisecond); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, turn.Close()) }()
	if err := migrateTables(ctx, db.write); err != nil {
		return err
	}
	return migrateQueue(ctx, db.write)
}

func migrateTables(ctx context.Context, write *sql.DB) error {
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, write, files)
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

func migrateQueue(ctx context.Context, write *sql.DB) error {
	m, err := rivermigrate.New(riversqlite.New(write), &rivermigrate.Config{Logger: jobs.Quiet()})
	if err != nil {
		return err
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

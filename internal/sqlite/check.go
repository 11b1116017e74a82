package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"isnad"
	"isnad/internal/index"
)

// Finding is something wrong with an archive's file, and what to do about it.
type Finding = isnad.Fault

// Check looks the whole file over: SQLite's own structure, every article's body, that each article has its rows in the
// index and the index no others, and the settings that durability rests on. What is wrong is a finding; an error means
// that the check could not be done.
func (db *DB) Check(ctx context.Context) ([]Finding, error) {
	var findings []Finding
	for _, check := range []func(context.Context) ([]Finding, error){db.checkFile, db.checkSettings, db.checkBodies, db.checkIndex} {
		f, err := check(ctx)
		if err != nil {
			return findings, fmt.Errorf("sqlite.Check: %w", kind(err))
		}
		findings = append(findings, f...)
	}
	return findings, nil
}

func (db *DB) checkFile(ctx context.Context) ([]Finding, error) {
	rows, err := db.read.QueryContext(ctx, `PRAGMA integrity_check(20)`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var findings []Finding
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return nil, err
		}
		if line != "ok" {
			findings = append(findings, Finding{What: "the file is damaged: " + line, Cure: "make it again with isnad repair, or restore the last backup"})
		}
	}
	return findings, rows.Err()
}

// checkSettings reads the settings back from the connections in use.
func (db *DB) checkSettings(ctx context.Context) ([]Finding, error) {
	pool := db.write
	if pool == nil {
		pool = db.read
	}
	var findings []Finding
	for _, s := range []struct{ name, want string }{{"journal_mode", "wal"}, {"synchronous", "2"}, {"foreign_keys", "1"}} {
		var is string
		if err := pool.QueryRowContext(ctx, "PRAGMA "+s.name).Scan(&is); err != nil {
			return nil, err
		}
		if is != s.want {
			findings = append(findings, Finding{What: fmt.Sprintf("%s is %s, not %s", s.name, is, s.want), Cure: "move the archive to a local disk that can lock and share memory"})
		}
	}
	return findings, nil
}

func (db *DB) checkBodies(ctx context.Context) ([]Finding, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT id, public, body FROM article ORDER BY id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var findings []Finding
	for rows.Next() {
		var id int64
		var public string
		var body []byte
		if err := rows.Scan(&id, &public, &body); err != nil {
			return nil, err
		}
		if a, err := index.Unpack(body); err != nil {
			findings = append(findings, Finding{What: fmt.Sprintf("article %s cannot be read: %v", public, err), Cure: "isnad repair makes it again from its stored page; else import it again"})
		} else if a.ID != public {
			findings = append(findings, Finding{What: fmt.Sprintf("article %s holds the text of %s", public, a.ID), Cure: "isnad repair makes it again from its stored page; else import it again"})
		}
	}
	return findings, rows.Err()
}

// checkIndex compares the index with the articles, and has FTS5 look at its own structure.
func (db *DB) checkIndex(ctx context.Context) ([]Finding, error) {
	var findings []Finding
	for _, table := range []string{"docv", "terms"} {
		var missing, surplus int
		err := db.read.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM article WHERE id NOT IN (SELECT id FROM `+table+`)),
			(SELECT count(*) FROM `+table+` WHERE id NOT IN (SELECT id FROM article))`).Scan(&missing, &surplus)
		if err != nil {
			return nil, err
		}
		if missing+surplus > 0 {
			findings = append(findings, Finding{What: fmt.Sprintf("%s lacks %d articles and holds %d that are gone", table, missing, surplus), Cure: rebuildCure})
		}
	}
	f, err := db.checkSegments(ctx)
	if err != nil {
		return nil, err
	}
	findings = append(findings, f...)
	if db.write == nil {
		return findings, nil
	}
	if _, err := db.write.ExecContext(ctx, `INSERT INTO statement_words (statement_words) VALUES ('integrity-check')`); err != nil {
		findings = append(findings, Finding{What: fmt.Sprintf("index statement_words is damaged: %v", err), Cure: rebuildCure})
	}
	return findings, nil
}

const rebuildCure = "make the index again from the articles: isnad repair"

// Backup writes a whole, compact copy of the archive as it stands now to path, which must not exist, and syncs it. Reading and
// writing go on meanwhile.
func (db *DB) Backup(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("sqlite.Backup(%s): %w: a file of that name exists, choose another", path, isnad.ErrConflict)
	}
	own, err := sql.Open("sqlite", dsn(db.path, "deferred")) // the readers' connections may not even write elsewhere
	if err != nil {
		return fmt.Errorf("sqlite.Backup(%s): %w", path, err)
	}
	defer own.Close()
	if _, err := own.ExecContext(ctx, `VACUUM INTO ?`, path); err != nil {
		return fmt.Errorf("sqlite.Backup(%s): %w", path, kind(err))
	}
	if err := errors.Join(syncPath(path), syncPath(filepath.Dir(path))); err != nil {
		return fmt.Errorf("sqlite.Backup(%s): %w", path, err)
	}
	return nil
}

// syncPath has a file, or a folder's list of files, put on disk.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

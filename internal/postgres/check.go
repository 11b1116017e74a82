package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"isnad"
	"isnad/internal/index"
)

// Check looks the whole archive over: the settings that durability rests on, every article's body, and that each article has
// its rows and no table others. What is wrong is a fault; an error means that the check could not be done. The server's own
// files are checked by its own means (pg_amcheck, data checksums).
func (db *DB) Check(ctx context.Context) ([]isnad.Fault, error) {
	var faults []isnad.Fault
	for _, check := range []func(context.Context) ([]isnad.Fault, error){db.checkSettings, db.checkBodies, db.checkRows} {
		f, err := check(ctx)
		if err != nil {
			return faults, fmt.Errorf("postgres.Check: %w", kind(err))
		}
		faults = append(faults, f...)
	}
	return faults, nil
}

func (db *DB) checkSettings(ctx context.Context) ([]isnad.Fault, error) {
	pool := db.write
	if pool == nil {
		pool = db.near
	}
	var faults []isnad.Fault
	for _, name := range []string{"fsync", "full_page_writes", "synchronous_commit"} {
		var is string
		if err := readRow(ctx, pool, []any{&is}, `SELECT current_setting($1)`, name); err != nil {
			return nil, err
		}
		if is == "off" {
			faults = append(faults, isnad.Fault{What: name + " is off: what is acknowledged may be lost when the server's machine fails", Cure: "set it to on in postgresql.conf"})
		}
	}
	return faults, nil
}

const makeAgain = "isnad repair makes it again from its stored page; else import it again"

func (db *DB) checkBodies(ctx context.Context) (faults []isnad.Fault, err error) {
	for last := int64(-1); ; {
		n := 0
		err := read(ctx, db.near, func(rows pgx.Rows) error {
			var public string
			var body pgxBytes
			n++
			if err := rows.Scan(&last, &public, &body); err != nil {
				return err
			}
			if a, err := index.Unpack(body); err != nil {
				faults = append(faults, isnad.Fault{What: fmt.Sprintf("article %s cannot be read: %v", public, err), Cure: makeAgain})
			} else if key(a.ID) != public {
				faults = append(faults, isnad.Fault{What: fmt.Sprintf("article %s holds the text of %s", public, a.ID), Cure: makeAgain})
			}
			return nil
		}, `SELECT a.id, coalesce(d.public, ''), a.body FROM (SELECT id, body FROM article WHERE id > $1 ORDER BY id LIMIT $2) a LEFT JOIN docv d ON d.id = a.id ORDER BY a.id`, last, portion)
		if err != nil || n < portion {
			return faults, err
		}
	}
}

// checkRows compares the tables with one another.
func (db *DB) checkRows(ctx context.Context) ([]isnad.Fault, error) {
	var faults []isnad.Fault
	for _, table := range []string{"article", "vector", "terms", "posting"} {
		var missing, surplus int
		err := readRow(ctx, db.near, []any{&missing, &surplus}, `SELECT (SELECT count(*) FROM docv d WHERE NOT EXISTS (SELECT 1 FROM `+table+` t WHERE t.id = d.id)),
			(SELECT count(*) FROM `+table+` t WHERE NOT EXISTS (SELECT 1 FROM docv d WHERE d.id = t.id))`)
		if err != nil {
			return nil, err
		}
		if missing+surplus > 0 {
			faults = append(faults, isnad.Fault{What: fmt.Sprintf("%s lacks %d articles and holds %d that are gone", table, missing, surplus), Cure: makeAgain})
		}
	}
	var stray int
	if err := readRow(ctx, db.near, []any{&stray}, `SELECT count(*) FROM statement s WHERE NOT EXISTS (SELECT 1 FROM docv d WHERE d.id = s.id >> 10)`); err != nil {
		return nil, err
	}
	if stray > 0 {
		faults = append(faults, isnad.Fault{What: fmt.Sprintf("%d statements are of articles that are gone", stray), Cure: makeAgain})
	}
	return faults, nil
}

// Size is how many bytes the database takes, indexes included, the server's log of changes not.
func (db *DB) Size(ctx context.Context) (n int64, err error) {
	err = readRow(ctx, db.near, []any{&n}, `SELECT pg_database_size(current_database())`)
	return n, kind(err)
}

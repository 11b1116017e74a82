//go:build nextform

package postgres

import (
	"context"
	"database/sql"

	"github.com/pressly/goose/v3"
)

// nextForm is what a next release might add to the form. A binary with it is built by tests alone (-tags nextform), which let it run
// beside this release's.
func nextForm() []*goose.Migration {
	up := func(ctx context.Context, tx *sql.Tx) error {
		for _, change := range []string{
			`ALTER TABLE source ADD COLUMN later text`, `ALTER TABLE docv ADD COLUMN later bigint NOT NULL DEFAULT 7`,
			`CREATE INDEX docv_later ON docv (later)`, `CREATE TABLE later (id bigint PRIMARY KEY)`,
		} {
			if _, err := tx.ExecContext(ctx, change); err != nil {
				return err
			}
		}
		return nil
	}
	return []*goose.Migration{goose.NewGoMigration(90_000, &goose.GoFunc{RunTx: up}, nil)}
}

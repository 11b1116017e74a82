package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"isnad"
	"isnad/internal/index"
)

// packedTerms reads the terms of the articles with those ids (JSON) and gives them to each, whose they are until it returns.
func (db *DB) packedTerms(ctx context.Context, list string, each func(id int64, t isnad.Terms)) error {
	rows, err := db.read.QueryContext(ctx, `SELECT t.id, t.packed FROM json_each(?) j CROSS JOIN terms t ON t.id = j.value`, list)
	if err != nil {
		return err
	}
	defer rows.Close()
	var u index.Unpacker
	for rows.Next() {
		var id int64
		var packed sql.RawBytes
		if err := rows.Scan(&id, &packed); err != nil {
			return err
		}
		t, err := u.Unpack(packed)
		if err != nil {
			return fmt.Errorf("terms of row %d: %w", id, err)
		}
		each(id, t)
	}
	return rows.Err()
}

package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"isnad/internal/index"
)

// maxExact is how many matches are all scored; of more, the likeliest are.
const maxExact = 3000

// found is a matching article with its score.
type found struct {
	id    int64
	score float64
}

// newest gives the newest n matches among ids from lo to hi, newest first.
func (db *DB) newest(ctx context.Context, m *match, stems string, lo, hi int64, n int) ([]int64, error) {
	return db.matching(ctx, m, stems, lo, hi, n, "DESC")
}

// matching gives up to n matches in order of id. One table leads; what it cannot check itself is checked by portions.
func (db *DB) matching(ctx context.Context, m *match, stems string, lo, hi int64, n int, direction string) ([]int64, error) {
	query, args := `SELECT id FROM docv WHERE id BETWEEN ? AND ? ORDER BY id `, []any{}
	if m.words != "" {
		query, args = `SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid `, []any{m.words}
	} else if stems != "" {
		query, args = `SELECT rowid FROM stems WHERE stems MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid `, []any{stems}
	}
	query += direction + ` LIMIT ?`
	if !m.checks(stems) {
		return db.ids(ctx, query, append(args, lo, hi, n)...)
	}
	var kept []int64
	for len(kept) < n {
		ids, err := db.ids(ctx, query, append(args[:len(args):len(args)], lo, hi, checkPortion)...)
		if err != nil {
			return nil, err
		}
		full := len(ids) == checkPortion
		if full && direction == "DESC" {
			hi = ids[len(ids)-1] - 1
		} else if full {
			lo = ids[len(ids)-1] + 1
		}
		if ids, err = db.allowed(ctx, m, stems, ids); err != nil {
			return nil, err
		}
		if kept = append(kept, ids...); !full {
			break
		}
	}
	return kept[:min(len(kept), n)], nil
}

const checkPortion = 1000

// checks reports whether the leading table alone does not decide.
func (m *match) checks(stems string) bool {
	return m.words != "" && (len(m.required) > 0 || m.not != "") || stems == "" && m.not != "" || m.notWords != ""
}

// allowed keeps those of the ids, which one table gave in order, that the others allow.
func (db *DB) allowed(ctx context.Context, m *match, stems string, ids []int64) (kept []int64, err error) {
	if m.words != "" && len(m.required) > 0 && len(ids) > 0 {
		if ids, err = db.holding(ctx, m.required, ids); err != nil {
			return nil, err
		}
	}
	if (stems == "" || m.words != "") && m.not != "" {
		if ids, err = db.without(ctx, "stems", m.not, ids); err != nil {
			return nil, err
		}
	}
	if m.notWords != "" {
		return db.without(ctx, "words", m.notWords, ids)
	}
	return ids, nil
}

// holding keeps the ids whose vectors hold every one of the groups. (A lookup of single rows in FTS5 costs twenty times as
// much as a vector.)
func (db *DB) holding(ctx context.Context, groups []group, ids []int64) ([]int64, error) {
	s := scorerOf(groups, 0, 0)
	kept := make([]int64, 0, len(ids))
	err := db.vectors(ctx, ids, func(id int64, length int, vector []byte) {
		for _, n := range s.Holds(vector) {
			if n == 0 {
				return
			}
		}
		kept = append(kept, id)
	})
	return kept, err
}

// without leaves out the ids that match the expression over table stems or words.
func (db *DB) without(ctx context.Context, table, expression string, ids []int64) ([]int64, error) {
	if len(ids) == 0 {
		return ids, nil
	}
	lo, hi := min(ids[0], ids[len(ids)-1]), max(ids[0], ids[len(ids)-1])
	barred, err := db.ids(ctx, `SELECT rowid FROM `+table+` WHERE `+table+` MATCH ? AND rowid BETWEEN ? AND ?`, expression, lo, hi)
	if err != nil {
		return nil, err
	}
	in := make(map[int64]bool, len(barred))
	for _, id := range barred {
		in[id] = true
	}
	return slices.DeleteFunc(ids, func(id int64) bool { return in[id] }), nil
}

// scores gives the ids with their scores, best first, among equals the newest.
func (db *DB) scores(ctx context.Context, s *index.Scorer, ids []int64) ([]found, error) {
	out := make([]found, 0, len(ids))
	err := db.vectors(ctx, ids, func(id int64, length int, vector []byte) {
		out = append(out, found{id, s.Score(vector, length)})
	})
	sortFound(out)
	return out, err
}

// vectors reads the vectors of the articles with those ids, in their order.
func (db *DB) vectors(ctx context.Context, ids []int64, each func(id int64, length int, vector []byte)) error {
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	rows, err := db.read.QueryContext(ctx, `SELECT v.id, v.length, v.stems FROM json_each(?) j CROSS JOIN vector v ON v.id = j.value`, string(list))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var length int
		var vector sql.RawBytes
		if err := rows.Scan(&id, &length, &vector); err != nil {
			return err
		}
		each(id, length, vector)
	}
	return rows.Err()
}

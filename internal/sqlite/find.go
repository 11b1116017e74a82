package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"isnad/internal/index"
	"isnad/internal/plan"
)

// reader is the database as internal/plan asks it.
type reader struct{ *DB }

// lookup is a match in FTS5's language: one of the tables leads; what it cannot check itself is checked by portions.
type lookup struct {
	words, stems  string
	not, notWords string
	holds         func(vector []byte) bool // nil where words do not lead, or no stems are required
}

func lookupOf(m *plan.Match, stems plan.Expr) lookup {
	l := lookup{not: expression(m.Not), notWords: expression(m.NotWords)}
	l.stems = but(expression(stems), l.not)
	if m.Words.IsZero() {
		return l
	}
	l.words = expression(plan.AllOf(m.Words, m.Filter))
	if len(m.Required) > 0 {
		l.holds = plan.Holding(m.Required)
	}
	return l
}

// checks reports whether the leading table alone does not decide.
func (l *lookup) checks() bool {
	return l.words != "" && (l.holds != nil || l.not != "") || l.stems == "" && l.not != "" || l.notWords != ""
}

const checkPortion = 1000

// Find gives up to n matches in order of id.
func (r reader) Find(ctx context.Context, m *plan.Match, stems plan.Expr, lo, hi int64, n int, newest bool) ([]int64, error) {
	l := lookupOf(m, stems)
	query, args := `SELECT id FROM docv WHERE id BETWEEN ? AND ? ORDER BY id `, []any{}
	if l.words != "" {
		query, args = `SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid `, []any{l.words}
	} else if l.stems != "" {
		query, args = `SELECT rowid FROM stems WHERE stems MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid `, []any{l.stems}
	}
	if newest {
		query += `DESC`
	}
	query += ` LIMIT ?`
	if !l.checks() {
		return r.ids(ctx, query, append(args, lo, hi, n)...)
	}
	var kept []int64
	for len(kept) < n {
		ids, err := r.ids(ctx, query, append(args[:len(args):len(args)], lo, hi, checkPortion)...)
		if err != nil {
			return nil, err
		}
		full := len(ids) == checkPortion
		if full && newest {
			hi = ids[len(ids)-1] - 1
		} else if full {
			lo = ids[len(ids)-1] + 1
		}
		if ids, err = r.allowed(ctx, &l, ids); err != nil {
			return nil, err
		}
		if kept = append(kept, ids...); !full {
			break
		}
	}
	return kept[:min(len(kept), n)], nil
}

// allowed keeps those of the ids, which one table gave in order, that the others allow.
func (r reader) allowed(ctx context.Context, l *lookup, ids []int64) (kept []int64, err error) {
	if l.holds != nil && len(ids) > 0 {
		if ids, err = r.holding(ctx, l.holds, ids); err != nil {
			return nil, err
		}
	}
	if (l.stems == "" || l.words != "") && l.not != "" {
		if ids, err = r.without(ctx, "stems", l.not, ids); err != nil {
			return nil, err
		}
	}
	if l.notWords != "" {
		return r.without(ctx, "words", l.notWords, ids)
	}
	return ids, nil
}

// holding keeps the ids whose vectors hold what is required. (A lookup of single rows in FTS5 costs twenty times as
// much as a vector.)
func (r reader) holding(ctx context.Context, holds func(vector []byte) bool, ids []int64) ([]int64, error) {
	kept := make([]int64, 0, len(ids))
	err := r.Vectors(ctx, ids, func(id int64, length int, vector []byte) {
		if holds(vector) {
			kept = append(kept, id)
		}
	})
	return kept, err
}

// without leaves out the ids that match the expression over table stems or words.
func (r reader) without(ctx context.Context, table, expression string, ids []int64) ([]int64, error) {
	if len(ids) == 0 {
		return ids, nil
	}
	lo, hi := min(ids[0], ids[len(ids)-1]), max(ids[0], ids[len(ids)-1])
	barred, err := r.ids(ctx, `SELECT rowid FROM `+table+` WHERE `+table+` MATCH ? AND rowid BETWEEN ? AND ?`, expression, lo, hi)
	if err != nil {
		return nil, err
	}
	in := make(map[int64]bool, len(barred))
	for _, id := range barred {
		in[id] = true
	}
	return slices.DeleteFunc(ids, func(id int64) bool { return in[id] }), nil
}

// Among keeps the rows that match.
func (r reader) Among(ctx context.Context, m *plan.Match, rows []int64) ([]int64, error) {
	list, err := json.Marshal(rows)
	if err != nil {
		return nil, err
	}
	l := lookupOf(m, m.Stems)
	switch {
	case l.words != "":
		rows, err = r.ids(ctx, `SELECT words.rowid FROM json_each(?) j CROSS JOIN words WHERE words.rowid = j.value AND words MATCH ?`, string(list), l.words)
	case l.stems != "":
		rows, err = r.ids(ctx, `SELECT stems.rowid FROM json_each(?) j CROSS JOIN stems WHERE stems.rowid = j.value AND stems MATCH ?`, string(list), l.stems)
	}
	if err != nil || len(rows) == 0 || !l.checks() {
		return rows, err
	}
	slices.Sort(rows)
	return r.allowed(ctx, &l, rows)
}

// RowsOf gives the row ids of articles, in order.
func (r reader) RowsOf(ctx context.Context, articles []string) ([]int64, error) {
	if len(articles) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(articles)
	if err != nil {
		return nil, err
	}
	return r.ids(ctx, `SELECT a.id FROM json_each(?) j JOIN article a ON a.public = j.value ORDER BY a.id`, string(list))
}

// Lengths gives the number of articles and of stems in all of them.
func (r reader) Lengths(ctx context.Context) (articles, words int64, err error) {
	return lengths(ctx, r.read)
}

// ArticlesIn estimates how many articles have ids within lo..hi: whole days are counted, parts of a day by share. The days between are
// added up by SQLite, because there are thousands.
func (r reader) ArticlesIn(ctx context.Context, lo, hi int64) (float64, error) {
	first, last := lo>>index.SeqBits, hi>>index.SeqBits
	var total float64
	err := r.read.QueryRowContext(ctx, `SELECT coalesce(sum(n), 0) FROM day_count WHERE n > 0 AND day > ? AND day < ?`,
		max(first, index.MinDay-1), last).Scan(&total)
	if err != nil {
		return 0, err
	}
	rows, err := r.read.QueryContext(ctx, `SELECT day, n FROM day_count WHERE n > 0 AND (day IN (?1, ?2) OR day < ?3 AND ?1 < ?3)`, first, last, index.MinDay)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var day, n int64
		if err := rows.Scan(&day, &n); err != nil {
			return 0, err
		}
		total += index.ShareOfDay(day, n, lo, hi)
	}
	return total, rows.Err()
}

func (db *DB) ids(ctx context.Context, query string, args ...any) ([]int64, error) {
	rows, err := db.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return scanIDs(rows)
}

func scanIDs(rows *sql.Rows) ([]int64, error) {
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

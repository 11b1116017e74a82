package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"isnad"
	"isnad/internal/index"
)

// Matching gives those of a few articles that answer a query; see isnad.Matcher. Each article costs a lookup, so it does not
// matter how many others the archive holds.
func (db *DB) Matching(ctx context.Context, q isnad.Query, articles []string) ([]isnad.Hit, error) {
	q.Ranked = false
	hits, err := db.matchingHits(ctx, q, articles)
	if err != nil {
		return nil, fmt.Errorf("sqlite.Matching: %w", kind(err))
	}
	return hits, nil
}

func (db *DB) matchingHits(ctx context.Context, q isnad.Query, articles []string) ([]isnad.Hit, error) {
	m, err := db.compile(ctx, q)
	if err != nil || m.never {
		return nil, err
	}
	rows, err := db.rows(ctx, articles)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(id int64) bool { return id < m.lo || id > m.hi })
	if rows, err = db.among(ctx, m, rows); err != nil {
		return nil, err
	}
	page := make([]found, len(rows))
	for i, id := range rows {
		page[i].id = id
	}
	return db.show(ctx, q, &survey{match: m, expression: m.stems}, page)
}

// rows gives the row ids of articles, in order.
func (db *DB) rows(ctx context.Context, articles []string) ([]int64, error) {
	if len(articles) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(articles)
	if err != nil {
		return nil, err
	}
	return db.ids(ctx, `SELECT a.id FROM json_each(?) j JOIN article a ON a.public = j.value ORDER BY a.id`, string(list))
}

// among keeps the rows that match.
func (db *DB) among(ctx context.Context, m *match, rows []int64) ([]int64, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(rows)
	if err != nil {
		return nil, err
	}
	switch {
	case m.words != "":
		rows, err = db.ids(ctx, `SELECT words.rowid FROM json_each(?) j CROSS JOIN words WHERE words.rowid = j.value AND words MATCH ?`, string(list), m.words)
	case m.stems != "":
		rows, err = db.ids(ctx, `SELECT stems.rowid FROM json_each(?) j CROSS JOIN stems WHERE stems.rowid = j.value AND stems MATCH ?`, string(list), m.stems)
	}
	if err != nil || len(rows) == 0 || !m.checks(m.stems) {
		return rows, err
	}
	slices.Sort(rows)
	return db.allowed(ctx, m, m.stems, rows)
}

// MatchingStatements gives the statements of a few articles that answer a query; see isnad.Matcher.
func (db *DB) MatchingStatements(ctx context.Context, q isnad.Query, articles []string) ([]isnad.FoundStatement, error) {
	q.Ranked = false
	found, err := db.matchingStatements(ctx, q, articles)
	if err != nil {
		return nil, fmt.Errorf("sqlite.MatchingStatements: %w", kind(err))
	}
	return found, nil
}

func (db *DB) matchingStatements(ctx context.Context, q isnad.Query, articles []string) ([]isnad.FoundStatement, error) {
	m, err := db.compile(ctx, q)
	if err != nil || m.never {
		return nil, err
	}
	rows, err := db.rows(ctx, articles)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	list, err := json.Marshal(rows)
	if err != nil {
		return nil, err
	}
	since, until := index.DayNumber(q.Since), int64(1)<<40
	if !q.Until.IsZero() {
		since, until = max(since, index.MinDay), index.DayNumber(q.Until)
	}
	from, args := `FROM json_each(?) j CROSS JOIN statement s ON s.id BETWEEN j.value << 10 AND (j.value << 10) + 1023`, []any{string(list)}
	where := ` WHERE s.said BETWEEN ? AND ?`
	args = append(args, since, until)
	if e := statementExpression(q, m); e != "" {
		from += ` CROSS JOIN statement_words ON statement_words.rowid = s.id`
		where, args = where+` AND statement_words MATCH ?`, append(args, e)
	}
	ids, err := db.ids(ctx, `SELECT s.id `+from+where+` ORDER BY s.id`, args...)
	if err != nil {
		return nil, err
	}
	var r isnad.StatementResults
	err = db.showStatements(ctx, ids, &r)
	return r.Hits, err
}

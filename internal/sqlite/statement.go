package sqlite

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"isnad"
	"isnad/internal/index"
)

// Statements answers a query over statements; see isnad.StatementIndex. Best first, which without words is newest first,
// ranks by how many of the words a content holds and then by day.
func (db *DB) Statements(ctx context.Context, q isnad.Query) (*isnad.StatementResults, error) {
	r, err := db.findStatements(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("sqlite.Statements: %w", kind(err))
	}
	return r, nil
}

func (db *DB) findStatements(ctx context.Context, q isnad.Query) (*isnad.StatementResults, error) {
	r := &isnad.StatementResults{Hits: []isnad.FoundStatement{}}
	p, err := newPage(q)
	if err != nil {
		return nil, err
	}
	m, err := db.compile(ctx, q)
	if err != nil || m.never {
		return r, err
	}
	r.Note = strings.Join(m.notes, "; ")
	ids, err := db.statementIDs(ctx, q, statementExpression(q, m), p, r)
	if err != nil {
		return nil, err
	}
	if len(ids) > p.limit {
		ids = ids[:p.limit]
		r.Next = cursor("o", int64(p.offset+p.limit))
	}
	return r, db.showStatements(ctx, ids, r)
}

// statementExpression is the query over table statement_words.
func statementExpression(q isnad.Query, m *match) string {
	var positive []string
	for _, g := range m.groups {
		positive = append(positive, "tokens : "+g.expression())
	}
	if m.any && len(positive) > 1 {
		positive = []string{"(" + strings.Join(positive, " OR ") + ")"}
	}
	for _, w := range nonEmpty(m.words) {
		positive = append(positive, "content : ("+w+")")
	}
	for _, f := range nonEmpty(m.filter) {
		positive = append(positive, "tokens : ("+f+")")
	}
	e := all(positive)
	for column, not := range map[string]string{"tokens": m.not, "content": m.notWords} {
		if e != "" && not != "" {
			e = "(" + e + ") NOT (" + column + " : (" + not + "))"
		}
	}
	return e
}

// statementIDs gives the wanted page of ids, one more where there is a next page, and fills in the total.
func (db *DB) statementIDs(ctx context.Context, q isnad.Query, expression string, p page, r *isnad.StatementResults) ([]int64, error) {
	since, until := index.DayNumber(q.Since), int64(1)<<40
	if !q.Until.IsZero() {
		since, until = max(since, index.MinDay), index.DayNumber(q.Until)
	}
	order := "s.said DESC, s.id DESC"
	if q.Order == isnad.OldestFirst {
		order = "s.said, s.id"
	}
	if expression == "" {
		return db.everyStatement(ctx, since, until, order, p, r)
	}
	if q.Order != isnad.NewestFirst && q.Order != isnad.OldestFirst && q.Ranked {
		order = "m.score, " + order
	}
	const matches = `FROM (SELECT rowid, %s score FROM statement_words WHERE statement_words MATCH ? ORDER BY %s LIMIT ?) m
		CROSS JOIN statement s ON s.id = m.rowid WHERE s.said BETWEEN ? AND ?`
	score, within := "0", "rowid DESC"
	if strings.HasPrefix(order, "m.score") {
		score, within = "rank", "rank"
	}
	from := fmt.Sprintf(matches, score, within)
	var seen int
	if err := db.read.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM statement_words WHERE statement_words MATCH ? LIMIT ?)`,
		expression, maxStatementMatches+1).Scan(&seen); err != nil {
		return nil, err
	}
	r.Total = seen
	if !q.Since.IsZero() || !q.Until.IsZero() {
		if err := db.read.QueryRowContext(ctx, `SELECT count(*) `+from, expression, maxStatementMatches+1, since, until).Scan(&r.Total); err != nil {
			return nil, err
		}
	}
	if seen > maxStatementMatches {
		r.Approximate = true
		r.Note = strings.TrimPrefix(r.Note+fmt.Sprintf("; of more than %d statements, those of the newest articles", maxStatementMatches), "; ")
	}
	return db.ids(ctx, `SELECT s.id `+from+` ORDER BY `+order+` LIMIT ? OFFSET ?`, expression, maxStatementMatches+1, since, until, p.limit+1, p.offset)
}

// maxStatementMatches is how many matching statements are put in order.
const maxStatementMatches = 10_000

// everyStatement gives statements by their day alone.
func (db *DB) everyStatement(ctx context.Context, since, until int64, order string, p page, r *isnad.StatementResults) ([]int64, error) {
	err := db.read.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM statement WHERE said BETWEEN ? AND ? LIMIT ?)`,
		since, until, 10*maxStatementMatches).Scan(&r.Total)
	if err != nil {
		return nil, err
	}
	if r.Total == 10*maxStatementMatches {
		r.Approximate, r.Note = true, "the total is at least that"
	}
	return db.ids(ctx, `SELECT s.id FROM statement s WHERE s.said BETWEEN ? AND ? ORDER BY `+order+` LIMIT ? OFFSET ?`, since, until, p.limit+1, p.offset)
}

// showStatements reads the statements out of their articles.
func (db *DB) showStatements(ctx context.Context, ids []int64, r *isnad.StatementResults) error {
	articles := make([]found, len(ids))
	for i, id := range ids {
		articles[i].id = id >> statementBits
	}
	bodies, err := db.bodies(ctx, articles)
	if err != nil {
		return err
	}
	for _, id := range ids {
		a, n := bodies[id>>statementBits], int(id&(maxStatements-1))
		if a == nil {
			continue // gone since
		}
		if n >= len(a.Statements) {
			return errors.Join(isnad.ErrCorrupt, fmt.Errorf("article %s has no statement %d", a.ID, n))
		}
		s := a.Statements[n]
		f := isnad.FoundStatement{Statement: s, Said: s.Time.From, Article: isnad.Hit{ID: a.ID, Title: a.Title, Source: a.Source.Name, URL: a.URL, Published: a.Published}}
		if f.Said.IsZero() {
			f.Said = a.Day()
		}
		r.Hits = append(r.Hits, f)
	}
	return nil
}

package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"isnad"
	"isnad/internal/plan"
)

// statementExpression is the query over table statement_words.
func statementExpression(m *plan.Match) string {
	groups := make([]plan.Expr, len(m.Groups))
	for i := range m.Groups {
		groups[i] = m.Groups[i].Expr()
	}
	words := plan.AllOf(groups...)
	if m.Any && len(groups) > 1 {
		words = plan.Expr{Op: plan.Any, Of: groups}
	}
	var of []string
	add := func(column string, e plan.Expr) {
		if !e.IsZero() {
			of = append(of, column+" : ("+expression(e)+")")
		}
	}
	add("tokens", words)
	add("content", m.Words)
	add("tokens", m.Filter)
	e := strings.Join(of, " AND ")
	for column, not := range map[string]plan.Expr{"tokens": m.Not, "content": m.NotWords} {
		if !not.IsZero() {
			e = but(e, column+" : ("+expression(not)+")")
		}
	}
	return e
}

// matches are the statements that fit an expression, as many as are put in order.
const matches = `FROM (SELECT rowid, %[2]s score FROM statement_words WHERE statement_words MATCH ? AND rowid >= %[1]d ORDER BY %[3]s LIMIT ?) m
	CROSS JOIN statement s ON s.id = m.rowid WHERE s.said BETWEEN ? AND ?`

// newestStatement gives the id from which on there are as many matches as are ranked, 0 where there are fewer in all: a score
// costs as much as finding, and matches grow with the archive.
func (r reader) newestStatement(ctx context.Context, expression string, seen int) (lo int64, err error) {
	if seen <= plan.MaxFoundStatements {
		return 0, nil
	}
	err = r.read.QueryRowContext(ctx, `SELECT rowid FROM statement_words WHERE statement_words MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?`,
		expression, plan.MaxFoundStatements-1).Scan(&lo)
	return lo, err
}

// StatementsOf gives the wanted page of ids, one more where there is a next page, and fills in the total.
func (r reader) StatementsOf(ctx context.Context, q isnad.Query, m *plan.Match, p plan.Page, found *isnad.StatementResults) ([]int64, error) {
	since, until := plan.SaidWithin(q)
	order := "s.said DESC, s.id DESC"
	if q.Order == isnad.OldestFirst {
		order = "s.said, s.id"
	}
	expression := statementExpression(m)
	if expression == "" {
		return r.everyStatement(ctx, since, until, order, p, found)
	}
	if q.Order != isnad.NewestFirst && q.Order != isnad.OldestFirst && q.Ranked {
		order = "m.score, " + order
	}
	var seen int
	err := r.read.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM statement_words WHERE statement_words MATCH ? LIMIT ?)`,
		expression, plan.MaxFoundStatements+1).Scan(&seen)
	if err != nil {
		return nil, err
	}
	found.Total = seen
	score, within, lo := "0", "rowid DESC", int64(0)
	if strings.HasPrefix(order, "m.score") {
		score, within = "rank", "rank"
		if lo, err = r.newestStatement(ctx, expression, seen); err != nil {
			return nil, err
		}
	}
	from := fmt.Sprintf(matches, lo, score, within)
	if !q.Since.IsZero() || !q.Until.IsZero() {
		if err := r.read.QueryRowContext(ctx, `SELECT count(*) `+from, expression, plan.MaxFoundStatements+1, since, until).Scan(&found.Total); err != nil {
			return nil, err
		}
	}
	plan.NoteSeen(found, seen)
	if p.Counting {
		return nil, nil
	}
	return r.ids(ctx, `SELECT s.id `+from+` ORDER BY `+order+` LIMIT ? OFFSET ?`, expression, plan.MaxFoundStatements+1, since, until, p.Limit+1, p.Offset)
}

// everyStatement gives statements by their day alone.
func (r reader) everyStatement(ctx context.Context, since, until int64, order string, p plan.Page, found *isnad.StatementResults) ([]int64, error) {
	var seen int
	err := r.read.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM statement WHERE said BETWEEN ? AND ? LIMIT ?)`,
		since, until, plan.MaxCountedStatements).Scan(&seen)
	if err != nil {
		return nil, err
	}
	plan.NoteCounted(found, seen)
	if p.Counting {
		return nil, nil
	}
	return r.ids(ctx, `SELECT s.id FROM statement s WHERE s.said BETWEEN ? AND ? ORDER BY `+order+` LIMIT ? OFFSET ?`, since, until, p.Limit+1, p.Offset)
}

// SaidBy counts the statements of speakers by day and act.
func (r reader) SaidBy(ctx context.Context, speakers []int64) (list []plan.SaidOn, err error) {
	numbers, err := json.Marshal(speakers)
	if err != nil {
		return nil, err
	}
	rows, err := r.read.QueryContext(ctx, `SELECT s.said, s.act, count(*) FROM json_each(?) j CROSS JOIN statement s ON s.speaker = j.value GROUP BY s.said, s.act`, string(numbers))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var s plan.SaidOn
		if err := rows.Scan(&s.Day, &s.Act, &s.Count); err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, rows.Err()
}

// StatementsAmong gives the statements of articles that fit.
func (r reader) StatementsAmong(ctx context.Context, q isnad.Query, m *plan.Match, articles []int64) ([]int64, error) {
	numbers, err := json.Marshal(articles)
	if err != nil {
		return nil, err
	}
	since, until := plan.SaidWithin(q)
	from, args := `FROM json_each(?) j CROSS JOIN statement s ON s.id BETWEEN j.value << 10 AND (j.value << 10) + 1023`, []any{string(numbers)}
	where := ` WHERE s.said BETWEEN ? AND ?`
	args = append(args, since, until)
	if e := statementExpression(m); e != "" {
		from += ` CROSS JOIN statement_words ON statement_words.rowid = s.id`
		where, args = where+` AND statement_words MATCH ?`, append(args, e)
	}
	return r.ids(ctx, `SELECT s.id `+from+where+` ORDER BY s.id`, args...)
}

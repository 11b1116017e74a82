package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
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

// toRank narrows the expression of a question until few enough statements fit it to be scored, for that costs as much as finding
// and matches grow with the archive: to those with its rarer words, and of these to the newest, from an id on.
func (r reader) toRank(ctx context.Context, m *plan.Match, wanted string) (narrowed string, lo int64, err error) {
	counts := make([]int, len(m.Groups))
	order := make([]int, len(m.Groups))
	for i := range m.Groups {
		order[i] = i
		if counts[i], err = r.countStatements(ctx, "tokens : ("+expression(m.Groups[i].Expr())+")", plan.MaxRankedStatements+1); err != nil {
			return "", 0, err
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(counts[a], counts[b]) })
	var rare []plan.Expr
	for sum, i := 0, 0; i < len(order) && (sum == 0 || sum+counts[order[i]] <= plan.MaxRankedStatements); i++ {
		rare, sum = append(rare, m.Groups[order[i]].Expr()), sum+counts[order[i]]
	}
	if narrowed = wanted; len(rare) > 0 {
		narrowed = "(tokens : (" + expression(plan.Expr{Op: plan.Any, Of: rare}) + ")) AND (" + wanted + ")"
	}
	err = r.read.QueryRowContext(ctx, `SELECT rowid FROM statement_words WHERE statement_words MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?`,
		narrowed, plan.MaxRankedStatements-1).Scan(&lo)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil // there are fewer
	}
	return narrowed, lo, err
}

// countStatements counts the statements that fit, n at most.
func (r reader) countStatements(ctx context.Context, expression string, n int) (count int, err error) {
	err = r.read.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM statement_words WHERE statement_words MATCH ? LIMIT ?)`, expression, n).Scan(&count)
	return count, err
}

// StatementsOf gives the wanted page of ids, one more where there is a next page, and fills in the total.
func (r reader) StatementsOf(ctx context.Context, q isnad.Query, m *plan.Match, p plan.Page, found *isnad.StatementResults) ([]int64, error) {
	since, until := plan.SaidWithin(q)
	order := "s.said DESC, s.id DESC"
	if q.Order == isnad.OldestFirst {
		order = "s.said, s.id"
	}
	wanted := statementExpression(m)
	if wanted == "" {
		return r.everyStatement(ctx, since, until, order, p, found)
	}
	if q.Order != isnad.NewestFirst && q.Order != isnad.OldestFirst && q.Ranked {
		order = "m.score, " + order
	}
	seen, err := r.countStatements(ctx, wanted, plan.MaxFoundStatements+1)
	if err != nil {
		return nil, err
	}
	found.Total = seen
	score, within, lo, ranked := "0", "rowid DESC", int64(0), wanted
	if strings.HasPrefix(order, "m.score") {
		if score, within = "rank", "rank"; seen > plan.MaxRankedStatements && !p.Counting {
			found.TellPart(isnad.Note{Code: isnad.RarerWords})
			if ranked, lo, err = r.toRank(ctx, m, wanted); err != nil {
				return nil, err
			}
		}
	}
	from := fmt.Sprintf(matches, lo, score, within)
	if !q.Since.IsZero() || !q.Until.IsZero() {
		if err := r.read.QueryRowContext(ctx, `SELECT count(*) `+fmt.Sprintf(matches, 0, "0", "rowid DESC"), wanted, plan.MaxFoundStatements+1, since, until).Scan(&found.Total); err != nil {
			return nil, err
		}
	}
	plan.NoteSeen(found, seen)
	if p.Counting {
		return nil, nil
	}
	return r.ids(ctx, `SELECT s.id `+from+` ORDER BY `+order+` LIMIT ? OFFSET ?`, ranked, plan.MaxFoundStatements+1, since, until, p.Limit+1, p.Offset)
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

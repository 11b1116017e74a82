package postgres

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"isnad"
	"isnad/internal/index"
	"isnad/internal/plan"
)

// statementQuery is the query over the statements' tokens, and the words by whose number questions are ranked.
func statementQuery(m *plan.Match) (query string, words []string) {
	for i := range m.Groups {
		words = append(words, tsquery(m.Groups[i].Expr(), ""))
	}
	joint := " & "
	if m.Any {
		joint = " | "
	}
	wanted := ""
	if len(words) > 0 {
		wanted = "(" + strings.Join(words, joint) + ")"
	}
	return both(wanted, tsquery(m.Words, wordMark), tsquery(m.Filter, ""), barred(m.Not, ""), barred(m.NotWords, wordMark)), words
}

// StatementsOf gives the wanted page of ids, one more where there is a next page, and fills in the total.
func (r reader) StatementsOf(ctx context.Context, q isnad.Query, m *plan.Match, p plan.Page, found *isnad.StatementResults) ([]int64, error) {
	since, until := plan.SaidWithin(q)
	order := "said DESC, id DESC"
	if q.Order == isnad.OldestFirst {
		order = "said, id"
	}
	query, words := statementQuery(m)
	if query == "" {
		return r.everyStatement(ctx, since, until, order, p, found)
	}
	// from gives the matches of the newest articles; by month, so that a frequent word is not looked for in all of them
	lo, seen, err := r.newestStatements(ctx, query)
	if err != nil {
		return nil, err
	}
	args := []any{lo, query, since, until}
	const from = ` FROM (SELECT id, said, tokens FROM statement WHERE id >= $1 AND tokens @@ $2::text::tsquery OFFSET 0) m WHERE said BETWEEN $3 AND $4 `
	if found.Total = seen; !q.Since.IsZero() || !q.Until.IsZero() {
		if err := readRow(ctx, r.pool, []any{&found.Total}, `SELECT count(*)`+from, args...); err != nil {
			return nil, err
		}
	}
	plan.NoteSeen(found, seen)
	if p.Counting {
		return nil, nil
	}
	if q.Ranked && q.Order != isnad.NewestFirst && q.Order != isnad.OldestFirst && len(words) > 1 {
		held := make([]string, len(words))
		for i, w := range words {
			args = append(args, w)
			held[i] = "(tokens @@ " + number(len(args)) + "::text::tsquery)::int"
		}
		order = strings.Join(held, " + ") + " DESC, " + order
	}
	return r.ids(ctx, `SELECT id`+from+fmt.Sprintf(`ORDER BY %s LIMIT %d OFFSET %d`, order, p.Limit+1, p.Offset), args...)
}

// newestStatements gives the id from which on there are enough matches to be put in order, 0 where there are fewer in all, and
// how many there are from there on.
func (r reader) newestStatements(ctx context.Context, query string) (lo int64, seen int, err error) {
	var hi int64
	if err := readRow(ctx, r.pool, []any{&hi}, `SELECT coalesce(max(id), 0) FROM docv`); err != nil {
		return 0, 0, err
	}
	const dayBits = index.SeqBits + index.StatementBits
	hi = (hi + 1) << index.StatementBits
	for days := int64(firstDays); ; {
		from := max(0, hi>>dayBits-days) << dayBits
		var n int
		// id + 0: two bounds look so narrow to the planner that it would walk the ids and read a tsvector for each
		if err := readRow(ctx, r.pool, []any{&n}, `SELECT count(*) FROM statement WHERE id >= $1 AND id + 0 < $2 AND tokens @@ $3::text::tsquery`, from, hi, query); err != nil {
			return 0, 0, err
		}
		if seen += n; seen > plan.MaxFoundStatements || from == 0 {
			return from, seen, nil
		}
		hi = from
		days = longer(days, n, plan.MaxFoundStatements+1-seen)
	}
}

// everyStatement gives statements by their day alone.
func (r reader) everyStatement(ctx context.Context, since, until int64, order string, p plan.Page, found *isnad.StatementResults) ([]int64, error) {
	var seen int
	err := readRow(ctx, r.pool, []any{&seen}, `SELECT count(*) FROM (SELECT 1 FROM statement WHERE said BETWEEN $1 AND $2 LIMIT $3) s`, since, until, plan.MaxCountedStatements)
	if err != nil {
		return nil, err
	}
	plan.NoteCounted(found, seen)
	if p.Counting {
		return nil, nil
	}
	return r.ids(ctx, fmt.Sprintf(`SELECT id FROM statement WHERE said BETWEEN $1 AND $2 ORDER BY %s LIMIT %d OFFSET %d`, order, p.Limit+1, p.Offset), since, until)
}

// SaidBy counts the statements of speakers by day and act.
func (r reader) SaidBy(ctx context.Context, speakers []int64) ([]plan.SaidOn, error) {
	return list(ctx, r.pool, "SaidBy", func(rows pgx.Rows, s *plan.SaidOn) error {
		return rows.Scan(&s.Day, &s.Act, &s.Count)
	}, `SELECT said, act, count(*) FROM statement WHERE speaker = ANY($1) GROUP BY said, act`, speakers)
}

// StatementsAmong gives the statements of articles that fit.
func (r reader) StatementsAmong(ctx context.Context, q isnad.Query, m *plan.Match, articles []int64) ([]int64, error) {
	since, until := plan.SaidWithin(q)
	query, args := `SELECT s.id FROM unnest($1::bigint[]) u CROSS JOIN LATERAL (SELECT id, said, tokens FROM statement WHERE id BETWEEN u << 10 AND (u << 10) + 1023 OFFSET 0) s
		WHERE s.said BETWEEN $2 AND $3`, []any{articles, since, until}
	if e, _ := statementQuery(m); e != "" {
		query, args = query+` AND s.tokens @@ $4::text::tsquery`, append(args, e)
	}
	return r.ids(ctx, query+` ORDER BY s.id`, args...)
}

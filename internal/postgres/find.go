package postgres

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"isnad"
	"isnad/internal/index"
	"isnad/internal/plan"
)

// reader is the database, or its replica, as internal/plan asks it.
type reader struct {
	db   *DB
	pool *pgxpool.Pool
}

// firstDays is how many days are looked through first where it is not known how rare the matches are; moreDays is by how much
// each further stretch is longer at least. An index of PostgreSQL does not give rows in order, so that all matches in a stretch are read.
const (
	firstDays = 90
	moreDays  = 4
)

// lookup is a match in PostgreSQL's language.
type lookup struct {
	query   string // over tsvectors; "" where nothing is asked
	bare    bool   // nothing but what must not occur: the index does not help
	phrases phrases
}

func lookupOf(m *plan.Match, stems plan.Expr) lookup {
	wanted := both(tsquery(stems, ""), tsquery(m.Words, wordMark), tsquery(m.Filter, ""))
	return lookup{both(wanted, barred(m.Not, ""), barred(m.NotWords, wordMark)), wanted == "", phrasesOf(m)}
}

// Find gives up to n matches in order of id. What is known to be rare is looked for everywhere at once; else the archive is gone
// through from its end by stretches of days, each so long that it should hold what is still missing.
func (r reader) Find(ctx context.Context, m *plan.Match, stems plan.Expr, lo, hi int64, n int, newest bool) ([]int64, error) {
	l := lookupOf(m, stems)
	if l.query == "" {
		return r.inOrder(ctx, `SELECT id FROM docv WHERE id BETWEEN $1 AND $2`, newest, n, lo, hi)
	}
	if rare := m.Rarest(); rare >= 0 && rare <= 2*n {
		ids, err := r.stretch(ctx, &l, lo, hi, n, newest)
		return ids, err
	}
	if err := r.clamp(ctx, &lo, &hi); err != nil {
		return nil, err
	}
	var kept []int64
	for days := int64(firstDays); lo <= hi && len(kept) < n; {
		from, to := lo, hi
		if newest {
			from = max(lo, max(0, hi>>index.SeqBits-days)<<index.SeqBits)
		} else {
			to = min(hi, min(hi>>index.SeqBits+1, lo>>index.SeqBits+days)<<index.SeqBits)
		}
		ids, err := r.stretch(ctx, &l, from, to, n-len(kept), newest)
		if err != nil {
			return nil, err
		}
		kept = append(kept, ids...)
		if newest {
			hi = from - 1
		} else {
			lo = to + 1
		}
		days = longer(days, len(ids), n-len(kept))
	}
	return kept, nil
}

// longer is how many days the next stretch has, when so many of them held found matches and some are missing.
func longer(days int64, found, missing int) int64 {
	if found == 0 {
		return 1 << 40
	}
	return max(moreDays*days, 2*days*int64(missing)/int64(found))
}

// clamp narrows the ids to those there are.
func (r reader) clamp(ctx context.Context, lo, hi *int64) error {
	return readRow(ctx, r.pool, []any{lo, hi}, `SELECT coalesce((SELECT min(id) FROM docv WHERE id BETWEEN $1 AND $2), 1), coalesce((SELECT max(id) FROM docv WHERE id BETWEEN $1 AND $2), 0)`, *lo, *hi)
}

// stretch gives up to n matches among the ids from lo to hi, in order.
func (r reader) stretch(ctx context.Context, l *lookup, lo, hi int64, n int, newest bool) ([]int64, error) {
	first, last := quarterOf(lo), quarterOf(hi)
	if l.phrases.none() {
		if l.bare {
			return r.inOrder(ctx, `SELECT id FROM posting WHERE id BETWEEN $1 AND $2 AND span BETWEEN $3 AND $4 AND tokens @@ $5::text::tsquery`, newest, n, lo, hi, first, last, l.query)
		}
		return r.inOrder(ctx, `WITH m AS MATERIALIZED (SELECT id FROM posting WHERE span BETWEEN $3 AND $4 AND id + 0 BETWEEN $1 AND $2 AND tokens @@ $5::text::tsquery) SELECT id FROM m`,
			newest, n, lo, hi, first, last, l.query)
	}
	var ids, long []int64
	err := read(ctx, r.pool, func(rows pgx.Rows) error {
		var id int64
		var isLong bool
		if err := rows.Scan(&id, &isLong); err != nil {
			return err
		}
		if ids = append(ids, id); isLong {
			long = append(long, id)
		}
		return nil
	}, `SELECT id, long FROM posting WHERE span BETWEEN $3 AND $4 AND id + 0 BETWEEN $1 AND $2 AND tokens @@ $5::text::tsquery`, lo, hi, first, last, l.query)
	if err != nil {
		return nil, err
	}
	if ids, err = r.withPhrases(ctx, l, ids, long); err != nil {
		return nil, err
	}
	slices.Sort(ids)
	if newest {
		slices.Reverse(ids)
	}
	return ids[:min(n, len(ids))], nil
}

// withPhrases leaves out those of the long articles in whose bodies the phrases are not as they are wanted.
func (r reader) withPhrases(ctx context.Context, l *lookup, ids, long []int64) ([]int64, error) {
	if len(long) == 0 {
		return ids, nil
	}
	analyzer := r.db.analyzers.Get()
	defer r.db.analyzers.Put(analyzer)
	out := map[int64]bool{}
	for len(long) > 0 {
		some := long[:min(len(long), 32)]
		long = long[len(some):]
		bodies, err := r.Bodies(ctx, some)
		if err != nil {
			return nil, err
		}
		for _, id := range some {
			out[id] = bodies[id] == nil || !l.phrases.fit(isnad.TermsWith(analyzer, bodies[id]))
		}
	}
	return slices.DeleteFunc(ids, func(id int64) bool { return out[id] }), nil
}

// inOrder gives the first n ids of a query.
func (r reader) inOrder(ctx context.Context, query string, newest bool, n int, args ...any) ([]int64, error) {
	query += ` ORDER BY id`
	if newest {
		query += ` DESC`
	}
	return r.ids(ctx, query+` LIMIT `+number(len(args)+1), append(args, n)...)
}

// Among keeps the rows that match.
func (r reader) Among(ctx context.Context, m *plan.Match, rows []int64) ([]int64, error) {
	l := lookupOf(m, m.Stems)
	if l.query == "" {
		return rows, nil
	}
	spans := make([]int64, len(rows))
	for i, id := range rows {
		spans[i] = quarterOf(id)
	}
	var ids, long []int64
	err := read(ctx, r.pool, func(rows pgx.Rows) error {
		var id int64
		var isLong bool
		if err := rows.Scan(&id, &isLong); err != nil {
			return err
		}
		if ids = append(ids, id); isLong && !l.phrases.none() {
			long = append(long, id)
		}
		return nil
	}, `SELECT p.id, p.long FROM unnest($1::bigint[], $2::bigint[]) u (id, span) CROSS JOIN LATERAL
		(SELECT id, long, tokens FROM posting WHERE id = u.id AND span = u.span OFFSET 0) p WHERE p.tokens @@ $3::text::tsquery ORDER BY p.id`, rows, spans, l.query)
	if err != nil {
		return nil, err
	}
	return r.withPhrases(ctx, &l, ids, long)
}

// RowsOf gives the row ids of articles, in order.
func (r reader) RowsOf(ctx context.Context, articles []string) ([]int64, error) {
	if len(articles) == 0 {
		return nil, nil
	}
	return r.ids(ctx, `SELECT id FROM docv WHERE public = ANY($1) ORDER BY id`, each(articles, key))
}

// Lengths gives the number of articles and of stems in all of them.
func (r reader) Lengths(ctx context.Context) (articles, words int64, err error) {
	err = readRow(ctx, r.pool, []any{&articles, &words}, lengthsQuery)
	return articles, words, err
}

// ArticlesIn estimates how many articles have ids within lo..hi: whole days are counted, parts of a day by share.
func (r reader) ArticlesIn(ctx context.Context, lo, hi int64) (total float64, err error) {
	first, last := lo>>index.SeqBits, hi>>index.SeqBits
	err = read(ctx, r.pool, func(rows pgx.Rows) error {
		var day, n int64
		if err := rows.Scan(&day, &n); err != nil {
			return err
		}
		if day < 0 {
			total += float64(n)
		} else {
			total += index.ShareOfDay(day, n, lo, hi)
		}
		return nil
	}, `SELECT -1::bigint, coalesce(sum(n), 0)::bigint FROM day_count WHERE n > 0 AND day > $4 AND day < $2
		UNION ALL SELECT day, n FROM day_count WHERE n > 0 AND (day IN ($1, $2) OR day < $3 AND $1 < $3)`,
		first, last, int64(index.MinDay), max(first, index.MinDay-1))
	return total, err
}

func (r reader) ids(ctx context.Context, query string, args ...any) ([]int64, error) {
	return list(ctx, r.pool, "ids", func(rows pgx.Rows, id *int64) error { return rows.Scan(id) }, query, args...)
}

package postgres

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"isnad"
	"isnad/internal/index"
)

func number(n int) string { return fmt.Sprintf("$%d", n) }

// Vectors reads the vectors of the articles with those ids.
func (r reader) Vectors(ctx context.Context, ids []int64, each func(id int64, length int, vector []byte)) error {
	return readOnce(ctx, r.pool, func(rows pgx.Rows) error {
		var id int64
		var length int
		var vector pgxBytes
		if err := rows.Scan(&id, &length, &vector); err != nil {
			return err
		}
		each(id, length, vector)
		return nil
	}, `SELECT v.id, v.length, v.stems FROM unnest($1::bigint[]) u JOIN vector v ON v.id = u`, ids)
}

// pgxBytes is a column's bytes until the next row is read.
type pgxBytes []byte

// ScanBytes takes the bytes without a copy.
func (b *pgxBytes) ScanBytes(v []byte) error {
	*b = v
	return nil
}

// Terms reads the words of the articles with those ids.
func (r reader) Terms(ctx context.Context, ids []int64, each func(id int64, t isnad.Terms)) error {
	var u index.Unpacker
	return readOnce(ctx, r.pool, func(rows pgx.Rows) error {
		var id int64
		var packed pgxBytes
		if err := rows.Scan(&id, &packed); err != nil {
			return err
		}
		t, err := u.Unpack(packed)
		if err != nil {
			return fmt.Errorf("terms of row %d: %w", id, err)
		}
		each(id, t)
		return nil
	}, `SELECT t.id, t.packed FROM unnest($1::bigint[]) u JOIN terms t ON t.id = u`, ids)
}

// Bodies reads articles by row id. Each is looked up by itself, so that only its month is opened.
func (r reader) Bodies(ctx context.Context, ids []int64) (map[int64]*isnad.Article, error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	articles := make(map[int64]*isnad.Article, len(ids))
	err := read(ctx, r.pool, func(rows pgx.Rows) (err error) {
		var id int64
		var body pgxBytes
		if err := rows.Scan(&id, &body); err != nil {
			return err
		}
		articles[id], err = index.Unpack(body)
		return err
	}, `SELECT u, a.body FROM unnest($1::bigint[]) u CROSS JOIN LATERAL (SELECT body FROM article WHERE id = u OFFSET 0) a`, ids)
	return articles, err
}

// facetQueries count the article ids $1, the $2 most frequent values first; months and years in order of time.
var facetQueries = map[isnad.FacetField]string{
	isnad.BySource: `SELECT CASE WHEN o.host <> '' THEN o.host ELSE o.name END, CASE WHEN o.name <> '' THEN o.name ELSE o.host END, c.n FROM (
		SELECT d.outlet, count(*) n FROM unnest($1::bigint[]) u JOIN docv d ON d.id = u GROUP BY d.outlet) c
		JOIN outlet o ON o.id = c.outlet WHERE o.name <> '' OR o.host <> '' ORDER BY c.n DESC, o.id LIMIT $2`,
	isnad.ByMonth: `SELECT to_char(date '1970-01-01' + (d.day - 100000)::int, 'YYYY-MM') v, '', count(*) n
		FROM unnest($1::bigint[]) u JOIN docv d ON d.id = u WHERE d.day > 0 GROUP BY v ORDER BY v DESC LIMIT $2`,
	isnad.ByYear: `SELECT to_char(date '1970-01-01' + (d.day - 100000)::int, 'YYYY') v, '', count(*) n
		FROM unnest($1::bigint[]) u JOIN docv d ON d.id = u WHERE d.day > 0 GROUP BY v ORDER BY v DESC LIMIT $2`,
	isnad.BySpeaker: `SELECT e.key, e.name, c.n FROM (
		SELECT s.speaker, count(DISTINCT u) n FROM unnest($1::bigint[]) u CROSS JOIN LATERAL
			(SELECT speaker FROM statement WHERE id BETWEEN u << 10 AND (u << 10) + 1023 OFFSET 0) s
		WHERE s.speaker <> 0 GROUP BY s.speaker) c JOIN entity e ON e.id = c.speaker ORDER BY c.n DESC, e.id LIMIT $2`,
	isnad.ByAct: `SELECT s.act, '', count(DISTINCT u) n FROM unnest($1::bigint[]) u CROSS JOIN LATERAL
		(SELECT act FROM statement WHERE id BETWEEN u << 10 AND (u << 10) + 1023 OFFSET 0) s GROUP BY s.act ORDER BY n DESC, s.act LIMIT $2`,
}

// CountBy counts articles by a field.
func (r reader) CountBy(ctx context.Context, field isnad.FacetField, ids []int64, n int) ([]isnad.Facet, error) {
	return list(ctx, r.pool, "Facets", func(rows pgx.Rows, v *isnad.Facet) error {
		return rows.Scan(&v.Value, &v.Label, &v.Count)
	}, facetQueries[field], ids, n)
}

package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"isnad"
	"isnad/internal/index"
)

// each runs a query over ids, which it gets as JSON, and scans its rows.
func (r reader) each(ctx context.Context, query string, ids []int64, scan func(*sql.Rows) error) error {
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	rows, err := r.read.QueryContext(ctx, query, string(list))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Vectors reads the vectors of the articles with those ids, in their order.
func (r reader) Vectors(ctx context.Context, ids []int64, each func(id int64, length int, vector []byte)) error {
	return r.each(ctx, `SELECT v.id, v.length, v.stems FROM json_each(?) j CROSS JOIN vector v ON v.id = j.value`, ids, func(rows *sql.Rows) error {
		var id int64
		var length int
		var vector sql.RawBytes
		if err := rows.Scan(&id, &length, &vector); err != nil {
			return err
		}
		each(id, length, vector)
		return nil
	})
}

// Terms reads the words of the articles with those ids.
func (r reader) Terms(ctx context.Context, ids []int64, each func(id int64, t isnad.Terms)) error {
	var u index.Unpacker
	return r.each(ctx, `SELECT t.id, t.packed FROM json_each(?) j CROSS JOIN terms t ON t.id = j.value`, ids, func(rows *sql.Rows) error {
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
		return nil
	})
}

// Bodies reads articles by row id.
func (r reader) Bodies(ctx context.Context, ids []int64) (map[int64]*isnad.Article, error) {
	articles := make(map[int64]*isnad.Article, len(ids))
	err := r.each(ctx, `SELECT a.id, a.body FROM (SELECT DISTINCT value FROM json_each(?)) j CROSS JOIN article a ON a.id = j.value`, ids, func(rows *sql.Rows) (err error) {
		var id int64
		var body sql.RawBytes
		if err := rows.Scan(&id, &body); err != nil {
			return err
		}
		articles[id], err = index.Unpack(body)
		return err
	})
	return articles, err
}

// facetQueries count the article ids ?1 (JSON), the ?2 most frequent values first; months and years in order of time.
var facetQueries = map[isnad.FacetField]string{
	isnad.BySource: `SELECT CASE WHEN o.host <> '' THEN o.host ELSE o.name END, CASE WHEN o.name <> '' THEN o.name ELSE o.host END, c.n FROM (
		SELECT d.outlet, count(*) n FROM json_each(?1) j CROSS JOIN docv d ON d.id = j.value GROUP BY d.outlet) c
		JOIN outlet o ON o.id = c.outlet WHERE o.name <> '' OR o.host <> '' ORDER BY c.n DESC, o.id LIMIT ?2`,
	isnad.ByMonth: `SELECT strftime('%Y-%m', (d.day - 100000) * 86400, 'unixepoch') v, '', count(*) n
		FROM json_each(?1) j CROSS JOIN docv d ON d.id = j.value WHERE d.day > 0 GROUP BY v ORDER BY v DESC LIMIT ?2`,
	isnad.ByYear: `SELECT strftime('%Y', (d.day - 100000) * 86400, 'unixepoch') v, '', count(*) n
		FROM json_each(?1) j CROSS JOIN docv d ON d.id = j.value WHERE d.day > 0 GROUP BY v ORDER BY v DESC LIMIT ?2`,
	isnad.BySpeaker: `SELECT e.key, e.name, c.n FROM (
		SELECT s.speaker, count(DISTINCT s.id >> 10) n FROM json_each(?1) j CROSS JOIN statement s ON s.id BETWEEN j.value << 10 AND j.value << 10 | 1023
		WHERE s.speaker <> 0 GROUP BY s.speaker) c JOIN entity e ON e.id = c.speaker ORDER BY c.n DESC, e.id LIMIT ?2`,
	isnad.ByAct: `SELECT s.act, '', count(DISTINCT s.id >> 10) n FROM json_each(?1) j CROSS JOIN statement s ON s.id BETWEEN j.value << 10 AND j.value << 10 | 1023
		GROUP BY s.act ORDER BY n DESC, s.act LIMIT ?2`,
}

// CountBy counts articles by a field.
func (r reader) CountBy(ctx context.Context, field isnad.FacetField, ids []int64, n int) ([]isnad.Facet, error) {
	numbers, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	return list(ctx, r.DB, "Facets", func(rows *sql.Rows, v *isnad.Facet) error {
		return rows.Scan(&v.Value, &v.Label, &v.Count)
	}, facetQueries[field], string(numbers), n)
}

package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"isnad"
)

// maxCounted is how many of the newest matches facets are taken from.
const maxCounted = 10_000

// Of these so many are counted, spread evenly, and the counts multiplied: to count all took 140 ms for a common word, ten
// times what finding them takes. Of a value that one match in ten has, a sample of a thousand says how many have it to a
// tenth of that (one standard error is 9 %). Statements are dearer to read: there are five an article.
const (
	countedArticles   = 2000
	countedStatements = 1000
)

// spread are at most n of the ids, every so-manyth from the first on, and how many each of them stands for.
func spread(ids []int64, n int) ([]int64, int) {
	every := (len(ids) + n - 1) / n
	if every <= 1 {
		return ids, 1
	}
	kept := make([]int64, 0, n)
	for i := 0; i < len(ids); i += every {
		kept = append(kept, ids[i])
	}
	return kept, every
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

// Facets counts the matches by a field; see isnad.Index.
func (db *DB) Facets(ctx context.Context, q isnad.Query, field isnad.FacetField, n int) (*isnad.Facets, error) {
	f, err := db.facets(ctx, q, field, n)
	if err != nil {
		return nil, fmt.Errorf("sqlite.Facets(%s): %w", field, kind(err))
	}
	return f, nil
}

func (db *DB) facets(ctx context.Context, q isnad.Query, field isnad.FacetField, n int) (*isnad.Facets, error) {
	query, ok := facetQueries[field]
	if !ok {
		return nil, fmt.Errorf("%w: matches are counted by source, month, year, speaker or act", isnad.ErrInvalid)
	}
	f := &isnad.Facets{Values: []isnad.Facet{}}
	m, err := db.compile(ctx, q)
	if err != nil || m.never || m.lo > m.hi {
		return f, err
	}
	expression := m.stems
	if m.any {
		s := &survey{match: m}
		expression = m.expression(s.anyGroup(m.groups))
	}
	ids, err := db.newest(ctx, m, expression, m.lo, m.hi, maxCounted+1)
	if err != nil {
		return nil, err
	}
	if len(ids) > maxCounted {
		ids, f.Approximate = ids[:maxCounted], true
		f.Note = fmt.Sprintf("counted over the newest %d matches", maxCounted)
	}
	f.Counted = len(ids)
	most := countedArticles
	if field == isnad.BySpeaker || field == isnad.ByAct {
		most = countedStatements
	}
	ids, every := spread(ids, most)
	if every > 1 {
		f.Approximate = true
		f.Note = strings.TrimPrefix(fmt.Sprintf("%s; counted over every %dth", f.Note, every), "; ")
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	err = db.fillFacets(ctx, f, query, string(list), n)
	for i := range f.Values {
		f.Values[i].Count *= every
	}
	return f, err
}

func (db *DB) fillFacets(ctx context.Context, f *isnad.Facets, query string, args ...any) error {
	rows, err := db.read.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var v isnad.Facet
		if err := rows.Scan(&v.Value, &v.Label, &v.Count); err != nil {
			return err
		}
		f.Values = append(f.Values, v)
	}
	return rows.Err()
}

package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// What nearly every search asks of the file.
const (
	contentsQuery = `SELECT coalesce((SELECT n FROM tally WHERE name = 'index'), 0), coalesce((SELECT n FROM tally WHERE name = 'articles'), 0),
		coalesce((SELECT n FROM tally WHERE name = 'words'), 0)`
	segmentsQuery = `SELECT id, number FROM segment ORDER BY number`
	segmentQuery  = `SELECT docs, pages FROM segment WHERE id = ?`
	goneQuery     = `SELECT article, before FROM gone ORDER BY article, before`
	pageQuery     = `SELECT page FROM posting WHERE id = ?`
	termsQuery    = `SELECT t.id, t.packed FROM json_each(?) j CROSS JOIN terms t ON t.id = j.value`
	bodyQuery     = `SELECT a.id, a.body FROM (SELECT DISTINCT value FROM json_each(?)) j CROSS JOIN article a ON a.id = j.value`
	outletsQuery  = `SELECT id, name, host, folded FROM outlet ORDER BY id`
	besideQuery   = `SELECT DISTINCT w.word FROM (SELECT entity FROM entity_word WHERE word IN (?1, ?2) LIMIT 20) e
		JOIN entity_word w ON w.entity = e.entity WHERE w.word NOT IN (?1, ?2) ORDER BY w.word`
	soundingQuery = `SELECT stem FROM spelling WHERE sound = ? AND stem <> ? ORDER BY n DESC, stem LIMIT ?`
)

// lookups are the readers' queries by their text, parsed once for each connection and not once for each search.
type lookups map[string]*sql.Stmt

func (l lookups) open(ctx context.Context, db *sql.DB) error {
	for _, q := range []string{contentsQuery, segmentsQuery, segmentQuery, goneQuery, pageQuery, termsQuery, bodyQuery, outletsQuery, besideQuery, soundingQuery} {
		s, err := db.PrepareContext(ctx, q)
		if err != nil {
			return err
		}
		l[q] = s
	}
	return nil
}

func (l lookups) close() error {
	var errs []error
	for _, s := range l {
		errs = append(errs, s.Close())
	}
	return errors.Join(errs...)
}

// reading is a reading transaction with its prepared queries; others it asks as they are.
type reading struct {
	*sql.Tx
	lookups lookups
}

// QueryContext runs a query.
func (r reading) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if s := r.lookups[query]; s != nil {
		return r.StmtContext(ctx, s).QueryContext(ctx, args...)
	}
	return r.Tx.QueryContext(ctx, query, args...)
}

// QueryRowContext runs a query of one row.
func (r reading) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if s := r.lookups[query]; s != nil {
		return r.StmtContext(ctx, s).QueryRowContext(ctx, args...)
	}
	return r.Tx.QueryRowContext(ctx, query, args...)
}

// pool is the readers' pool with its prepared queries.
type pool struct {
	*sql.DB
	lookups lookups
}

// QueryContext runs a query.
func (p pool) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if s := p.lookups[query]; s != nil {
		return s.QueryContext(ctx, args...)
	}
	return p.DB.QueryContext(ctx, query, args...)
}

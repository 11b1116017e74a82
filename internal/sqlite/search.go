package sqlite

import (
	"context"
	"fmt"

	"isnad"
)

// Search answers the query; see isnad.Index and internal/plan.
func (db *DB) Search(ctx context.Context, q isnad.Query) (*isnad.Results, error) {
	r, err := db.plan.Search(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("sqlite.Search: %w", kind(err))
	}
	return r, nil
}

// Facets counts the matches by a field; see isnad.Index.
func (db *DB) Facets(ctx context.Context, q isnad.Query, field isnad.FacetField, n int) (*isnad.Facets, error) {
	f, err := db.plan.Facets(ctx, q, field, n)
	if err != nil {
		return nil, fmt.Errorf("sqlite.Facets(%s): %w", field, kind(err))
	}
	return f, nil
}

// Statements answers a query over statements; see isnad.StatementIndex.
func (db *DB) Statements(ctx context.Context, q isnad.Query) (*isnad.StatementResults, error) {
	r, err := db.plan.FindStatements(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("sqlite.Statements: %w", kind(err))
	}
	return r, nil
}

// CountSaid counts what a speaker said by month and act; see isnad.StatementIndex.
func (db *DB) CountSaid(ctx context.Context, speaker string) ([]isnad.SaidCount, error) {
	list, err := db.plan.CountSaid(ctx, speaker)
	if err != nil {
		return nil, fmt.Errorf("sqlite.CountSaid(%s): %w", speaker, kind(err))
	}
	return list, nil
}

// Matching gives those of a few articles that answer a query; see isnad.Matcher.
func (db *DB) Matching(ctx context.Context, q isnad.Query, articles []string) ([]isnad.Hit, error) {
	hits, err := db.plan.Matching(ctx, q, articles)
	if err != nil {
		return nil, fmt.Errorf("sqlite.Matching: %w", kind(err))
	}
	return hits, nil
}

// MatchingStatements gives the statements of a few articles that answer a query; see isnad.Matcher.
func (db *DB) MatchingStatements(ctx context.Context, q isnad.Query, articles []string) ([]isnad.FoundStatement, error) {
	found, err := db.plan.MatchingStatements(ctx, q, articles)
	if err != nil {
		return nil, fmt.Errorf("sqlite.MatchingStatements: %w", kind(err))
	}
	return found, nil
}

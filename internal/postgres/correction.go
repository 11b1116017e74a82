package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"isnad"
)

// Corrections gives those that the filter lets through, oldest first.
func (db *DB) Corrections(ctx context.Context, f isnad.CorrectionFilter) ([]isnad.Correction, error) {
	var limit *int
	if f.Limit > 0 {
		limit = &f.Limit
	}
	return list(ctx, db.near, "Corrections", scanJSON[isnad.Correction], `SELECT body FROM correction
		WHERE ($1 = '' OR id = $1) AND ($2 = '' OR article = $2) ORDER BY at, id LIMIT $3`, key(f.ID), key(f.Article), limit)
}

// Correct stores a correction and applies it to its article.
func (db *DB) Correct(ctx context.Context, c *isnad.Correction) error {
	return db.change(ctx, "Correct("+c.Article+")", func(t *tx) error {
		if c.ID == "" {
			return fmt.Errorf("%w: a correction needs an id", isnad.ErrInvalid)
		}
		a, err := t.article(c.Article)
		if err != nil {
			return err
		}
		earlier, err := t.corrections(`article = $1`, key(c.Article))
		if err != nil {
			return err
		}
		for i := range earlier {
			if earlier[i].Fits(&c.Statement) {
				a = isnad.Uncorrected(a, &earlier[i])
				if _, err := t.run(`DELETE FROM correction WHERE id = $1`, key(earlier[i].ID)); err != nil {
					return err
				}
			}
		}
		return t.putCorrection(c, a)
	})
}

// putCorrection stores the correction, completed by the statement as it was found, and the article anew.
func (t *tx) putCorrection(c *isnad.Correction, a *isnad.Article) error {
	if err := c.Complete(a); err != nil {
		return err
	}
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	if _, err := t.run(`INSERT INTO correction (id, article, at, body) VALUES ($1, $2, $3, $4)`, key(c.ID), key(c.Article), millis(c.At), string(body)); err != nil {
		return err
	}
	return t.PutArticle(a, isnad.TermsOf(a))
}

// Withdraw removes a correction and gives the article back what was found.
func (db *DB) Withdraw(ctx context.Context, id string) error {
	return db.change(ctx, "Withdraw("+id+")", func(t *tx) error {
		found, err := t.corrections(`id = $1`, key(id))
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return isnad.ErrNotFound
		}
		if _, err := t.run(`DELETE FROM correction WHERE id = $1`, key(id)); err != nil {
			return err
		}
		has, err := t.HasArticle(found[0].Article)
		if err != nil || !has {
			return err
		}
		a, err := t.article(found[0].Article)
		if err != nil {
			return err
		}
		a = isnad.Uncorrected(a, &found[0])
		return t.PutArticle(a, isnad.TermsOf(a))
	})
}

func (t *tx) corrections(condition string, args ...any) ([]isnad.Correction, error) {
	rows, err := t.tx.Query(t.ctx, `SELECT body FROM correction WHERE `+condition+` ORDER BY at, id`, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (c isnad.Correction, err error) {
		var body []byte
		if err := row.Scan(&body); err != nil {
			return c, err
		}
		return c, fromJSON(body, &c)
	})
}

// correct applies what was set right by hand to articles that are about to be stored.
func (t *tx) correct(batch []*pending) error {
	var ids []string
	for _, p := range batch {
		if !p.drop {
			ids = append(ids, key(p.article.ID))
		}
	}
	all, err := t.corrections(`article = ANY($1)`, ids)
	if err != nil || len(all) == 0 {
		return err
	}
	of := map[string][]isnad.Correction{}
	for _, c := range all {
		of[c.Article] = append(of[c.Article], c)
	}
	for _, p := range batch {
		if !p.drop {
			p.article = isnad.Corrected(p.article, of[p.article.ID])
		}
	}
	return nil
}

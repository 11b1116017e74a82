package sqlite

import (
	"context"
	"encoding/json"
	"fmt"

	"isnad"
	"isnad/internal/index"
)

// Corrections gives those that the filter lets through, oldest first.
func (db *DB) Corrections(ctx context.Context, f isnad.CorrectionFilter) ([]isnad.Correction, error) {
	limit := f.Limit
	if limit == 0 {
		limit = -1
	}
	return list(ctx, db, "Corrections", scanJSON[isnad.Correction], `SELECT body FROM correction
		WHERE (?1 = '' OR id = ?1) AND (?2 = '' OR article = ?2) ORDER BY at, id LIMIT ?3`, f.ID, f.Article, limit)
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
		earlier, err := t.corrections(c.Article)
		if err != nil {
			return err
		}
		for i := range earlier {
			if earlier[i].Fits(&c.Statement) {
				a = isnad.Uncorrected(a, &earlier[i])
				if _, err := t.run(`DELETE FROM correction WHERE id = ?`, earlier[i].ID); err != nil {
					return err
				}
			}
		}
		if err := c.Complete(a); err != nil {
			return err
		}
		body, err := json.Marshal(c)
		if err != nil {
			return err
		}
		if _, err := t.run(`INSERT INTO correction (id, article, at, body) VALUES (?, ?, ?, ?)`, c.ID, c.Article, millis(c.At), string(body)); err != nil {
			return err
		}
		return t.PutArticle(a, isnad.TermsOf(a))
	})
}

// Withdraw removes a correction and gives the article back what was found.
func (db *DB) Withdraw(ctx context.Context, id string) error {
	return db.change(ctx, "Withdraw("+id+")", func(t *tx) error {
		found, err := t.correctionsWhere(`id = ?`, id)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return isnad.ErrNotFound
		}
		if _, err := t.run(`DELETE FROM correction WHERE id = ?`, id); err != nil {
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

// article reads an article within the transaction.
func (t *tx) article(id string) (*isnad.Article, error) {
	var body []byte
	if err := t.sql.QueryRowContext(t.ctx, `SELECT body FROM article WHERE public = ?`, id).Scan(&body); err != nil {
		return nil, kind(err)
	}
	return index.Unpack(body)
}

func (t *tx) corrections(article string) ([]isnad.Correction, error) {
	return t.correctionsWhere(`article = ?`, article)
}

func (t *tx) correctionsWhere(condition string, args ...any) ([]isnad.Correction, error) {
	rows, err := t.sql.QueryContext(t.ctx, `SELECT body FROM correction WHERE `+condition+` ORDER BY at, id`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []isnad.Correction
	for rows.Next() {
		var c isnad.Correction
		if err := scanJSON(rows, &c); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, rows.Err()
}

// correct applies what was set right by hand to articles that are about to be stored.
func (t *tx) correct(batch []*pending) error {
	var any bool
	if err := t.sql.QueryRowContext(t.ctx, `SELECT EXISTS (SELECT 1 FROM correction)`).Scan(&any); err != nil || !any {
		return err
	}
	for _, p := range batch {
		if p.drop {
			continue
		}
		c, err := t.corrections(p.article.ID)
		if err != nil {
			return err
		}
		p.article = isnad.Corrected(p.article, c)
	}
	return nil
}

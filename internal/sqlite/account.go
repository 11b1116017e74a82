package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"isnad"
)

// change runs fn in one transaction and names the function that asked in its error.
func (db *DB) change(ctx context.Context, name string, fn func(t *tx) error) error {
	err := db.Update(ctx, func(t isnad.Tx) error { return fn(t.(*tx)) })
	if err != nil {
		return fmt.Errorf("sqlite.%s: %w", name, kind(err))
	}
	return nil
}

// run executes one statement of SQL and gives how many rows it touched.
func (t *tx) run(query string, args ...any) (int64, error) {
	r, err := t.sql.ExecContext(t.ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// drop executes a deletion of one thing, which must have been there.
func (db *DB) drop(ctx context.Context, name, id, query string) error {
	return db.change(ctx, name+"("+id+")", func(t *tx) error {
		n, err := t.run(query, id)
		if err == nil && n == 0 {
			return isnad.ErrNotFound
		}
		return err
	})
}

// list reads rows into values.
func list[T any](ctx context.Context, db *DB, name string, scan func(*sql.Rows, *T) error, query string, args ...any) ([]T, error) {
	rows, err := db.reads().QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("sqlite.%s: %w", name, kind(err))
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		var v T
		if err := scan(rows, &v); err != nil {
			return nil, fmt.Errorf("sqlite.%s: %w", name, kind(err))
		}
		out = append(out, v)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("sqlite.%s: %w", name, kind(err))
	}
	return out, nil
}

// one gives the only value of a list, or ErrNotFound.
func one[T any](values []T, err error, name string) (*T, error) {
	if err != nil {
		return nil, err
	}
	if len(values) == 0 {
		return nil, fmt.Errorf("sqlite.%s: %w", name, isnad.ErrNotFound)
	}
	return &values[0], nil
}

// millis is a time as it is stored, 0 where there is none; moment is the reverse.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

const accountColumns = `SELECT id, name, role, secret, created, closed FROM account `

func scanAccount(rows *sql.Rows, a *isnad.Account) error {
	var created int64
	err := rows.Scan(&a.ID, &a.Name, &a.Role, &a.Secret, &created, &a.Closed)
	a.Created = moment(created)
	return err
}

func foldedName(name string) string { return strings.ToLower(isnad.CleanText(name)) }

// Account gives the account of that id or name.
func (db *DB) Account(ctx context.Context, idOrName string) (*isnad.Account, error) {
	name := "Account(" + idOrName + ")"
	all, err := list(ctx, db, name, scanAccount, accountColumns+`WHERE id = ?1 OR folded = ?2 ORDER BY id <> ?1`, idOrName, foldedName(idOrName))
	return one(all, err, name)
}

// Accounts gives every account, ordered by name.
func (db *DB) Accounts(ctx context.Context) ([]isnad.Account, error) {
	return list(ctx, db, "Accounts", scanAccount, accountColumns+`ORDER BY folded`)
}

// PutAccount stores the account under its id.
func (db *DB) PutAccount(ctx context.Context, a *isnad.Account) error {
	return db.change(ctx, "PutAccount("+a.Name+")", func(t *tx) error {
		if a.ID == "" || foldedName(a.Name) == "" {
			return fmt.Errorf("%w: an account needs an id and a name", isnad.ErrInvalid)
		}
		var others int
		if err := t.sql.QueryRowContext(t.ctx, `SELECT count(*) FROM account WHERE folded = ? AND id <> ?`, foldedName(a.Name), a.ID).Scan(&others); err != nil {
			return err
		} else if others > 0 {
			return fmt.Errorf("%w: another account has this name", isnad.ErrConflict)
		}
		_, err := t.run(`INSERT INTO account (id, name, folded, role, secret, created, closed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
			ON CONFLICT (id) DO UPDATE SET name = ?2, folded = ?3, role = ?4, secret = ?5, created = ?6, closed = ?7`,
			a.ID, a.Name, foldedName(a.Name), string(a.Role), a.Secret, millis(a.Created), a.Closed)
		return err
	})
}

// DropAccount removes the account and what is its own.
func (db *DB) DropAccount(ctx context.Context, id string) error {
	return db.change(ctx, "DropAccount("+id+")", func(t *tx) error {
		n, err := t.run(`DELETE FROM account WHERE id = ?`, id)
		if err == nil && n == 0 {
			return isnad.ErrNotFound
		}
		for _, own := range []string{`DELETE FROM saved_search WHERE owner = ?`, `DELETE FROM reading WHERE account = ?`, `DELETE FROM reading_mark WHERE account = ?`} {
			if err == nil {
				_, err = t.run(own, id)
			}
		}
		return err
	})
}

const sessionColumns = `SELECT key, account, agent, created, expires FROM session `

func scanSession(rows *sql.Rows, s *isnad.Session) error {
	var created, expires int64
	err := rows.Scan(&s.Key, &s.Account, &s.Agent, &created, &expires)
	s.Created, s.Expires = moment(created), moment(expires)
	return err
}

// Session gives the session of that key.
func (db *DB) Session(ctx context.Context, key string) (*isnad.Session, error) {
	all, err := list(ctx, db, "Session", scanSession, sessionColumns+`WHERE key = ?`, key)
	return one(all, err, "Session")
}

// PutSession stores a session.
func (db *DB) PutSession(ctx context.Context, s *isnad.Session) error {
	return db.change(ctx, "PutSession", func(t *tx) error {
		_, err := t.run(`INSERT OR REPLACE INTO session (key, account, agent, created, expires) VALUES (?, ?, ?, ?, ?)`,
			s.Key, s.Account, s.Agent, millis(s.Created), millis(s.Expires))
		return err
	})
}

// DropSession ends a session.
func (db *DB) DropSession(ctx context.Context, key string) error {
	return db.change(ctx, "DropSession", func(t *tx) error {
		_, err := t.run(`DELETE FROM session WHERE key = ?`, key)
		return err
	})
}

// DropSessions ends the sessions of an account, of all where it is empty.
func (db *DB) DropSessions(ctx context.Context, account string) error {
	return db.change(ctx, "DropSessions("+account+")", func(t *tx) error {
		_, err := t.run(`DELETE FROM session WHERE ?1 = '' OR account = ?1`, account)
		return err
	})
}

// DropExpired ends the sessions whose time is over.
func (db *DB) DropExpired(ctx context.Context, now time.Time) error {
	var n int
	if err := db.read.QueryRowContext(ctx, `SELECT count(*) FROM session WHERE expires <= ?`, millis(now)).Scan(&n); err != nil || n == 0 {
		return kind(err)
	}
	return db.change(ctx, "DropExpired", func(t *tx) error {
		_, err := t.run(`DELETE FROM session WHERE expires <= ?`, millis(now))
		return err
	})
}

const tokenColumns = `SELECT id, key, account, name, scopes, created, expires FROM token `

func scanToken(rows *sql.Rows, k *isnad.Token) error {
	var created, expires int64
	var scopes []byte
	if err := rows.Scan(&k.ID, &k.Key, &k.Account, &k.Name, &scopes, &created, &expires); err != nil {
		return err
	}
	k.Created, k.Expires = moment(created), moment(expires)
	if err := json.Unmarshal(scopes, &k.Scopes); err != nil {
		return fmt.Errorf("%w: %w", isnad.ErrCorrupt, err)
	}
	return nil
}

// Token gives the token of that key.
func (db *DB) Token(ctx context.Context, key string) (*isnad.Token, error) {
	all, err := list(ctx, db, "Token", scanToken, tokenColumns+`WHERE key = ?`, key)
	return one(all, err, "Token")
}

// Tokens gives the tokens of an account, of all where it is empty, oldest first.
func (db *DB) Tokens(ctx context.Context, account string) ([]isnad.Token, error) {
	return list(ctx, db, "Tokens", scanToken, tokenColumns+`WHERE ?1 = '' OR account = ?1 ORDER BY created, id`, account)
}

// PutToken stores a token under its id.
func (db *DB) PutToken(ctx context.Context, k *isnad.Token) error {
	return db.change(ctx, "PutToken("+k.ID+")", func(t *tx) error {
		scopes, err := json.Marshal(k.Scopes)
		if err != nil {
			return err
		}
		_, err = t.run(`INSERT OR REPLACE INTO token (id, key, account, name, scopes, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			k.ID, k.Key, k.Account, k.Name, string(scopes), millis(k.Created), millis(k.Expires))
		return err
	})
}

// DropToken removes the token of that id.
func (db *DB) DropToken(ctx context.Context, id string) error {
	return db.drop(ctx, "DropToken", id, `DELETE FROM token WHERE id = ?`)
}

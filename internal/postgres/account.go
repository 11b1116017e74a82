package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"isnad"
)

const accountColumns = `SELECT id, name, role, secret, created, closed FROM account `

func scanAccount(rows pgx.Rows, a *isnad.Account) error {
	var created int64
	err := rows.Scan(&a.ID, &a.Name, &a.Role, &a.Secret, &created, &a.Closed)
	a.Created = moment(created)
	return err
}

func foldedName(name string) string { return key(strings.ToLower(isnad.CleanText(name))) }

// Account gives the account of that id or name.
func (db *DB) Account(ctx context.Context, idOrName string) (*isnad.Account, error) {
	name := "Account(" + idOrName + ")"
	all, err := list(ctx, db.near, name, scanAccount, accountColumns+`WHERE id = $1 OR folded = $2 ORDER BY id <> $1`, key(idOrName), foldedName(idOrName))
	return one(all, err, name)
}

// Accounts gives every account, ordered by name.
func (db *DB) Accounts(ctx context.Context) ([]isnad.Account, error) {
	return list(ctx, db.near, "Accounts", scanAccount, accountColumns+`ORDER BY folded`)
}

// PutAccount stores the account under its id.
func (db *DB) PutAccount(ctx context.Context, a *isnad.Account) error {
	return db.change(ctx, "PutAccount("+a.Name+")", func(t *tx) error {
		if a.ID == "" || foldedName(a.Name) == "" {
			return fmt.Errorf("%w: an account needs an id and a name", isnad.ErrInvalid)
		}
		var others int
		if _, err := t.row([]any{&others}, `SELECT count(*) FROM account WHERE folded = $1 AND id <> $2`, foldedName(a.Name), key(a.ID)); err != nil {
			return err
		} else if others > 0 {
			return fmt.Errorf("%w: another account has this name", isnad.ErrConflict)
		}
		_, err := t.run(`INSERT INTO account (id, name, folded, role, secret, created, closed) VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (id) DO UPDATE SET name = $2, folded = $3, role = $4, secret = $5, created = $6, closed = $7`,
			key(a.ID), a.Name, foldedName(a.Name), string(a.Role), a.Secret, millis(a.Created), a.Closed)
		return err
	})
}

// DropAccount removes the account and what is its own.
func (db *DB) DropAccount(ctx context.Context, id string) error {
	return db.change(ctx, "DropAccount("+id+")", func(t *tx) error {
		if err := t.must(`DELETE FROM account WHERE id = $1`, key(id)); err != nil {
			return err
		}
		for _, own := range []string{`DELETE FROM saved_search WHERE owner = $1`, `DELETE FROM reading WHERE account = $1`, `DELETE FROM reading_mark WHERE account = $1`} {
			if _, err := t.run(own, key(id)); err != nil {
				return err
			}
		}
		return nil
	})
}

const sessionColumns = `SELECT key, account, agent, created, expires FROM session `

func scanSession(rows pgx.Rows, s *isnad.Session) error {
	var created, expires int64
	err := rows.Scan(&s.Key, &s.Account, &s.Agent, &created, &expires)
	s.Created, s.Expires = moment(created), moment(expires)
	return err
}

// Session gives the session of that key.
func (db *DB) Session(ctx context.Context, k string) (*isnad.Session, error) {
	all, err := list(ctx, db.near, "Session", scanSession, sessionColumns+`WHERE key = $1`, key(k))
	return one(all, err, "Session")
}

// PutSession stores a session.
func (db *DB) PutSession(ctx context.Context, s *isnad.Session) error {
	return db.change(ctx, "PutSession", func(t *tx) error {
		_, err := t.run(`INSERT INTO session (key, account, agent, created, expires) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (key) DO UPDATE SET account = $2, agent = $3, created = $4, expires = $5`,
			key(s.Key), key(s.Account), s.Agent, millis(s.Created), millis(s.Expires))
		return err
	})
}

// DropSession ends a session.
func (db *DB) DropSession(ctx context.Context, k string) error {
	return db.change(ctx, "DropSession", func(t *tx) error {
		_, err := t.run(`DELETE FROM session WHERE key = $1`, key(k))
		return err
	})
}

// DropSessions ends the sessions of an account, of all where it is empty.
func (db *DB) DropSessions(ctx context.Context, account string) error {
	return db.change(ctx, "DropSessions("+account+")", func(t *tx) error {
		_, err := t.run(`DELETE FROM session WHERE $1 = '' OR account = $1`, key(account))
		return err
	})
}

// DropExpired ends the sessions whose time is over.
func (db *DB) DropExpired(ctx context.Context, now time.Time) error {
	var some bool
	if err := readRow(ctx, db.near, []any{&some}, `SELECT EXISTS (SELECT 1 FROM session WHERE expires <= $1)`, millis(now)); err != nil || !some {
		return kind(err)
	}
	return db.change(ctx, "DropExpired", func(t *tx) error {
		_, err := t.run(`DELETE FROM session WHERE expires <= $1`, millis(now))
		return err
	})
}

const tokenColumns = `SELECT id, key, account, name, scopes, created, expires FROM token `

func scanToken(rows pgx.Rows, k *isnad.Token) error {
	var created, expires int64
	var scopes []byte
	if err := rows.Scan(&k.ID, &k.Key, &k.Account, &k.Name, &scopes, &created, &expires); err != nil {
		return err
	}
	k.Created, k.Expires = moment(created), moment(expires)
	return fromJSON(scopes, &k.Scopes)
}

// Token gives the token of that key.
func (db *DB) Token(ctx context.Context, k string) (*isnad.Token, error) {
	all, err := list(ctx, db.near, "Token", scanToken, tokenColumns+`WHERE key = $1`, key(k))
	return one(all, err, "Token")
}

// Tokens gives the tokens of an account, of all where it is empty, oldest first.
func (db *DB) Tokens(ctx context.Context, account string) ([]isnad.Token, error) {
	return list(ctx, db.near, "Tokens", scanToken, tokenColumns+`WHERE $1 = '' OR account = $1 ORDER BY created, id`, key(account))
}

// PutToken stores a token under its id.
func (db *DB) PutToken(ctx context.Context, k *isnad.Token) error {
	return db.change(ctx, "PutToken("+k.ID+")", func(t *tx) error {
		scopes, err := json.Marshal(k.Scopes)
		if err != nil {
			return err
		}
		_, err = t.run(`INSERT INTO token (id, key, account, name, scopes, created, expires) VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (id) DO UPDATE SET key = $2, account = $3, name = $4, scopes = $5, created = $6, expires = $7`,
			key(k.ID), key(k.Key), key(k.Account), k.Name, string(scopes), millis(k.Created), millis(k.Expires))
		return err
	})
}

// DropToken removes the token of that id.
func (db *DB) DropToken(ctx context.Context, id string) error {
	return db.drop(ctx, "DropToken", id, `DELETE FROM token WHERE id = $1`)
}

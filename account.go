package isnad

import (
	"context"
	"slices"
	"time"
)

// Right is what a visitor may do. Every address of pages, API and tools asks for one; the scopes of a token are rights too.
type Right string

const (
	MayEnter Right = "enter" // what anybody may: the page of signing in, styles, signs of life
	MayRead  Right = "read"  // read the archive
	MaySave  Right = "save"  // keep what is one's own: saved searches, alerts, what was read
	MayEdit  Right = "edit"  // change what all see: sources, corrections, stories
	MayAdmin Right = "admin" // accounts, tokens of others, imports
)

// Role is what an account was made for; each role has the rights of those before it.
type Role string

const (
	Reader Role = "reader"
	Editor Role = "editor"
	Admin  Role = "admin"
)

// Roles are all there are, the least first.
func Roles() []Role { return []Role{Reader, Editor, Admin} }

// Rights lists what the role may do; of a word that is no role, nothing but to enter.
func (r Role) Rights() []Right {
	all := []Right{MayEnter, MayRead, MaySave, MayEdit, MayAdmin}
	switch r {
	case Reader:
		return all[:3]
	case Editor:
		return all[:4]
	case Admin:
		return all
	}
	return all[:1]
}

// Account is somebody who may sign in.
type Account struct {
	ID      string // never given again, also after the account is gone
	Name    string // by which they sign in; unique whatever the case of its letters
	Role    Role
	Secret  string // the password as argon2id in PHC form; empty where none opens the account
	Created time.Time
	Closed  bool // may not sign in; sessions and tokens are without effect
}

// Session is somebody signed in at one browser. The browser holds a secret, the archive its digest alone.
type Session struct {
	Key     string // SHA-256 of the secret, hexadecimal
	Account string // the account's id
	Agent   string // the browser as it named itself, shortened, so that its owner can tell sessions apart
	Created time.Time
	Expires time.Time
}

// Token lets a program act for an account, with less than all of its rights.
type Token struct {
	ID      string
	Key     string // SHA-256 of the secret, hexadecimal
	Account string // the account's id
	Name    string // what it is for, in its owner's words
	Scopes  []Right
	Created time.Time
	Expires time.Time // zero is never
}

// Has reports whether the token is meant for what asks for this right.
func (t *Token) Has(r Right) bool { return r == MayEnter || slices.Contains(t.Scopes, r) }

// Accounts is the record of who may sign in.
type Accounts interface {
	// Account gives the account of that id or of that name, or ErrNotFound.
	Account(ctx context.Context, idOrName string) (*Account, error)
	// Accounts gives every account, ordered by name.
	Accounts(ctx context.Context) ([]Account, error)
	// PutAccount stores the account under its id; ErrConflict where another has its name.
	PutAccount(ctx context.Context, a *Account) error
	// DropAccount removes the account with its sessions, tokens, saved searches and reading; ErrNotFound where there is none.
	DropAccount(ctx context.Context, id string) error
}

// Sessions is the record of who is signed in.
type Sessions interface {
	// Session gives the session of that key, or ErrNotFound. It does not look at the clock.
	Session(ctx context.Context, key string) (*Session, error)
	PutSession(ctx context.Context, s *Session) error
	// DropSession ends a session; one that is not there is no error.
	DropSession(ctx context.Context, key string) error
	// DropSessions ends the sessions of an account, of all where account is empty.
	DropSessions(ctx context.Context, account string) error
	// DropExpired ends the sessions whose time is over at now.
	DropExpired(ctx context.Context, now time.Time) error
}

// Tokens is the record of programs that act for accounts.
type Tokens interface {
	// Token gives the token of that key, or ErrNotFound. It does not look at the clock.
	Token(ctx context.Context, key string) (*Token, error)
	// Tokens gives the tokens of an account, of all where it is empty, oldest first.
	Tokens(ctx context.Context, account string) ([]Token, error)
	PutToken(ctx context.Context, t *Token) error
	// DropToken removes the token of that id; ErrNotFound where there is none.
	DropToken(ctx context.Context, id string) error
}

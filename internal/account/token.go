package account

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"isnad"
)

// Scopes are the rights that a token may be given, the least first.
func Scopes() []isnad.Right {
	return []isnad.Right{isnad.MayRead, isnad.MaySave, isnad.MayEdit, isnad.MayAdmin}
}

// ParseScopes reads scopes, one or several words between commas; ErrInvalid lists what there is.
func ParseScopes(text string) ([]isnad.Right, error) {
	var out []isnad.Right
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		if !slices.Contains(Scopes(), isnad.Right(word)) {
			return nil, fmt.Errorf("%w: scope %q: there are %v", isnad.ErrInvalid, word, Scopes())
		}
		if !slices.Contains(out, isnad.Right(word)) {
			out = append(out, isnad.Right(word))
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%w: a token needs a scope: there are %v", isnad.ErrInvalid, Scopes())
	}
	return out, nil
}

// NewToken makes a token for an account and gives its secret, which is told this once and never again. Scopes that the
// account's role does not have are ErrInvalid. lasts 0 is for ever.
func NewToken(ctx context.Context, tokens isnad.Tokens, a *isnad.Account, name string, scopes []isnad.Right, now time.Time, lasts time.Duration) (string, *isnad.Token, error) {
	for _, s := range scopes {
		if !slices.Contains(a.Role.Rights(), s) {
			return "", nil, fmt.Errorf("%w: %s is %s, which has not the right to %s", isnad.ErrInvalid, a.Name, a.Role, s)
		}
	}
	secret := tokenPrefix + random(25)
	t := &isnad.Token{ID: NewID(), Key: keyOf(secret), Account: a.ID, Name: isnad.CleanText(name), Scopes: scopes, Created: now}
	if lasts > 0 {
		t.Expires = now.Add(lasts)
	}
	return secret, t, tokens.PutToken(ctx, t)
}

// NewAccount makes an account with a password. The error is ErrInvalid for a name, role or password that cannot be.
func NewAccount(ctx context.Context, accounts isnad.Accounts, name string, role isnad.Role, password string, now time.Time) (*isnad.Account, error) {
	name = isnad.CleanText(name)
	if name == "" || len(name) > 100 {
		return nil, fmt.Errorf("%w: an account needs a name of at most 100 bytes", isnad.ErrInvalid)
	}
	if !slices.Contains(isnad.Roles(), role) {
		return nil, fmt.Errorf("%w: role %q: there are %v", isnad.ErrInvalid, role, isnad.Roles())
	}
	secret, err := HashPassword(password)
	if err != nil {
		return nil, err
	}
	a := &isnad.Account{ID: NewID(), Name: name, Role: role, Secret: secret, Created: now}
	return a, accounts.PutAccount(ctx, a)
}

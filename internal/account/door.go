package account

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"isnad"
)

// Options are what a Door needs; Store, Accounts, Sessions and Tokens are required.
type Options struct {
	Store    isnad.Store // keeps the latest time that was seen
	Accounts isnad.Accounts
	Sessions isnad.Sessions
	Tokens   isnad.Tokens
	Now      func() time.Time // nil is time.Now
	// Public lets anybody read who is not signed in.
	Public bool
	// Hosts are names under which this archive may be asked while it has no account, besides those of this machine.
	Hosts []string
}

// Door says of every request who asks and whether they may. It may be used by several goroutines.
type Door struct {
	Options
	pace  pace
	clock clock
	hash  chan struct{} // passwords hashed at once: each takes 19 MiB
}

// NewDoor gives a door.
func NewDoor(o Options) *Door {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Door{Options: o, hash: make(chan struct{}, 4)}
}

// Visitor is who asks. The zero Visitor is somebody unknown, who may enter and nothing else.
type Visitor struct {
	Account *isnad.Account // nil where nobody is signed in, and where the archive has no accounts
	Session *isnad.Session // of a browser
	Token   *isnad.Token   // of a program
	Local   bool           // the archive has no account and this is its own machine: everything is allowed
	public  bool
}

// Owner is the id under which the visitor's own things are kept, "" where there are no accounts.
func (v Visitor) Owner() string {
	if v.Account == nil {
		return ""
	}
	return v.Account.ID
}

// Name is what the visitor is called, "" where there are no accounts.
func (v Visitor) Name() string {
	if v.Account == nil {
		return ""
	}
	return v.Account.Name
}

// May reports whether the visitor has a right: their role has it, and so has the token by which they act.
func (v Visitor) May(r isnad.Right) bool {
	switch {
	case r == isnad.MayEnter, v.Local, r == isnad.MayRead && v.public:
		return true
	case v.Account == nil:
		return false
	}
	return slices.Contains(v.Account.Role.Rights(), r) && (v.Token == nil || v.Token.Has(r))
}

type visitorKey struct{}

// Of gives the visitor whom a door put into the context; somebody unknown where none did.
func Of(ctx context.Context) Visitor {
	v, _ := ctx.Value(visitorKey{}).(Visitor)
	return v
}

// With gives a context in which v asks.
func With(ctx context.Context, v Visitor) context.Context {
	return context.WithValue(ctx, visitorKey{}, v)
}

// Check lets a request in that comes from our own pages or from no page at all and whose visitor has the right. The context
// it gives holds the visitor. Errors are isnad.ErrSignIn where signing in would help, isnad.ErrBlocked where not. Without a
// door (nil) everybody may everything, as on a machine of one's own, but from no other site.
func (d *Door) Check(r *http.Request, right isnad.Right) (context.Context, error) {
	if err := new(http.CrossOriginProtection).Check(r); err != nil {
		return r.Context(), fmt.Errorf("%w: a form of another site: %w", isnad.ErrBlocked, err)
	}
	if d == nil {
		return With(r.Context(), Visitor{Local: true}), nil
	}
	v, err := d.Visitor(r)
	if err != nil {
		return r.Context(), err
	}
	ctx := With(r.Context(), v)
	switch {
	case v.May(right):
		return ctx, nil
	case v.Account == nil:
		return ctx, fmt.Errorf("%w: %s asks for the right to %s", isnad.ErrSignIn, r.URL.Path, right)
	}
	return ctx, fmt.Errorf("%w: %s asks for the right to %s", isnad.ErrBlocked, r.URL.Path, right)
}

// Visitor says who asks: by the token in the header Authorization, by the cookie of a session, or, where the archive has no
// account, by being asked under a name of this machine. (A page elsewhere whose name is made to point here comes under its
// own name, and is nobody.) A credential that does not hold makes nobody of the visitor, not an error.
func (d *Door) Visitor(r *http.Request) (Visitor, error) {
	v, err := d.known(r)
	if err != nil || v.Account != nil {
		return v, err
	}
	all, err := d.Accounts.Accounts(r.Context())
	if err != nil {
		return Visitor{}, err
	}
	return Visitor{Local: len(all) == 0 && d.isOwn(r.Host), public: d.Public && len(all) > 0}, nil
}

// known finds the account behind a credential.
func (d *Door) known(r *http.Request) (Visitor, error) {
	if secret := bearer(r); secret != "" {
		return d.ByToken(r.Context(), secret)
	}
	if c, err := r.Cookie(cookieName); err == nil {
		return d.bySession(r.Context(), c.Value)
	}
	return Visitor{}, nil
}

// bearer gives the secret of the header Authorization: "Bearer …", or "GoogleLogin auth=…" as readers on phones send it.
func bearer(r *http.Request) string {
	scheme, rest, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	switch strings.ToLower(scheme) {
	case "bearer":
		return strings.TrimSpace(rest)
	case "googlelogin":
		secret, _ := strings.CutPrefix(strings.TrimSpace(rest), "auth=")
		return secret
	}
	return ""
}

// ByToken gives the visitor for whom a program acts by the secret of a token.
func (d *Door) ByToken(ctx context.Context, secret string) (Visitor, error) {
	if !isToken(secret) {
		return Visitor{}, nil
	}
	t, err := d.Tokens.Token(ctx, keyOf(secret))
	if err != nil {
		return Visitor{}, unlessNotFound(err)
	}
	now, err := d.now(ctx)
	if err != nil || !t.Expires.IsZero() && !now.Before(t.Expires) {
		return Visitor{}, err
	}
	v, err := d.of(ctx, t.Account)
	v.Token = t
	return v, err
}

// of gives the visitor with an account, nobody where it is gone or closed.
func (d *Door) of(ctx context.Context, id string) (Visitor, error) {
	a, err := d.Accounts.Account(ctx, id)
	if err != nil {
		return Visitor{}, unlessNotFound(err)
	}
	if a.Closed || a.ID != id {
		return Visitor{}, nil
	}
	return Visitor{Account: a}, nil
}

func unlessNotFound(err error) error {
	if errors.Is(err, isnad.ErrNotFound) {
		return nil
	}
	return err
}

// isOwn reports whether the host of a request is a name of this machine, or one that was allowed.
func (d *Door) isOwn(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if ip := net.ParseIP(name); ip != nil {
		return ip.IsLoopback()
	}
	return name == "localhost" || strings.HasSuffix(name, ".localhost") || slices.Contains(d.Hosts, name)
}

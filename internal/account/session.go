package account

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"isnad"
)

// cookieName is the cookie that holds the secret of a session.
const cookieName = "isnad-session"

// Sessions last a month from signing in, and no use prolongs them.
const sessionFor = 30 * 24 * time.Hour

// SignIn checks a name and password, paced by name and address, and sets the cookie of a new session; the one that the
// browser had before ends, so that nobody is signed in by a cookie that was there. The error is ErrSignIn where the two do
// not fit, whichever is wrong, and a *WaitError after too many tries.
func (d *Door) SignIn(w http.ResponseWriter, r *http.Request, name, password string) error {
	a, err := d.ByPassword(r, name, password)
	if err != nil {
		return err
	}
	if err := d.endSession(r); err != nil {
		return err
	}
	now, err := d.now(r.Context())
	if err != nil {
		return err
	}
	secret := random(32)
	s := &isnad.Session{Key: keyOf(secret), Account: a.ID, Agent: shortened(r.UserAgent()), Created: now, Expires: now.Add(sessionFor)}
	if err := d.Sessions.PutSession(r.Context(), s); err != nil {
		return err
	}
	http.SetCookie(w, cookie(r, secret, int(sessionFor.Seconds())))
	return nil
}

// ByPassword gives the account of a name and password; see SignIn for errors.
func (d *Door) ByPassword(r *http.Request, name, password string) (*isnad.Account, error) {
	address := addressOf(r)
	if err := d.pace.try(d.Now(), name, address); err != nil {
		return nil, err
	}
	a, err := d.Accounts.Account(r.Context(), name)
	if err = unlessNotFound(err); err != nil {
		return nil, err
	}
	stored := nobody
	if a != nil && a.Secret != "" && strings.EqualFold(a.Name, isnad.CleanText(name)) {
		stored = a.Secret
	}
	fits, err := d.compare(r.Context(), password, stored)
	if err != nil {
		return nil, err
	}
	if !fits || a == nil || a.Closed {
		return nil, fmt.Errorf("%w: name and password do not fit", isnad.ErrSignIn)
	}
	d.pace.succeeded(name, address)
	return a, nil
}

// compare hashes no more passwords at once than the memory is meant for.
func (d *Door) compare(ctx context.Context, password, stored string) (bool, error) {
	select {
	case d.hash <- struct{}{}:
		defer func() { <-d.hash }()
		return isPassword(password, stored), nil
	case <-ctx.Done():
		return false, ctx.Err()
	}
}

// SignOut ends the session of the browser and takes its cookie away.
func (d *Door) SignOut(w http.ResponseWriter, r *http.Request) error {
	http.SetCookie(w, cookie(r, "", -1))
	return d.endSession(r)
}

func (d *Door) endSession(r *http.Request) error {
	c, err := r.Cookie(cookieName)
	if err != nil {
		return nil
	}
	return d.Sessions.DropSession(r.Context(), keyOf(c.Value))
}

// bySession gives the visitor who is signed in by a cookie.
func (d *Door) bySession(ctx context.Context, secret string) (Visitor, error) {
	now, err := d.now(ctx) // before the session is read: a step of the clock ends it
	if err != nil {
		return Visitor{}, err
	}
	s, err := d.Sessions.Session(ctx, keyOf(secret))
	if err != nil {
		return Visitor{}, unlessNotFound(err)
	}
	if !now.Before(s.Expires) || now.Before(s.Created) {
		return Visitor{}, d.Sessions.DropSession(ctx, s.Key)
	}
	v, err := d.of(ctx, s.Account)
	v.Session = s
	return v, err
}

// ChangePassword sets a new password for whoever is signed in and knows the old one, and ends their other sessions.
func (d *Door) ChangePassword(w http.ResponseWriter, r *http.Request, old, fresh string) error {
	v := Of(r.Context())
	if v.Account == nil || v.Session == nil {
		return fmt.Errorf("%w: a password is changed by whoever signed in with it", isnad.ErrSignIn)
	}
	a, err := d.ByPassword(r, v.Account.Name, old)
	if err != nil {
		return err
	}
	if a.Secret, err = HashPassword(fresh); err != nil {
		return err
	}
	if err := errors.Join(d.Accounts.PutAccount(r.Context(), a), d.Sessions.DropSessions(r.Context(), a.ID)); err != nil {
		return err
	}
	return d.SignIn(w, r, a.Name, fresh)
}

func cookie(r *http.Request, value string, age int) *http.Cookie {
	return &http.Cookie{Name: cookieName, Value: value, Path: "/", MaxAge: age, HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: r.TLS != nil || strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https")}
}

func addressOf(r *http.Request) string {
	if host, _, err := net.SplitHostPort(r.RemoteAddr); err == nil {
		return host
	}
	return r.RemoteAddr
}

// shortened keeps enough of a browser's name to tell it from others.
func shortened(agent string) string {
	agent = isnad.CleanText(agent)
	if len(agent) > 200 {
		agent = strings.ToValidUTF8(agent[:200], "")
	}
	return agent
}

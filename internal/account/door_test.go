package account_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"isnad"
	"isnad/internal/account"
	"isnad/internal/sqlite"
)

// house is an archive with a door, and a clock that the test sets.
type house struct {
	*account.Door
	db  *sqlite.DB
	now time.Time
}

const password = "كلمة مرور طويلة"

func newHouse(t *testing.T) *house {
	t.Helper()
	path := filepath.Join(t.TempDir(), "isnad.db")
	db, err := sqlite.Open(context.Background(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	h := &house{db: db, now: time.Date(2024, 3, 5, 12, 0, 0, 0, time.UTC)}
	h.reopen()
	return h
}

// reopen is what a restart of the process does.
func (h *house) reopen() {
	h.Door = account.NewDoor(account.Options{Store: h.db, Accounts: h.db, Sessions: h.db, Tokens: h.db, Now: func() time.Time { return h.now }})
}

func (h *house) add(t *testing.T, name string, role isnad.Role) *isnad.Account {
	t.Helper()
	a, err := account.NewAccount(context.Background(), h.db, name, role, password, h.now)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (h *house) token(t *testing.T, a *isnad.Account, lasts time.Duration, scopes ...isnad.Right) string {
	t.Helper()
	secret, _, err := account.NewToken(context.Background(), h.db, a, "برنامج", scopes, h.now, lasts)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func request(method, target string, header ...string) *http.Request {
	r := httptest.NewRequest(method, target, nil)
	r.Host = "isnad.example"
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return r
}

// signIn gives the cookie of a new session.
func (h *house) signIn(t *testing.T, name string, header ...string) string {
	t.Helper()
	w := httptest.NewRecorder()
	if err := h.SignIn(w, request(http.MethodPost, "/login", header...), name, password); err != nil {
		t.Fatal(err)
	}
	c := w.Result().Cookies()
	if len(c) != 1 || !c[0].HttpOnly || c[0].SameSite != http.SameSiteLaxMode || c[0].Path != "/" {
		t.Fatalf("cookies %v", c)
	}
	return c[0].Name + "=" + c[0].Value
}

func (h *house) name(t *testing.T, r *http.Request) string {
	t.Helper()
	v, err := h.Visitor(r)
	if err != nil {
		t.Fatal(err)
	}
	return v.Name()
}

func TestWithoutAccounts(t *testing.T) {
	h := newHouse(t)
	for host, local := range map[string]bool{"127.0.0.1:8080": true, "localhost": true, "[::1]:8080": true, "isnad.localhost:1": true, "127.8.0.1": true,
		"rebound.example": false, "192.0.2.1": false, "localhost.example": false, "": false} {
		r := request(http.MethodGet, "/")
		r.Host = host
		v, err := h.Visitor(r)
		if err != nil || v.Local != local || v.May(isnad.MayAdmin) != local || !v.May(isnad.MayEnter) {
			t.Errorf("asked as %q: %+v, %v, want local %v", host, v, err, local)
		}
	}
	h.add(t, "salma", isnad.Admin) // from now on this machine is as any other: a proxy may stand before it
	r := request(http.MethodGet, "/")
	r.Host = "127.0.0.1"
	if v, err := h.Visitor(r); err != nil || v.Local || v.May(isnad.MayRead) {
		t.Errorf("with an account: %+v, %v", v, err)
	}
}

func TestSignIn(t *testing.T) {
	h := newHouse(t)
	a := h.add(t, "Salma", isnad.Editor)
	cookie := h.signIn(t, "salma")
	if got := h.name(t, request(http.MethodGet, "/", "Cookie", cookie)); got != "Salma" {
		t.Errorf("signed in as %q", got)
	}
	again := h.signIn(t, "SALMA", "Cookie", cookie)
	if again == cookie {
		t.Error("signing in kept the session")
	}
	if got := h.name(t, request(http.MethodGet, "/", "Cookie", cookie)); got != "" {
		t.Errorf("the session from before still holds for %q", got)
	}
	h.reopen()
	if got := h.name(t, request(http.MethodGet, "/", "Cookie", again)); got != "Salma" {
		t.Error("a restart ended the session")
	}
	w := httptest.NewRecorder()
	if err := h.SignOut(w, request(http.MethodPost, "/logout", "Cookie", again)); err != nil {
		t.Fatal(err)
	}
	if got := h.name(t, request(http.MethodGet, "/", "Cookie", again)); got != "" || w.Result().Cookies()[0].MaxAge >= 0 {
		t.Error("still signed in after signing out")
	}
	for _, wrong := range []struct{ name, password string }{{"salma", "wrong password"}, {"nobody", password}, {a.ID, password}, {"", ""}, {"salma", ""}} {
		err := h.SignIn(httptest.NewRecorder(), request(http.MethodPost, "/login"), wrong.name, wrong.password)
		if !errors.Is(err, isnad.ErrSignIn) || strings.Contains(err.Error(), "nobody") {
			t.Errorf("%q with %q: %v", wrong.name, wrong.password, err)
		}
	}
	a.Closed = true
	if err := h.db.PutAccount(context.Background(), a); err != nil {
		t.Fatal(err)
	}
	if err := h.SignIn(httptest.NewRecorder(), request(http.MethodPost, "/login"), "salma", password); !errors.Is(err, isnad.ErrSignIn) {
		t.Errorf("a closed account: %v", err)
	}
}

func TestSessionEnds(t *testing.T) {
	const day = 24 * time.Hour
	for _, c := range []struct {
		name  string
		steps []time.Duration // of the clock, one after another; at each somebody asks
		quiet bool            // nobody asks between
		want  bool
	}{
		{"the same day", []time.Duration{time.Hour}, false, true},
		{"29 days", []time.Duration{29 * day}, false, true},
		{"30 days", []time.Duration{30 * day}, false, false},
		{"over, then the clock is set back", []time.Duration{31 * day, -30 * day}, false, false},
		{"years ahead, then back", []time.Duration{3650 * day, -3650 * day}, false, false},
		{"a day back", []time.Duration{-day}, false, false},
		{"a year back and forth", []time.Duration{-365 * day, 365 * day}, false, false},
		{"a minute back", []time.Duration{-time.Minute}, false, true},
		{"nearly over, a minute back again and again", []time.Duration{30*day - time.Second, -time.Minute, 2 * time.Second, 59 * time.Second}, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHouse(t)
			h.add(t, "salma", isnad.Reader)
			cookie := h.signIn(t, "salma")
			name := ""
			for _, step := range c.steps {
				h.now = h.now.Add(step)
				h.reopen() // what holds must hold over a restart too
				name = h.name(t, request(http.MethodGet, "/", "Cookie", cookie))
			}
			if (name == "salma") != c.want {
				t.Errorf("signed in: %v, want %v", name == "salma", c.want)
			}
			h.signIn(t, "salma") // and whatever the clock did, signing in works
			if got := h.name(t, request(http.MethodGet, "/", "Cookie", h.signIn(t, "salma"))); got != "salma" {
				t.Error("signing in anew does not hold")
			}
		})
	}
}

func TestToken(t *testing.T) {
	h := newHouse(t)
	a := h.add(t, "salma", isnad.Editor)
	secret := h.token(t, a, time.Hour, isnad.MayRead, isnad.MaySave)
	for _, header := range []string{"Bearer " + secret, "bearer  " + secret, "GoogleLogin auth=" + secret} {
		v, err := h.Visitor(request(http.MethodGet, "/", "Authorization", header))
		if err != nil || v.Name() != "salma" || !v.May(isnad.MaySave) || v.May(isnad.MayEdit) {
			t.Errorf("%q: %+v, %v", header, v, err)
		}
	}
	for _, header := range []string{"Bearer " + secret + "x", "Bearer isnad_", "Bearer", "Basic " + secret, secret} {
		if got := h.name(t, request(http.MethodGet, "/", "Authorization", header)); got != "" {
			t.Errorf("%q opens the account of %s", header, got)
		}
	}
	a.Role = isnad.Reader // a token never has more than its account has now
	if err := h.db.PutAccount(context.Background(), a); err != nil {
		t.Fatal(err)
	}
	h.now = h.now.Add(time.Hour)
	if got := h.name(t, request(http.MethodGet, "/", "Authorization", "Bearer "+secret)); got != "" {
		t.Error("a token outlived its hour")
	}
	if _, _, err := account.NewToken(context.Background(), h.db, a, "x", []isnad.Right{isnad.MayAdmin}, h.now, 0); !errors.Is(err, isnad.ErrInvalid) {
		t.Errorf("a reader's token for admins: %v", err)
	}
}

func TestCheck(t *testing.T) {
	h := newHouse(t)
	reader := h.signIn(t, h.add(t, "basel", isnad.Reader).Name)
	admin := h.signIn(t, h.add(t, "salma", isnad.Admin).Name)
	for _, c := range []struct {
		name   string
		r      *http.Request
		right  isnad.Right
		refuse error
	}{
		{"nobody enters", request(http.MethodGet, "/login"), isnad.MayEnter, nil},
		{"nobody reads", request(http.MethodGet, "/"), isnad.MayRead, isnad.ErrSignIn},
		{"a reader reads", request(http.MethodGet, "/", "Cookie", reader), isnad.MayRead, nil},
		{"a reader edits", request(http.MethodPost, "/", "Cookie", reader), isnad.MayEdit, isnad.ErrBlocked},
		{"an admin edits", request(http.MethodPost, "/", "Cookie", admin), isnad.MayEdit, nil},
		{"from our page", request(http.MethodPost, "/", "Cookie", admin, "Sec-Fetch-Site", "same-origin"), isnad.MayEdit, nil},
		{"from another site", request(http.MethodPost, "/", "Cookie", admin, "Sec-Fetch-Site", "cross-site"), isnad.MayEdit, isnad.ErrBlocked},
		{"from a sister site", request(http.MethodPost, "/", "Cookie", admin, "Sec-Fetch-Site", "same-site"), isnad.MayEdit, isnad.ErrBlocked},
		{"from another origin, in an old browser", request(http.MethodPost, "/", "Cookie", admin, "Origin", "https://elsewhere.example"), isnad.MayEdit, isnad.ErrBlocked},
		{"from an opaque origin", request(http.MethodPost, "/", "Cookie", admin, "Origin", "null"), isnad.MayEdit, isnad.ErrBlocked},
		{"a link on another site", request(http.MethodGet, "/", "Cookie", reader, "Sec-Fetch-Site", "cross-site"), isnad.MayRead, nil},
		{"deleting from another site", request(http.MethodDelete, "/", "Cookie", admin, "Sec-Fetch-Site", "cross-site"), isnad.MayEdit, isnad.ErrBlocked},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, err := h.Check(c.r, c.right)
			if !errors.Is(err, c.refuse) || c.refuse == nil && err != nil {
				t.Errorf("error %v, want %v", err, c.refuse)
			}
			if err == nil && c.right != isnad.MayEnter && account.Of(ctx).Account == nil {
				t.Error("the context does not say who asks")
			}
		})
	}
	h.Public = true
	if _, err := h.Check(request(http.MethodGet, "/"), isnad.MayRead); err != nil {
		t.Errorf("a public archive: %v", err)
	}
	if _, err := h.Check(request(http.MethodGet, "/"), isnad.MaySave); !errors.Is(err, isnad.ErrSignIn) {
		t.Errorf("saving in a public archive: %v", err)
	}
}

func TestChangePassword(t *testing.T) {
	h := newHouse(t)
	h.add(t, "salma", isnad.Reader)
	cookie, other := h.signIn(t, "salma"), h.signIn(t, "salma")
	change := func(old, fresh string) (string, error) {
		r := request(http.MethodPost, "/account", "Cookie", cookie)
		ctx, err := h.Check(r, isnad.MayRead)
		if err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		err = h.Door.ChangePassword(w, r.WithContext(ctx), old, fresh)
		return w.Header().Get("Set-Cookie"), err
	}
	if _, err := change("wrong", "another long password"); !errors.Is(err, isnad.ErrSignIn) {
		t.Errorf("with a wrong password: %v", err)
	}
	if _, err := change(password, "short"); !errors.Is(err, isnad.ErrInvalid) {
		t.Errorf("to a short one: %v", err)
	}
	fresh, err := change(password, "another long password")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []string{cookie, other} {
		if h.name(t, request(http.MethodGet, "/", "Cookie", c)) != "" {
			t.Error("a session from before the change still holds")
		}
	}
	if h.name(t, request(http.MethodGet, "/", "Cookie", fresh)) != "salma" {
		t.Error("whoever changed the password is signed out")
	}
}

package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isnad"
)

// noon is the time at which these tests happen.
var noon = time.Date(2024, 3, 5, 12, 0, 0, 0, time.UTC)

// must fails the test at the first error.
func must(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func wantKind(t *testing.T, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Errorf("error %v, want %v", err, kind)
	}
}

func testAccounts(t *testing.T, e Engine) {
	ctx := context.Background()
	salma := isnad.Account{ID: "1", Name: "Salma", Role: isnad.Admin, Secret: "$argon2id$x", Created: noon}
	basel := isnad.Account{ID: "2", Name: "باسل", Role: isnad.Reader, Created: noon.Add(time.Hour)}
	must(t, e.PutAccount(ctx, &salma), e.PutAccount(ctx, &basel))
	for _, by := range []string{"1", "Salma", "sALMA"} {
		got, err := e.Account(ctx, by)
		must(t, err)
		if d := cmp.Diff(&salma, got); d != "" {
			t.Errorf("by %q: %s", by, d)
		}
	}
	_, err := e.Account(ctx, "nobody")
	wantKind(t, err, isnad.ErrNotFound)
	wantKind(t, e.PutAccount(ctx, &isnad.Account{ID: "3", Name: "SALMA"}), isnad.ErrConflict)
	wantKind(t, e.PutAccount(ctx, &isnad.Account{ID: "3"}), isnad.ErrInvalid)
	salma.Name, salma.Closed = "سلمى", true
	must(t, e.PutAccount(ctx, &salma))
	all, err := e.Accounts(ctx)
	must(t, err)
	if d := cmp.Diff([]isnad.Account{basel, salma}, all); d != "" {
		t.Error(d)
	}
}

func testDropAccount(t *testing.T, e Engine) {
	ctx := context.Background()
	must(t, e.PutAccount(ctx, &isnad.Account{ID: "1", Name: "salma"}),
		e.PutSession(ctx, &isnad.Session{Key: "s", Account: "1", Expires: noon}),
		e.PutToken(ctx, &isnad.Token{ID: "t", Key: "k", Account: "1"}),
		e.PutSavedSearch(ctx, &isnad.SavedSearch{ID: "w", Owner: "1"}),
		e.DropAccount(ctx, "1"))
	wantKind(t, e.DropAccount(ctx, "1"), isnad.ErrNotFound)
	_, err := e.Session(ctx, "s")
	wantKind(t, err, isnad.ErrNotFound)
	_, err = e.Token(ctx, "k")
	wantKind(t, err, isnad.ErrNotFound)
	_, err = e.SavedSearch(ctx, "w")
	wantKind(t, err, isnad.ErrNotFound)
	if err := e.PutSession(ctx, &isnad.Session{Key: "s", Account: "1", Expires: noon}); err == nil {
		t.Error("a session of no account was stored")
	}
}

func testSessions(t *testing.T, e Engine) {
	ctx := context.Background()
	must(t, e.PutAccount(ctx, &isnad.Account{ID: "1", Name: "salma"}), e.PutAccount(ctx, &isnad.Account{ID: "2", Name: "basel"}))
	session := func(key, account string, expires time.Time) isnad.Session {
		s := isnad.Session{Key: key, Account: account, Agent: "متصفح", Created: noon, Expires: expires}
		must(t, e.PutSession(ctx, &s))
		return s
	}
	a := session("a", "1", noon.Add(time.Hour))
	session("b", "1", noon.Add(2*time.Hour))
	session("c", "2", noon.Add(2*time.Hour))
	got, err := e.Session(ctx, "a")
	must(t, err)
	if d := cmp.Diff(&a, got); d != "" {
		t.Error(d)
	}
	there := func(want string) {
		t.Helper()
		have := ""
		for _, key := range []string{"a", "b", "c"} {
			if _, err := e.Session(ctx, key); err == nil {
				have += key
			}
		}
		if have != want {
			t.Errorf("sessions %q, want %q", have, want)
		}
	}
	must(t, e.DropExpired(ctx, noon))
	there("abc")
	must(t, e.DropExpired(ctx, noon.Add(time.Hour)))
	there("bc")
	must(t, e.DropSession(ctx, "b"), e.DropSession(ctx, "b"))
	there("c")
	session("a", "1", noon)
	must(t, e.DropSessions(ctx, "2"))
	there("a")
	session("b", "2", noon)
	must(t, e.DropSessions(ctx, ""))
	there("")
}

func testTokens(t *testing.T, e Engine) {
	ctx := context.Background()
	must(t, e.PutAccount(ctx, &isnad.Account{ID: "1", Name: "salma"}), e.PutAccount(ctx, &isnad.Account{ID: "2", Name: "basel"}))
	a := isnad.Token{ID: "a", Key: "ka", Account: "1", Name: "هاتف", Scopes: []isnad.Right{isnad.MayRead, isnad.MaySave}, Created: noon, Expires: noon.Add(time.Hour)}
	b := isnad.Token{ID: "b", Key: "kb", Account: "2", Scopes: []isnad.Right{isnad.MayRead}, Created: noon.Add(-time.Hour)}
	must(t, e.PutToken(ctx, &a), e.PutToken(ctx, &b))
	got, err := e.Token(ctx, "ka")
	must(t, err)
	if d := cmp.Diff(&a, got); d != "" {
		t.Error(d)
	}
	_, err = e.Token(ctx, "a")
	wantKind(t, err, isnad.ErrNotFound)
	for account, want := range map[string][]isnad.Token{"": {b, a}, "1": {a}, "3": nil} {
		all, err := e.Tokens(ctx, account)
		must(t, err)
		if d := cmp.Diff(want, all); d != "" {
			t.Errorf("of %q: %s", account, d)
		}
	}
	must(t, e.DropToken(ctx, "a"))
	wantKind(t, e.DropToken(ctx, "a"), isnad.ErrNotFound)
	_, err = e.Token(ctx, "ka")
	wantKind(t, err, isnad.ErrNotFound)
}

package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"isnad"
	"isnad/internal/account"
	"isnad/internal/enginetest"
)

// lockedSite is the fake archive behind a door with one account of each role.
func lockedSite(t *testing.T) (http.Handler, *account.Door) {
	t.Helper()
	db := enginetest.Open(t, nil)
	door := account.NewDoor(account.Options{Store: db, Accounts: db, Sessions: db, Tokens: db})
	for _, role := range isnad.Roles() {
		if _, err := account.NewAccount(context.Background(), db, string(role), role, "كلمة مرور طويلة", readAt); err != nil {
			t.Fatal(err)
		}
	}
	f := archive(t)
	h, err := New(Options{Store: f, Index: f, Archive: archiveOf{f}, Parse: parseWords, Door: door})
	if err != nil {
		t.Fatal(err)
	}
	return h, door
}

// send posts a form as our own page does.
func send(h http.Handler, target, cookie string, fields ...string) *httptest.ResponseRecorder {
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if cookie != "" {
		r.Header.Set("Cookie", cookie)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func signedIn(t *testing.T, h http.Handler, name string) string {
	t.Helper()
	w := send(h, "/login", "", "user", name, "password", "كلمة مرور طويلة", "back", "/people")
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/people" {
		t.Fatalf("signing in: %d %s", w.Code, w.Body)
	}
	return strings.Split(w.Header().Get("Set-Cookie"), ";")[0]
}

func TestSigningIn(t *testing.T) {
	h, _ := lockedSite(t)
	w := get(t, h, "/a/5hv1p?x=1")
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/login?back=%2Fa%2F5hv1p%3Fx%3D1" {
		t.Errorf("a stranger: %d to %s", w.Code, w.Header().Get("Location"))
	}
	if w := get(t, h, w.Header().Get("Location")); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `value="/a/5hv1p?x=1"`) {
		t.Errorf("the page of signing in: %d", w.Code)
	}
	for _, to := range []string{"//evil.example", "https://evil.example/", "/\\evil.example"} {
		w := send(h, "/login", "", "user", "reader", "password", "كلمة مرور طويلة", "back", to)
		if w.Header().Get("Location") != "/" {
			t.Errorf("signing in leads to %q", w.Header().Get("Location"))
		}
	}
	w = send(h, "/login", "", "user", "<b>x", "password", "wrong")
	if w.Code != http.StatusUnauthorized || strings.Contains(w.Body.String(), "<b>x") || w.Header().Get("Set-Cookie") != "" {
		t.Errorf("a wrong password: %d", w.Code)
	}
	cookie := signedIn(t, h, "reader")
	if w := get(t, h, "/people", cookie); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "<bdi>reader</bdi>") {
		t.Errorf("signed in: %d", w.Code)
	}
	for range 5 {
		send(h, "/login", "", "user", "admin", "password", "wrong")
	}
	if w = send(h, "/login", "", "user", "admin", "password", "كلمة مرور طويلة"); w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "" {
		t.Errorf("a sixth try: %d", w.Code)
	}
	if w := send(h, "/logout", cookie); w.Code != http.StatusSeeOther {
		t.Errorf("signing out: %d", w.Code)
	}
	if w := get(t, h, "/people", cookie); w.Code != http.StatusSeeOther {
		t.Errorf("after signing out: %d", w.Code)
	}
}

func TestOwnTokens(t *testing.T) {
	h, door := lockedSite(t)
	cookie := signedIn(t, h, "reader")
	w := send(h, "/account/tokens", cookie, "name", "هاتف", "scope", "read", "scope", "save")
	secret := regexp.MustCompile(`isnad_[0-9a-z]+`).FindString(w.Body.String())
	if w.Code != http.StatusOK || secret == "" {
		t.Fatalf("making a token: %d %s", w.Code, w.Body)
	}
	if w := get(t, h, "/account", cookie); strings.Contains(w.Body.String(), secret) || !strings.Contains(w.Body.String(), "هاتف") {
		t.Error("the account's page must name the token and never show it again")
	}
	if w := send(h, "/account/tokens", cookie, "name", "x", "scope", "admin"); w.Code != http.StatusBadRequest {
		t.Errorf("a reader made a token for admins: %d", w.Code)
	}
	tokens, err := door.Tokens.Tokens(context.Background(), "")
	if err != nil || len(tokens) != 1 {
		t.Fatalf("tokens %v, %v", tokens, err)
	}
	if w := send(h, "/account/tokens/drop", signedIn(t, h, "editor"), "token", tokens[0].ID); w.Code != http.StatusNotFound {
		t.Errorf("somebody else removes the token: %d", w.Code)
	}
	if w := send(h, "/account/tokens/drop", cookie, "token", tokens[0].ID); w.Code != http.StatusSeeOther {
		t.Errorf("removing the token: %d", w.Code)
	}
	if w := send(h, "/account/password", cookie, "old", "كلمة مرور طويلة", "new", "short"); w.Code != http.StatusBadRequest {
		t.Errorf("a short password: %d", w.Code)
	}
	if w := send(h, "/account/password", cookie, "old", "كلمة مرور طويلة", "new", "another long password"); w.Code != http.StatusOK {
		t.Errorf("changing the password: %d", w.Code)
	}
}

// TestRights walks the table of routes with every role: whoever lacks the right gets in nowhere, whoever has it everywhere.
func TestRights(t *testing.T) {
	h, _ := lockedSite(t)
	cookies := map[isnad.Role]string{"": ""}
	for _, role := range isnad.Roles() {
		cookies[role] = signedIn(t, h, string(role))
	}
	wild := regexp.MustCompile(`\{[^}]*\}`)
	for _, route := range routes {
		method, path, ok := strings.Cut(route.pattern, " ")
		if !ok {
			method, path = http.MethodGet, route.pattern
		}
		if path == "/logout" {
			continue // would end the sessions of the test
		}
		if path == "/" {
			path = "/nowhere"
		}
		path = wild.ReplaceAllString(strings.TrimSuffix(path, "{$}"), "x")
		for role, cookie := range cookies {
			r := httptest.NewRequest(method, path, nil)
			r.Header.Set("Cookie", cookie)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			refused := w.Code == http.StatusForbidden || w.Code == http.StatusUnauthorized && path != "/login" && (role == "" || path != "/account/password") || strings.HasPrefix(w.Header().Get("Location"), "/login?")
			may := false
			for _, right := range role.Rights() {
				may = may || right == route.right
			}
			if refused == may {
				t.Errorf("%s as %q: %d to %q; may: %v", route.pattern, role, w.Code, w.Header().Get("Location"), may)
			}
			if method == http.MethodPost {
				r := httptest.NewRequest(method, path, nil)
				r.Header.Set("Cookie", cookie)
				r.Header.Set("Sec-Fetch-Site", "cross-site")
				w := httptest.NewRecorder()
				h.ServeHTTP(w, r)
				if w.Code != http.StatusForbidden {
					t.Errorf("%s from another site as %q: %d", route.pattern, role, w.Code)
				}
			}
		}
	}
}

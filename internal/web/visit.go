package web

import (
	"net/http"
	"slices"
	"time"

	"isnad/internal/account"
)

// visit is one request, with what its reader chose.
type visit struct {
	*http.Request
	clock
	account.Visitor
	theme string // auto, light or dark
}

const (
	langCookie   = "isnad-lang"
	themeCookie  = "isnad-theme"
	digitsCookie = "isnad-digits"
)

func (s *site) visit(r *http.Request) *visit {
	v := &visit{Request: r, clock: clock{languages()["ar"], s.now()}, theme: "auto", Visitor: account.Of(r.Context())}
	if c, err := r.Cookie(langCookie); err == nil {
		if w, ok := languages()[c.Value]; ok {
			v.words = w
		}
	}
	if c, err := r.Cookie(digitsCookie); err == nil && c.Value == "eastern" && v.lang == "ar" {
		v.words = eastern()
	}
	if c, err := r.Cookie(themeCookie); err == nil && isTheme(c.Value) {
		v.theme = c.Value
	}
	return v
}

var themes = []string{"auto", "light", "dark"}

func isTheme(s string) bool { return slices.Contains(themes, s) }

func setCookie(w http.ResponseWriter, name, value string) {
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: int((365 * 24 * time.Hour).Seconds()),
		HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// ownPath gives the path where it is one of this site, and the front page where it is not.
func ownPath(path string) string { return account.OwnPath(path) }

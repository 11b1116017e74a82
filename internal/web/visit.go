package web

import (
	"net/http"
	"strings"
	"time"

	"isnad"
)

// visit is one request, with what its reader chose.
type visit struct {
	*http.Request
	clock
	theme string // auto, light or dark
}

const (
	langCookie   = "isnad-lang"
	themeCookie  = "isnad-theme"
	digitsCookie = "isnad-digits"
)

func (s *site) visit(r *http.Request) *visit {
	v := &visit{Request: r, clock: clock{languages()["ar"], s.now()}, theme: "auto"}
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

func isTheme(s string) bool { return s == "auto" || s == "light" || s == "dark" }

func isDigits(s string) bool { return s == "western" || s == "eastern" }

// settings keeps a choice of language, digits or theme in a cookie and goes back to the page it was made on.
func settings(s *site, w http.ResponseWriter, v *visit) error {
	v.Body = http.MaxBytesReader(w, v.Body, 4096)
	if err := v.ParseForm(); err != nil {
		return isnad.ErrInvalid
	}
	if lang := v.PostForm.Get("lang"); languages()[lang] != nil {
		setCookie(w, langCookie, lang)
	}
	if theme := v.PostForm.Get("theme"); isTheme(theme) {
		setCookie(w, themeCookie, theme)
	}
	if digits := v.PostForm.Get("digits"); isDigits(digits) {
		setCookie(w, digitsCookie, digits)
	}
	http.Redirect(w, v.Request, ownPath(v.PostForm.Get("back")), http.StatusSeeOther)
	return nil
}

func setCookie(w http.ResponseWriter, name, value string) {
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: int((365 * 24 * time.Hour).Seconds()),
		HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// ownPath gives the path where it is one of this site, with a single slash, and the front page where it is not.
func ownPath(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	return path
}

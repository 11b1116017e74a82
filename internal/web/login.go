package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"isnad"
	"isnad/internal/account"
)

// askToSignIn sends whoever only wanted to read to the page of signing in, from where they come back.
func askToSignIn(w http.ResponseWriter, v *visit) bool {
	if v.Method != http.MethodGet && v.Method != http.MethodHead {
		return false
	}
	http.Redirect(w, v.Request, "/login?"+url.Values{"back": {ownPath(v.URL.RequestURI())}}.Encode(), http.StatusSeeOther)
	return true
}

// loginPage asks for a name and a password.
type loginPage struct {
	basePage
	To, User, Fault string
}

func login(s *site, w http.ResponseWriter, v *visit) error {
	return s.loginPage(w, v, http.StatusOK, v.URL.Query().Get("back"), "", "")
}

func (s *site) loginPage(w http.ResponseWriter, v *visit, status int, to, user, fault string) error {
	p := loginPage{basePage: s.base(v, v.t("login.title"), "login"), To: ownPath(to), User: user, Fault: fault}
	p.NoIndex, p.OwnFind = true, true
	return s.show(w, v, status, "login", p)
}

func signIn(s *site, w http.ResponseWriter, v *visit) error {
	if err := s.form(w, v); err != nil {
		return err
	}
	user, to := v.PostForm.Get("user"), v.PostForm.Get("back")
	err := s.door.SignIn(w, v.Request, user, v.PostForm.Get("password"))
	if fault, status := s.signInFault(w, v, err); fault != "" {
		return s.loginPage(w, v, status, to, user, fault)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, v.Request, ownPath(to), http.StatusSeeOther)
	return nil
}

// signInFault puts in words why signing in did not work, with the status that says it.
func (s *site) signInFault(w http.ResponseWriter, v *visit, err error) (string, int) {
	var wait *account.WaitError
	switch {
	case errors.As(err, &wait):
		seconds := int(wait.Wait.Seconds()) + 1
		w.Header().Set("Retry-After", strconv.Itoa(seconds))
		return v.t("login.wait", v.count("count.second", seconds)), http.StatusTooManyRequests
	case errors.Is(err, isnad.ErrSignIn):
		return v.t("login.wrong"), http.StatusUnauthorized
	}
	return "", 0
}

// form reads a short form; where there are no accounts there is nothing to fill in.
func (s *site) form(w http.ResponseWriter, v *visit) error {
	if s.door == nil {
		return fmt.Errorf("%w: no accounts here", isnad.ErrNotFound)
	}
	return readForm(w, v)
}

// longestForm is how long a form is that is read, in bytes.
const longestForm = 16 << 10

func readForm(w http.ResponseWriter, v *visit) error {
	v.Body = http.MaxBytesReader(w, v.Body, longestForm)
	if err := v.ParseForm(); err != nil {
		return fmt.Errorf("%w: %w", isnad.ErrInvalid, err)
	}
	return nil
}

func signOut(s *site, w http.ResponseWriter, v *visit) error {
	if err := s.form(w, v); err != nil {
		return err
	}
	if err := s.door.SignOut(w, v.Request); err != nil {
		return err
	}
	http.Redirect(w, v.Request, "/login", http.StatusSeeOther)
	return nil
}

// accountPage shows whoever is signed in what is theirs: their role, their password, the tokens of their programs.
type accountPage struct {
	basePage
	Role   string
	Tokens []tokenRow
	Scopes []isnad.Right
	Fault  string
	Fresh  string // the secret of a token that was just made
	Done   string
}

type tokenRow struct {
	ID, Name, Scopes string
	Created, Expires when
}

func ownAccount(s *site, w http.ResponseWriter, v *visit) error {
	return s.accountPage(w, v, http.StatusOK, accountPage{})
}

func (s *site) accountPage(w http.ResponseWriter, v *visit, status int, p accountPage) error {
	who := account.Of(v.Context())
	if s.door == nil || who.Account == nil {
		return fmt.Errorf("%w: nobody is signed in", isnad.ErrNotFound)
	}
	tokens, err := s.door.Tokens.Tokens(v.Context(), who.Account.ID)
	if err != nil {
		return err
	}
	for _, t := range tokens {
		row := tokenRow{ID: t.ID, Name: t.Name, Scopes: v.scopes(t.Scopes), Created: v.moment(t.Created)}
		if !t.Expires.IsZero() {
			row.Expires = v.moment(t.Expires)
		}
		p.Tokens = append(p.Tokens, row)
	}
	p.basePage = s.base(v, v.t("account.title"), "account")
	p.Role, p.Scopes, p.NoIndex = v.t("role."+string(who.Account.Role)), who.Account.Role.Rights()[1:], true
	return s.show(w, v, status, "account", p)
}

func (v *visit) scopes(rights []isnad.Right) string {
	text := ""
	for i, r := range rights {
		if i > 0 {
			text += v.t("comma")
		}
		text += v.t("right." + string(r))
	}
	return text
}

func changePassword(s *site, w http.ResponseWriter, v *visit) error {
	if err := s.form(w, v); err != nil {
		return err
	}
	err := s.door.ChangePassword(w, v.Request, v.PostForm.Get("old"), v.PostForm.Get("new"))
	if fault, status := s.signInFault(w, v, err); fault != "" {
		return s.accountPage(w, v, status, accountPage{Fault: fault})
	}
	if errors.Is(err, isnad.ErrInvalid) {
		return s.accountPage(w, v, http.StatusBadRequest, accountPage{Fault: v.t("account.password.short")})
	}
	if err != nil {
		return err
	}
	return s.accountPage(w, v, http.StatusOK, accountPage{Done: v.t("account.password.done")})
}

// makeToken makes a token and shows its secret, this once.
func makeToken(s *site, w http.ResponseWriter, v *visit) error {
	if err := s.form(w, v); err != nil {
		return err
	}
	who := account.Of(v.Context())
	if who.Account == nil || who.Session == nil { // a token makes no tokens
		return isnad.ErrBlocked
	}
	var scopes []isnad.Right
	for _, r := range account.Scopes() {
		if slices.Contains(v.PostForm["scope"], string(r)) {
			scopes = append(scopes, r)
		}
	}
	if len(scopes) == 0 {
		return s.accountPage(w, v, http.StatusBadRequest, accountPage{Fault: v.t("account.token.scope")})
	}
	secret, _, err := account.NewToken(v.Context(), s.door.Tokens, who.Account, v.PostForm.Get("name"), scopes, s.now(), 0)
	if err != nil {
		return err
	}
	return s.accountPage(w, v, http.StatusOK, accountPage{Fresh: secret})
}

func dropToken(s *site, w http.ResponseWriter, v *visit) error {
	if err := s.form(w, v); err != nil {
		return err
	}
	who := account.Of(v.Context())
	tokens, err := s.door.Tokens.Tokens(v.Context(), who.Owner())
	if err != nil {
		return err
	}
	id := v.PostForm.Get("token")
	if who.Account == nil || !slices.ContainsFunc(tokens, func(t isnad.Token) bool { return t.ID == id }) {
		return isnad.ErrNotFound
	}
	if err := s.door.Tokens.DropToken(v.Context(), id); err != nil {
		return err
	}
	http.Redirect(w, v.Request, "/account", http.StatusSeeOther)
	return nil
}

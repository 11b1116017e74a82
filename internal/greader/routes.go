package greader

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"isnad"
	"isnad/internal/account"
)

// Options are what the reader needs. All but Address and Log are required.
type Options struct {
	Store   isnad.Store
	Reading isnad.Reading
	Door    *account.Door
	Address string // where people reach the archive
	Now     func() time.Time
	Log     *slog.Logger
}

// window is how far back articles are offered.
const window = 30 * 24 * time.Hour

type service struct{ Options }

// Routes gives the addresses that clients ask.
func Routes(o Options) []account.Route {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &service{o}
	const base = "/reader/api/0/"
	routes := []account.Route{{Pattern: "POST /accounts/ClientLogin", Right: isnad.MayEnter, Handler: s.answer(s.login)}}
	for _, r := range []struct {
		pattern string
		right   isnad.Right
		do      func(http.ResponseWriter, *http.Request) error
	}{
		{"GET " + base + "token", isnad.MayRead, s.token},
		{"GET " + base + "user-info", isnad.MayRead, s.user},
		{"GET " + base + "tag/list", isnad.MayRead, s.tags},
		{"GET " + base + "preference/list", isnad.MayRead, s.preferences},
		{"GET " + base + "preference/stream/list", isnad.MayRead, s.streamPreferences},
		{"GET " + base + "subscription/list", isnad.MayRead, s.subscriptions},
		{"GET " + base + "unread-count", isnad.MayRead, s.unread},
		{"GET " + base + "stream/items/ids", isnad.MayRead, s.ids},
		{"GET " + base + "stream/items/contents", isnad.MayRead, s.itemContents},
		{"POST " + base + "stream/items/contents", isnad.MayRead, s.itemContents},
		{"GET " + base + "stream/contents/{stream...}", isnad.MayRead, s.streamContents},
		{"POST " + base + "edit-tag", isnad.MaySave, s.editTag},
		{"POST " + base + "mark-all-as-read", isnad.MaySave, s.markAll},
		{"POST " + base + "subscription/edit", isnad.MayEdit, s.notHere},
	} {
		routes = append(routes, account.Route{Pattern: r.pattern, Right: r.right, Handler: s.answer(r.do)})
	}
	return routes
}

// answer turns an error into a status and a word, as clients expect them.
func (s *service) answer(do func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, 4<<20)
		err := r.ParseForm()
		if err != nil {
			err = fmt.Errorf("%w: %w", isnad.ErrInvalid, err)
		} else {
			err = do(w, r)
		}
		if err != nil {
			s.fail(w, err)
		}
	})
}

func (s *service) fail(w http.ResponseWriter, err error) {
	status := account.StatusOf(err)
	if status == http.StatusInternalServerError && !errors.Is(err, context.Canceled) {
		s.Log.Error("greader", "error", err)
	}
	http.Error(w, http.StatusText(status), status)
}

// login gives the word by which a client asks from then on. The password is that of the account or, better, one of its tokens.
func (s *service) login(w http.ResponseWriter, r *http.Request) error {
	name, password := r.PostForm.Get("Email"), r.PostForm.Get("Passwd")
	secret, err := s.secret(r, name, password)
	var wait *account.WaitError
	if errors.As(err, &wait) || errors.Is(err, isnad.ErrSignIn) {
		w.WriteHeader(http.StatusForbidden)
		_, err = fmt.Fprint(w, "Error=BadAuthentication\n")
		return err
	}
	if err == nil {
		w.Header().Set("Cache-Control", "no-store")
		_, err = fmt.Fprintf(w, "SID=%s\nLSID=none\nAuth=%s\n", secret, secret)
	}
	return err
}

// tokenName is what tokens are called that signing in by password makes; loginsKept is how many of an account hold at once.
const (
	tokenName  = "Google Reader"
	loginsKept = 10
)

func (s *service) secret(r *http.Request, name, password string) (string, error) {
	v, err := s.Door.Visitor(r)
	if err != nil || v.Local {
		return "local", err // no accounts: nothing to prove
	}
	if v, err = s.Door.ByToken(r.Context(), password); err != nil {
		return "", err
	} else if v.Account != nil && strings.EqualFold(v.Account.Name, isnad.CleanText(name)) {
		return password, nil
	}
	a, err := s.Door.ByPassword(r, name, password)
	if err != nil {
		return "", err
	}
	all, err := s.Door.Tokens.Tokens(r.Context(), a.ID)
	if err != nil {
		return "", err
	}
	ours := 0
	for i := len(all) - 1; i >= 0; i-- { // the oldest come first
		if all[i].Name != tokenName {
			continue
		}
		if ours++; ours >= loginsKept {
			if err := s.Door.Tokens.DropToken(r.Context(), all[i].ID); err != nil {
				return "", err
			}
		}
	}
	secret, _, err := account.NewToken(r.Context(), s.Door.Tokens, a, tokenName, []isnad.Right{isnad.MayRead, isnad.MaySave}, s.Now(), 365*24*time.Hour)
	return secret, err
}

// token is what clients send back as T; they prove who they are in the header Authorization, so it proves nothing more.
func (s *service) token(w http.ResponseWriter, _ *http.Request) error {
	_, err := fmt.Fprint(w, "isnad")
	return err
}

func writeJSON(w http.ResponseWriter, v any) error {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func (s *service) user(w http.ResponseWriter, r *http.Request) error {
	v := account.Of(r.Context())
	id, name := v.Owner(), v.Name()
	if id == "" {
		id, name = "local", "isnad"
	}
	return writeJSON(w, map[string]string{"userId": id, "userName": name, "userProfileId": id, "userEmail": ""})
}

func (s *service) preferences(w http.ResponseWriter, _ *http.Request) error {
	return writeJSON(w, map[string]any{"prefs": []any{}})
}

func (s *service) streamPreferences(w http.ResponseWriter, _ *http.Request) error {
	return writeJSON(w, map[string]any{"streamprefs": map[string]any{}})
}

func (s *service) notHere(http.ResponseWriter, *http.Request) error {
	return fmt.Errorf("%w: sources are changed on the pages", isnad.ErrUnsupported)
}

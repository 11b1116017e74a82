package account

import (
	"net/http"

	"isnad"
)

// Route is one address: a pattern of http.ServeMux, the right that it asks for, and what answers.
type Route struct {
	Pattern string
	Right   isnad.Right
	Handler http.Handler
}

// Guard lets requests through to a handler that the right is held for; fail answers the others. Both find the visitor in the
// request's context.
func (d *Door) Guard(right isnad.Right, fail func(http.ResponseWriter, *http.Request, error), next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		ctx, err := d.Check(r, right)
		if r = r.WithContext(ctx); err != nil {
			fail(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// OwnPath gives the path where it is one of this site, with a single slash, and the front page where it is not.
func OwnPath(path string) string {
	if len(path) == 0 || path[0] != '/' || len(path) > 1 && (path[1] == '/' || path[1] == '\\') {
		return "/"
	}
	for _, c := range []byte(path) {
		if c < ' ' || c == '\\' || c == 0x7F {
			return "/"
		}
	}
	return path
}

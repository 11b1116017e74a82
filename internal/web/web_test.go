package web

import (
	"net/http"
	"testing"
)

// everyPage are the addresses that the other tests walk, with the status each must have.
var everyPage = map[string]int{
	"/":                         http.StatusOK,
	"/?source=manara.example":   http.StatusOK,
	"/?until=2026-03-15&said=1": http.StatusOK,
	"/a/5hv1p":                  http.StatusOK,
	"/a/9xw4c":                  http.StatusOK,
	"/a/3dz8r":                  http.StatusOK,
	"/a/1aa0z":                  http.StatusOK,
	"/a/none":                   http.StatusNotFound,
	"/a/5hv1p/article.json":     http.StatusOK,
	"/a/5hv1p/citation.bib":     http.StatusOK,
	"/a/5hv1p/citation.ris":     http.StatusOK,
	"/a/5hv1p/page":             http.StatusOK,
	"/a/7kq2m/page":             http.StatusNotFound,
	"/search":                   http.StatusOK,
	"/search?q=الرافعات":        http.StatusOK,
	"/search?q=الرافعات&tab=articles":     http.StatusOK,
	"/search?q=%22open":                   http.StatusBadRequest,
	"/search?q=zzz":                       http.StatusOK,
	"/search?speaker=lamia-rashid&page=9": http.StatusOK,
	"/people":                             http.StatusOK,
	"/p/lamia-rashid":                     http.StatusOK,
	"/p/nobody":                           http.StatusNotFound,
	"/sources":                            http.StatusOK,
	"/s/manara.example":                   http.StatusOK,
	"/s/nowhere.example":                  http.StatusNotFound,
	"/healthz":                            http.StatusOK,
	"/metrics":                            http.StatusNotFound,
	"/static/icon.svg":                    http.StatusOK,
	"/static/none.css":                    http.StatusNotFound,
	"/elsewhere":                          http.StatusNotFound,
}

func TestEveryPageAnswers(t *testing.T) {
	h := newSite(t, archive(t))
	for target, status := range everyPage {
		for _, lang := range []string{"ar", "en"} {
			w := get(t, h, target, langCookie+"="+lang)
			if w.Code != status {
				t.Errorf("%s in %s: status %d, want %d\n%.300s", target, lang, w.Code, status, w.Body)
			}
			if n := w.Body.Len(); n > 100_000 {
				t.Errorf("%s in %s: %d bytes, want at most 100 KB", target, lang, n)
			}
		}
	}
}

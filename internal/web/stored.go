package web

import (
	"mime"
	"net/http"
	"strings"

	"isnad"
)

// sandbox shuts a stored page in: no script, no form, no frame, no image, nothing loaded; it keeps its own inline style.
const sandbox = "sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

// storedPage answers with the capture's body as it was fetched, byte for byte. It was written by strangers: what is not
// HTML or plain text is handed over as a file, and HTML stands in a sandbox without rights or an origin.
func storedPage(s *site, w http.ResponseWriter, v *visit) error {
	a, err := s.store.Article(v.Context(), v.PathValue("id"))
	if err != nil {
		return err
	}
	if s.archive == nil || a.Captured.WARC == "" {
		return isnad.ErrNotFound
	}
	c, err := s.archive.Read(v.Context(), a.Captured.WARC)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Security-Policy", sandbox)
	kind, params, err := mime.ParseMediaType(c.Header.Get("Content-Type"))
	if err != nil {
		kind, params = "text/plain", map[string]string{"charset": "utf-8"}
	}
	if kind != "text/html" && kind != "text/plain" {
		kind, params = "application/octet-stream", nil
	}
	if kind == "application/octet-stream" {
		h.Set("Content-Disposition", "attachment")
	}
	if charset := strings.ToLower(params["charset"]); charset != "" {
		params = map[string]string{"charset": charset}
	}
	h.Set("Content-Type", mime.FormatMediaType(kind, params))
	h.Set("Cache-Control", "private, max-age=86400")
	_, err = w.Write(c.Body)
	return err
}

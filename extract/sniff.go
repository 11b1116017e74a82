package extract

import (
	"net/http"
	"regexp"
	"strings"
)

// markup finds the tags that only HTML has.
var markup = regexp.MustCompile(`(?i)<(?:!doctype|html|head|body|div|p|br|article|section|table|span|a|h[1-6])[\s/>]`)

// isMarkup tells HTML from text by looking, whatever the header says: aggregators send dumps as text/html and servers
// send pages as text/plain.
func isMarkup(text, contentType string) bool {
	head := text[:min(len(text), 64<<10)]
	n := len(markup.FindAllStringIndex(head, 4))
	return n >= 3 || n > 0 && (strings.Contains(contentType, "html") || strings.HasPrefix(strings.TrimSpace(head), "<"))
}

// notText says what a body is that is no text, or "".
func notText(body []byte, text string) string {
	kind := http.DetectContentType(body)
	if !strings.HasPrefix(kind, "text/") && kind != "application/octet-stream" {
		return kind
	}
	head := text[:min(len(text), 4096)]
	bad := 0
	for _, r := range head {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' || r == '\uFFFD' {
			bad++
		}
	}
	if bad*10 > len(head) && len(head) > 0 {
		return "bytes that are no text"
	}
	return ""
}

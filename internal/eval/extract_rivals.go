package eval

import (
	"bytes"
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-trafilatura"
)

// trafilaturaBody is the text that go-trafilatura finds, without its slower fallback.
func trafilaturaBody(p extractPage) string {
	address, _ := url.Parse(p.url)
	found, err := trafilatura.Extract(bytes.NewReader(p.body), trafilatura.Options{OriginalURL: address, ExcludeComments: true})
	if err != nil || found == nil {
		return ""
	}
	return found.ContentText
}

// readeckBody is the text that readeck's readability finds.
func readeckBody(p extractPage) string {
	address, _ := url.Parse(p.url)
	found, err := readability.FromReader(bytes.NewReader(p.body), address)
	if err != nil || found.Node == nil {
		return ""
	}
	var b strings.Builder
	if found.RenderText(&b) != nil {
		return ""
	}
	return b.String()
}

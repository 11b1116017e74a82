package isnad

import (
	"fmt"
	"net/textproto"
	"slices"
	"strings"
)

// barredHeaders are those that carry credentials, or by which a fetch would no longer be the polite and guarded one.
var barredHeaders = []string{"Authorization", "Proxy-Authorization", "Cookie", "Cookie2", "Referer", "Host", "Connection", "Content-Length",
	"Transfer-Encoding", "Te", "Trailer", "Upgrade", "Range", "Accept-Encoding", "If-None-Match", "If-Modified-Since", "If-Match", "If-Range",
	"If-Unmodified-Since", "User-Agent", "X-Api-Key", "X-Auth-Token", "X-Csrf-Token"}

// SetHeader has a header sent with each request of the source, and forgets it where value is empty. ErrInvalid for what is
// no header, and for those that carry credentials or belong to fetching itself: an archive that others may read must not
// hold what only a subscriber may see.
func (s *Source) SetHeader(name, value string) error {
	name = textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(name))
	value = strings.TrimSpace(value)
	switch {
	case name == "" || strings.ContainsFunc(name, func(r rune) bool { return !headerRune(r) }):
		return fmt.Errorf("isnad.SetHeader(%q): %w: that is no name of a header", name, ErrInvalid)
	case slices.Contains(barredHeaders, name) || strings.HasPrefix(name, "Sec-") || strings.HasPrefix(name, "Proxy-"):
		return fmt.Errorf("isnad.SetHeader(%q): %w: it carries credentials, or fetching sets it itself", name, ErrInvalid)
	case len(value) > 1000 || strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r > '~' }):
		return fmt.Errorf("isnad.SetHeader(%q): %w: its value must be at most 1,000 printable ASCII characters", name, ErrInvalid)
	}
	if value == "" {
		delete(s.Header, name)
		return nil
	}
	if s.Header == nil {
		s.Header = map[string]string{}
	}
	s.Header[name] = value
	return nil
}

func headerRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("!#$%&'*+-.^_`|~", r)
}

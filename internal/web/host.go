package web

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// shownHost is a host as it may be shown: in its own letters where they are of one script, else in punycode, so that
// «раураl.example» with Cyrillic letters is not taken for another.
func shownHost(host string) string {
	shown, err := idna.ToUnicode(host)
	if err != nil {
		return host
	}
	for label := range strings.SplitSeq(shown, ".") {
		if mixed(label) {
			if ascii, err := idna.ToASCII(shown); err == nil {
				return ascii
			}
			return host
		}
	}
	return shown
}

var scripts = []*unicode.RangeTable{unicode.Latin, unicode.Arabic, unicode.Cyrillic, unicode.Greek, unicode.Hebrew}

// mixed reports whether a label has letters of two scripts, or of one that looks like Latin.
func mixed(label string) bool {
	seen := -1
	for _, r := range label {
		if !unicode.IsLetter(r) {
			continue
		}
		script := len(scripts)
		for i, table := range scripts {
			if unicode.Is(table, r) {
				script = i
			}
		}
		if seen >= 0 && seen != script {
			return true
		}
		seen = script
	}
	return seen == 2 || seen == 3
}

// webURL is s where it is an address of the web that a link may lead to, and empty where it is anything else.
func webURL(s string) string {
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}

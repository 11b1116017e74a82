package feed

import (
	"strings"

	"golang.org/x/net/html"

	"isnad"
)

// maxTitle is how much of a title is looked at: 5 MB of one have been seen.
const maxTitle = 4 << 10

// plain gives the text of a field that may hold markup or entities, in one line.
func plain(s string) string {
	if len(s) > maxTitle {
		s = strings.ToValidUTF8(s[:maxTitle], "")
	}
	// Twice, because feeds escape titles that a content system had escaped before.
	for range 2 {
		if strings.ContainsAny(s, "<&") {
			s = withoutTags(s)
		}
	}
	return strings.Join(strings.Fields(isnad.CleanText(s)), " ")
}

// withoutTags gives the text of a piece of HTML.
func withoutTags(s string) string {
	z := html.NewTokenizer(strings.NewReader(s))
	var b strings.Builder
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.WriteString(z.Token().Data)
		}
	}
}

package web

import (
	"bufio"
	_ "embed"
	"net/url"
	"slices"
	"strings"

	"isnad"
	"isnad/attribution"
	"isnad/names"
)

// chain (سلسلة الإسناد) is the way of a statement: speaker, relays, outlet.
type chain struct {
	Brief bool
	Long  bool // more than two links
	Links []chainLink
}

// chainLink is one point of a chain; By is the word of transmission on the line to the next.
type chainLink struct {
	Kind    string // speaker, relay, outlet or unknown
	Role    string // «القائل», for those who do not see the point
	Name    string
	Href    string
	Small   string
	By      string
	Unclear bool
}

// chainOf puts a statement's chain in order of transmission: the speaker first, the relay nearest to the article last.
func (c clock) chainOf(a *isnad.Article, s *attribution.Statement, brief bool) chain {
	ch := chain{Brief: brief, Long: len(s.Relays) > 0}
	first := c.speakerLink(s)
	ch.Links = append(ch.Links, first)
	for _, r := range slices.Backward(s.Relays) {
		by := transmission(a, s, r)
		if by == "" {
			by = c.t("relay.quoting")
		}
		ch.Links = append(ch.Links, chainLink{Kind: "relay", Role: c.t("relay"), Name: r.Name, By: by})
	}
	outlet := chainLink{Kind: "outlet", Role: c.t("outlet"), Name: outletName(a), Href: outletHref(a)}
	if !brief {
		outlet.Small = c.date(a.Published).Text
	}
	if outlet.Name == "" {
		outlet.Kind, outlet.Name = "unknown", c.t("unknown")
	}
	ch.Links = append(ch.Links, outlet)
	return ch
}

func (c clock) speakerLink(s *attribution.Statement) chainLink {
	l := chainLink{Kind: "speaker", Role: c.t("speaker"), Name: s.Speaker.Name, Small: s.Speaker.Role, Href: personHref(s.Speaker)}
	switch {
	case s.Medium != "":
		l.By = c.or("medium", s.Medium)
	case len(s.Relays) > 0:
		l.By = c.t("relay.via")
	default:
		l.By = c.t("relay.none")
	}
	switch {
	case l.Name == "":
		l.Kind, l.Name, l.By, l.Unclear = "unknown", c.t("unnamed"), c.t("unclear"), true
	case s.Speaker.Type == names.Anonymous:
		l.Kind, l.Unclear = "unknown", true
		if s.Medium == "" && len(s.Relays) == 0 {
			l.By = c.t("not-named")
		}
	}
	if l.Small == l.Name {
		l.Small = ""
	}
	return l
}

func outletName(a *isnad.Article) string {
	if a.Source.Name != "" {
		return a.Source.Name
	}
	return shownHost(a.Source.Host)
}

func outletHref(a *isnad.Article) string {
	if a.Source.Host != "" {
		return "/s/" + url.PathEscape(a.Source.Host)
	}
	if a.Source.Name != "" {
		return "/s/" + url.PathEscape(a.Source.Name)
	}
	return ""
}

// personHref is the page of a speaker who can be told apart from others across articles.
func personHref(s attribution.Speaker) string {
	return entityHref(names.Entity{Key: s.Entity, Type: s.Type})
}

// entityHref is the page of somebody who can be told apart from others across articles; empty for the others.
func entityHref(e names.Entity) string {
	if !lasting(e.Key) || e.Type == names.Anonymous || e.Type == names.Group {
		return ""
	}
	return "/p/" + escapePath(e.Key)
}

// lasting reports whether a key means the same in every article; «local:3» is the third unnamed of one article.
func lasting(key string) bool { return key != "" && !strings.HasPrefix(key, "local:") }

// escapePath escapes a key that may hold slashes, each of its parts for itself.
func escapePath(key string) string {
	parts := strings.Split(key, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.Join(parts, "/")
}

//go:embed transmission.txt
var transmissionWords string

// transmission finds the words of transmission that stand before the relay's mention in the statement's sentence
// («نقلا عن», «بحسب»), as written; empty where there are none.
func transmission(a *isnad.Article, s *attribution.Statement, r attribution.Relay) string {
	if r.Mention == "" {
		return ""
	}
	text := a.Title
	if s.Field != "title" {
		text = a.Text()
	}
	from, to := around(text, min(s.CueStart, s.Start), max(s.CueEnd, s.End))
	sentence := text[from:to]
	at := strings.Index(sentence, r.Mention)
	if at < 0 {
		return ""
	}
	before := strings.TrimRight(sentence[:at], " ")
	lines := bufio.NewScanner(strings.NewReader(transmissionWords))
	for lines.Scan() {
		word := lines.Text()
		if word == "" || word[0] == '#' || !strings.HasSuffix(before, word) {
			continue
		}
		rest := strings.TrimSuffix(before[:len(before)-len(word)], "و") // «ونقلت»: the conjunction is no part of it
		if rest == "" || strings.HasSuffix(rest, " ") || strings.HasSuffix(rest, "،") {
			return word
		}
	}
	return ""
}

// around widens a stretch of text to its paragraph.
func around(text string, start, end int) (int, int) {
	start, end = min(max(start, 0), len(text)), min(max(end, 0), len(text))
	from := strings.LastIndexByte(text[:start], '\n') + 1
	if i := strings.IndexByte(text[end:], '\n'); i >= 0 {
		return from, end + i
	}
	return from, len(text)
}

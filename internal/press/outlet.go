package press

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"time"
)

//go:embed outlets.tsv
var outletTable string

// outlet is one invented site.
type outlet struct {
	Key, Name, Layout, Path, Feed, FeedPath, Charset string

	Zone     *time.Location
	DateForm string
}

// readOutlets reads outlets.tsv; its columns are named there.
func readOutlets(table string) ([]*outlet, error) {
	var all []*outlet
	for n, line := range strings.Split(table, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 9 {
			return nil, fmt.Errorf("press: outlets.tsv line %d has %d columns, want 9", n+1, len(f))
		}
		hours, err := strconv.Atoi(f[7])
		if err != nil {
			return nil, fmt.Errorf("press: outlets.tsv line %d: zone: %w", n+1, err)
		}
		all = append(all, &outlet{Key: f[0], Name: f[1], Layout: f[2], Path: f[3], Feed: f[4], FeedPath: f[5], Charset: f[6],
			Zone: time.FixedZone("", hours*3600), DateForm: f[8]})
	}
	return all, nil
}

// Host is the outlet's name on this machine: names under .localhost are loopback by RFC 6761.
func (o *outlet) Host() string { return o.Key + ".localhost" }

// path gives an article's address on its site, escaped as a URL path.
func (o *outlet) path(a *article) string {
	title := strings.Join(strings.Fields(strings.Map(keepWord, a.Title)), "-")
	r := strings.NewReplacer("%s", a.Slug, "%d", strconv.Itoa(a.Number), "%t", title, "%D", a.When.Format("2006/01/02"))
	return r.Replace(o.Path)
}

// keepWord drops what a content system leaves out of an address made of a title.
func keepWord(r rune) rune {
	if strings.ContainsRune(`«»"'.,:;!?؟،؛()[]/%#&…-–`, r) {
		return ' '
	}
	return r
}

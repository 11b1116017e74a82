package web

import (
	"cmp"
	"slices"
	"strings"

	"isnad/arabic"
	compare "isnad/internal/story"
)

// wording is one utterance as several outlets gave it.
type wording struct {
	Speaker    link
	Role       string
	What       string // medium and day
	Renderings []rendering
	Rest       []rendering // folded
	More       string
	Note       string
}

// rendering is the utterance in one outlet's words.
type rendering struct {
	Act    string
	Outlet link
	Kind   string
	Pieces []piece
	Chain  chain
	Href   string
	When   when
	Doubt  string
}

const renderingsShown = 4

// utterances brings together the statements that are one utterance, by their SameAs; copies of a text count once, in
// the article that was first. The order is that of the statements.
func utterances(list []said) [][]said {
	group := map[string]int{} // by statement's id
	var groups [][]said
	for _, s := range list {
		at, known := group[s.Statement.ID]
		for _, id := range s.SameAs {
			if g, ok := group[id]; ok && !known {
				at, known = g, true
			}
		}
		if !known || s.Statement.ID == "" {
			at = len(groups)
			groups = append(groups, nil)
		}
		groups[at] = append(groups[at], s)
		group[s.Statement.ID] = at
		for _, id := range s.SameAs {
			if _, ok := group[id]; !ok {
				group[id] = at
			}
		}
	}
	return groups
}

// differing gives the utterances that outlets put in different words, once for each, those with most wordings first.
func differing(groups [][]said) [][]said {
	var list [][]said
	for _, g := range groups {
		if len(g) < 2 {
			continue
		}
		if distinct := distinctWords(g); len(distinct) > 1 {
			list = append(list, distinct)
		}
	}
	slices.SortStableFunc(list, func(a, b []said) int { return len(b) - len(a) })
	return list
}

func wordingWeights(list [][]said) []int {
	weights := make([]int, len(list))
	for i, g := range list {
		for _, s := range g {
			weights[i] += renderingBytes + len(s.Content)
		}
	}
	return weights
}

// distinctWords keeps one statement for each different wording, quotation marks and spelling aside.
func distinctWords(g []said) []said {
	var out []said
	seen := map[string]bool{}
	for _, s := range g {
		if key := bareWords(s.Content); !seen[key] {
			seen[key] = true
			out = append(out, s)
		}
	}
	return out
}

func bareWords(s string) string {
	var b strings.Builder
	for _, t := range arabic.Analyze(s) {
		b.WriteString(t.Surface)
		b.WriteByte(' ')
	}
	return b.String()
}

func (c clock) wordingOf(g []said) wording {
	slices.SortStableFunc(g, func(a, b said) int { return earlier(a.Published, b.Published) })
	first := g[0]
	w := wording{Speaker: link{cmp.Or(first.Speaker.Name, c.t("unnamed")), personHref(first.Speaker)}, Role: first.Speaker.Role}
	for _, s := range g {
		if s.Medium != "" && w.What == "" {
			w.What = c.or("medium", s.Medium)
		}
	}
	shared := false
	for i, s := range g {
		r := c.renderingOf(s)
		if i > 0 {
			var apart bool
			r.Pieces, apart = renderingPieces(first.Content, s.Content)
			shared = shared || apart
		}
		if i < renderingsShown {
			w.Renderings = append(w.Renderings, r)
		} else {
			w.Rest = append(w.Rest, r)
		}
	}
	if shared && len(g) == 2 {
		w.Renderings[0].Pieces, _ = renderingPieces(g[1].Content, first.Content)
	}
	w.Note = c.t("wording.differ")
	if shared {
		w.Note = c.t("wording.shared")
	}
	if len(w.Rest) > 0 {
		w.More = c.count("count.wording", len(w.Rest))
	}
	return w
}

// renderingPieces gives b in pieces, with the words marked that set it apart from a: see story.Marks.
func renderingPieces(a, b string) (pieces []piece, apart bool) {
	marks, apart := compare.Marks(a, b)
	at := 0
	for _, m := range marks {
		if m.Start > at {
			pieces = append(pieces, piece{b[at:m.Start], false})
		}
		pieces = append(pieces, piece{b[m.Start:m.End], true})
		at = m.End
	}
	if at < len(b) {
		pieces = append(pieces, piece{b[at:], false})
	}
	return pieces, apart
}

func (c clock) renderingOf(s said) rendering {
	return rendering{
		Act: familyOf(s.Act), Outlet: link{carrierName(s.Article), carrierHref(s.Article)}, Kind: c.or("kind", string(s.Kind)),
		Pieces: []piece{{s.Content, false}}, Chain: c.chainOf(s.Article, s.Statement, true), Href: markHref(s.Article, s.Statement),
		When: c.date(s.Published), Doubt: c.doubt(s.Statement),
	}
}

package web

import (
	"cmp"
	"slices"
	"strings"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
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

const (
	wordingsShown   = 6
	renderingsShown = 4
)

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

// wordings gives the utterances that outlets put in different words, those with most outlets first.
func (c clock) wordings(groups [][]said) []wording {
	var list []wording
	for _, g := range groups {
		distinct := distinctWords(g)
		if len(distinct) < 2 {
			continue
		}
		list = append(list, c.wordingOf(distinct))
	}
	slices.SortStableFunc(list, func(a, b wording) int {
		return len(b.Renderings) + len(b.Rest) - len(a.Renderings) - len(a.Rest)
	})
	return list[:min(len(list), wordingsShown)]
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

// speakerGroup is what one speaker said in a story.
type speakerGroup struct {
	Speaker link
	Role    string
	Count   string
	Cards   []card
	Rest    []card // in one line each
	More    string
}

const (
	groupCards    = 3
	groupsWhole   = 10 // speakers with whole cards
	groupsAtMost  = 60
	groupRestMost = 12
)

// bySpeaker orders the utterances of a story by who said them: who said most first, unnamed ones last.
func (c clock) bySpeaker(groups [][]said, reach func(*isnad.Article) int) []speakerGroup {
	var keys []string
	of := map[string][][]said{}
	for _, g := range groups {
		s := best(g)
		key := cmp.Or(s.Speaker.Entity, s.Speaker.Name)
		if !lasting(key) {
			key = s.Speaker.Name
		}
		if of[key] == nil {
			keys = append(keys, key)
		}
		of[key] = append(of[key], g)
	}
	slices.SortStableFunc(keys, func(a, b string) int {
		return cmp.Or(nameless(of[a][0][0].Statement)-nameless(of[b][0][0].Statement), len(of[b])-len(of[a]))
	})
	var list []speakerGroup
	for i, key := range keys[:min(len(keys), groupsAtMost)] {
		list = append(list, c.speakerGroup(of[key], reach, i < groupsWhole))
	}
	return list
}

// nameless is 0 for a speaker with a name, 1 for one without and 2 for none.
func nameless(s *attribution.Statement) int {
	switch {
	case s.Speaker.Name == "":
		return 2
	case personHref(s.Speaker) == "":
		return 1
	}
	return 0
}

// best is the rendering that stands for an utterance: direct before indirect, then the surest.
func best(g []said) said {
	return slices.MaxFunc(g, func(a, b said) int {
		direct := func(s said) int {
			if s.Kind == attribution.Direct {
				return 1
			}
			return 0
		}
		return cmp.Or(direct(a)-direct(b), cmp.Compare(a.Confidence, b.Confidence), cmp.Compare(b.Statement.ID, a.Statement.ID))
	})
}

func (c clock) speakerGroup(groups [][]said, reach func(*isnad.Article) int, whole bool) speakerGroup {
	first := best(groups[0])
	out := speakerGroup{
		Speaker: link{cmp.Or(first.Speaker.Name, c.t("unnamed")), personHref(first.Speaker)},
		Count:   c.count("count.statement", len(groups)),
	}
	for _, g := range groups {
		s := best(g)
		out.Role = cmp.Or(out.Role, s.Speaker.Role)
		k := c.inList(s.Article, c.cardOf(s.Article, s.Statement, len(s.Relays) == 0))
		k.Article, k.Content = markHref(s.Article, s.Statement), cut(k.Content, 400)
		if n := others(g, reach); n > 0 {
			k.Others = append(k.Others, crossLink{Text: c.t("story.also-in", n)})
		}
		if whole && len(out.Cards) < groupCards {
			out.Cards = append(out.Cards, k)
		} else if len(out.Rest) < groupRestMost {
			k.Content = cut(k.Content, 160)
			out.Rest = append(out.Rest, k)
		}
	}
	if n := len(groups) - len(out.Cards); n > 0 {
		out.More = c.count("count.more", n)
	}
	if out.Role == out.Speaker.Text {
		out.Role = ""
	}
	return out
}

// others counts the outlets that carried an utterance besides the one that is shown.
func others(g []said, reach func(*isnad.Article) int) int {
	n, seen := 0, map[*isnad.Article]bool{}
	for _, s := range g {
		if !seen[s.Article] {
			seen[s.Article] = true
			n += reach(s.Article)
		}
	}
	return n - 1
}

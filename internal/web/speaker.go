package web

import (
	"cmp"
	"slices"

	"isnad"
	"isnad/attribution"
)

// speakerGroup is what one speaker said in a story.
type speakerGroup struct {
	ID      string
	Speaker link
	Role    string
	Count   string
	Cards   []card
	Lines   []card // in one line each
	More    link   // where the rest is
}

const (
	groupCards = 3 // utterances of one speaker that have a card
	lineRunes  = 400
)

// speakersOf orders the utterances of a story by who said them: who said most first, unnamed ones last.
func speakersOf(groups [][]said) [][][]said {
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
	list := make([][][]said, len(keys))
	for i, key := range keys {
		list[i] = of[key]
	}
	return list
}

// saidWeights are the weights of all utterances, speaker by speaker: the first of each have cards, the others are lines.
func saidWeights(speakers [][][]said) (weights []int) {
	for _, groups := range speakers {
		for i, g := range groups {
			s := best(g)
			w := lineBytes
			if i < groupCards {
				w = utteranceBytes + len(s.Article.Title)
			}
			weights = append(weights, w+min(len(s.Content), 2*lineRunes))
		}
	}
	return weights
}

// bySpeaker gives of every speaker what the page holds. A story's own page in parts holds cards alone, and says of each speaker
// where the rest is.
func (c clock) bySpeaker(speakers [][][]said, reach func(*isnad.Article) int, view storyView, weights []int) []speakerGroup {
	if !view.holds(saidPart) {
		return nil
	}
	short := view.begins(saidPart, weights)
	from, to := view.within(saidPart, weights)
	if short {
		from, to = 0, len(weights)
	}
	starts, left := pagesOf(weights), shares[saidPart]
	var list []speakerGroup
	at := 0
	for n, groups := range speakers {
		first, last := max(from-at, 0), min(to-at, len(groups))
		if short {
			last = min(last, groupCards)
			for first < last && len(list) > 0 && total(weights[at+first:at+last]) > left {
				last--
			}
			left -= total(weights[at+first : at+last])
		}
		if first < last {
			g := c.speakerGroup(groups, first, last, reach)
			g.ID = "g" + c.number(n+1)
			if short && last < len(groups) {
				page, _ := slices.BinarySearch(starts, at+1)
				g.More = link{c.count("count.more", len(groups)-last), storyPartHref(view.id, saidPart, page) + "#" + g.ID}
			}
			list = append(list, g)
		} else if short {
			break
		}
		at += len(groups)
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

// speakerGroup tells the utterances of one speaker from one to another, of which the first of all have cards.
func (c clock) speakerGroup(groups [][]said, from, to int, reach func(*isnad.Article) int) speakerGroup {
	first := best(groups[0])
	out := speakerGroup{
		Speaker: link{cmp.Or(first.Speaker.Name, c.t("unnamed")), personHref(first.Speaker)},
		Count:   c.count("count.statement", len(groups)),
	}
	for _, g := range groups {
		out.Role = cmp.Or(out.Role, best(g).Speaker.Role)
	}
	for i, g := range groups[from:to] {
		s := best(g)
		k := c.inList(s.Article, c.cardOf(s.Article, s.Statement, len(s.Relays) == 0))
		k.Article, k.Content = markHref(s.Article, s.Statement), cut(k.Content, lineRunes)
		if n := others(g, reach); n > 0 {
			k.Others = append(k.Others, crossLink{Text: c.t("story.also-in", n)})
		}
		if from+i < groupCards {
			out.Cards = append(out.Cards, k)
		} else {
			out.Lines = append(out.Lines, k)
		}
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

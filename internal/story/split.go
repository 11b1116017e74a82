package story

import (
	"cmp"
	"slices"
	"strings"
)

// When a story falls into two. An article joins by the likeness to some of a story's members, so a story can drift: its newest texts
// tell of another event than its first. Texts hang together while they are alike by holdLikeness on average, well below what merges
// two stories (mergeMean), so that what was split is not merged again by the next article.
const (
	holdLikeness = .63
	leastPart    = 2  // different texts that make a story of their own; a straggler alone stays
	mostSplit    = 24 // of a story near the article so many texts are compared, the latest
)

// Part is what leaves a story that has drifted apart.
type Part struct {
	Story    string   // its id from now on: that of its first article
	Articles []string // in order of day and id
}

// text is one text of a story: an article with its copies.
type text struct {
	members []int // the first of them stands for all
}

// split parts from a story what hangs together no more, given the article that has just joined it. What holds the article with which
// the story began keeps its name, else what is earliest; single texts stay with it, and what editors placed.
func (d *Desk) split(p *Profile, story string) []Part {
	if story == p.ID || strings.HasSuffix(story, Closed) {
		return nil
	}
	texts := d.texts(d.membersOf(story, p), story)
	if len(texts) < 2*leastPart {
		return nil
	}
	groups := d.hangTogether(texts)
	if len(groups) < 2 {
		return nil
	}
	main := d.mainOf(texts, groups, story)
	var parts []Part
	for g, group := range groups {
		if g == main || len(group) < leastPart {
			continue
		}
		if part := d.part(texts, group); len(part.Articles) >= leastPart {
			parts = append(parts, part)
		}
	}
	for _, part := range parts {
		for _, id := range part.Articles {
			d.rename(d.at[id], part.Story)
		}
	}
	return parts
}

// texts gathers members by their groups of copies, in order of day and id, so that a desk read anew does the same; the latest where
// there are many. To each belong the copies of days further off too: a text is of one story.
func (d *Desk) texts(members []int, story string) []text {
	slices.SortFunc(members, func(i, k int) int { return d.byDay(i, k) })
	var out []text
	at := map[string]int{}
	for _, i := range members {
		k, ok := at[d.window[i].copy]
		if !ok {
			k = len(out)
			at[d.window[i].copy] = k
			out = append(out, text{})
		}
		out[k].members = append(out[k].members, i)
	}
	for _, i := range d.stories[story] {
		if k, ok := at[d.window[i].copy]; ok && !slices.Contains(out[k].members, int(i)) {
			out[k].members = append(out[k].members, int(i))
		}
	}
	return out[max(0, len(out)-mostSplit):]
}

func (d *Desk) byDay(i, k int) int {
	p, q := d.window[i].profile, d.window[k].profile
	return cmp.Or(p.Day.Sub(q.Day), cmp.Compare(p.ID, q.ID))
}

// hangTogether joins the likest groups of texts, by their mean likeness, as long as that is holdLikeness. Groups and texts are in
// order.
func (d *Desk) hangTogether(texts []text) [][]int {
	like := make([][]float64, len(texts))
	groups := make([][]int, len(texts))
	for i := range texts {
		like[i], groups[i] = make([]float64, len(texts)), []int{i}
		for k := range i {
			v := alike(d.window[texts[i].members[0]].profile, d.window[texts[k].members[0]].profile)
			like[i][k], like[k][i] = v, v
		}
	}
	for {
		a, b, most := 0, 0, holdLikeness
		for i := range groups {
			for k := range i {
				if v := meanOf(like, groups[i], groups[k]); v >= most {
					a, b, most = k, i, v
				}
			}
		}
		if a == b {
			return groups
		}
		groups[a] = append(groups[a], groups[b]...)
		slices.Sort(groups[a])
		groups = slices.Delete(groups, b, b+1)
	}
}

func meanOf(like [][]float64, a, b []int) float64 {
	sum := 0.0
	for _, i := range a {
		for _, k := range b {
			sum += like[i][k]
		}
	}
	return sum / float64(len(a)*len(b))
}

// mainOf gives the group that keeps the story's name: that of the article with which it began, else the earliest of more texts than a
// straggler.
func (d *Desk) mainOf(texts []text, groups [][]int, story string) int {
	first := -1
	for g, group := range groups {
		for _, k := range group {
			if slices.ContainsFunc(texts[k].members, func(i int) bool { return d.window[i].profile.ID == story }) {
				return g
			}
		}
		if first < 0 && len(group) >= leastPart {
			first = g
		}
	}
	return max(first, 0)
}

// part makes a part of a group of texts, without what editors placed.
func (d *Desk) part(texts []text, group []int) (part Part) {
	var members []int
	for _, k := range group {
		for _, i := range texts[k].members {
			if !d.options.held(d.window[i].profile.ID) {
				members = append(members, i)
			}
		}
	}
	slices.SortFunc(members, d.byDay)
	for _, i := range members {
		part.Articles = append(part.Articles, d.window[i].profile.ID)
	}
	if len(part.Articles) > 0 {
		part.Story = part.Articles[0]
	}
	return part
}

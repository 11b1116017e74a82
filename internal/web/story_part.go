package web

import (
	"net/url"
	"slices"
	"strconv"

	"isnad"
)

// A story that weighs more than a page may is told in parts: its own page holds the beginning of every section, a section has
// pages of its own that hold all of it, and one page holds everything, to print or to keep.
const (
	wholePart    = "all"
	saidPart     = "said"
	wordingsPart = "wordings"
	copiesPart   = "copies"
	articlesPart = "articles"
)

// storyParts are the sections that have pages of their own.
var storyParts = []string{saidPart, wordingsPart, copiesPart, articlesPart}

// What a story's sections weigh, in bytes of an estimate that was measured on the widest stories of the archives at hand.
const (
	storyBytes     = 50_000 // of all sections together, up to which a story's page holds them whole
	storyPartBytes = 62_000 // of a section's page

	utteranceBytes = 1500 // of a card, without its words
	renderingBytes = 1500
	lineBytes      = 420 // of a line: an article, a copy, a statement
	changeBytes    = 260 // of a sentence that a copy changed
)

// shares are what the beginnings of sections may weigh on the page of a story that is told in parts.
var shares = map[string]int{saidPart: 20_000, wordingsPart: 11_000, copiesPart: 5_000, articlesPart: 4_500}

// storyView is what of a story a page holds.
type storyView struct {
	id    string // the story's
	part  string // one of storyParts, wholePart, or nothing: the story's own page
	page  int    // of the part, 1 the first
	whole bool   // every section is held whole
}

func readStoryView(id string, q url.Values) storyView {
	view := storyView{id: id, part: q.Get("part"), page: 1}
	if view.part != wholePart && !slices.Contains(storyParts, view.part) {
		view.part = ""
	}
	if n, err := strconv.Atoi(q.Get("page")); err == nil && n > 1 && view.part != "" {
		view.page = n
	}
	view.whole = view.part == wholePart
	return view
}

// holds reports whether the page shows anything of a section.
func (v storyView) holds(section string) bool {
	return v.part == "" || v.whole || v.part == section
}

// overview reports whether the page shows what is no section: timeline, origins, terms, edits, the thread.
func (v storyView) overview() bool { return v.part == "" || v.whole }

// storyPartHref is the address of a page of a part.
func storyPartHref(id, part string, page int) string {
	q := url.Values{"part": {part}}
	if page > 1 {
		q.Set("page", strconv.Itoa(page))
	}
	return storyHref(id) + "?" + q.Encode()
}

// pagesOf cuts items of these weights into pages and gives the first item of each.
func pagesOf(weights []int) []int {
	starts, sum := []int{0}, 0
	for i, w := range weights {
		if sum > 0 && sum+w > storyPartBytes {
			starts, sum = append(starts, i), 0
		}
		sum += w
	}
	return starts
}

// begins reports whether the page holds only the beginning of a section.
func (v storyView) begins(section string, weights []int) bool {
	return v.part == "" && !v.whole && total(weights) > shares[section]
}

// within gives which items of a section the page holds: all, the beginning, or those of one page.
func (v storyView) within(section string, weights []int) (from, to int) {
	switch {
	case !v.holds(section):
		return 0, 0
	case v.whole, v.part == "" && total(weights) <= shares[section]:
		return 0, len(weights)
	case v.part == "":
		sum := 0
		for to < len(weights) && (to == 0 || sum+weights[to] <= shares[section]) {
			sum += weights[to]
			to++
		}
		return 0, to
	}
	starts := pagesOf(weights)
	at := min(v.page, len(starts)) - 1
	to = len(weights)
	if at+1 < len(starts) {
		to = starts[at+1]
	}
	return starts[at], to
}

// sections are the weights of what a story has to tell, item by item.
type sections map[string][]int

// fits reports whether all of it may stand on one page.
func (s sections) fits() bool {
	sum := 0
	for _, weights := range s {
		sum += total(weights)
	}
	return sum <= storyBytes
}

// lead adds the ways from the page to the other parts.
func (p *storyPage) lead(c clock, st *isnad.Story, view storyView, all sections) {
	if view.part == "" && view.whole { // all of it stands here
		return
	}
	p.Whole = link{c.t("story.whole"), storyPartHref(st.ID, wholePart, 1)}
	p.More = map[string]link{}
	if view.part == "" {
		for _, part := range storyParts {
			if view.begins(part, all[part]) {
				p.More[part] = link{c.t("story.all-" + part), storyPartHref(st.ID, part, 1)}
			}
		}
		return
	}
	p.Back = link{c.t("story.back"), storyHref(st.ID)}
	if view.whole {
		p.Whole, p.NoIndex = link{}, true
		return
	}
	starts := pagesOf(all[view.part])
	if len(starts) < 2 {
		return
	}
	here := min(view.page, len(starts))
	p.Part = c.t("article.part", here, len(starts))
	for i := range starts {
		p.Parts = append(p.Parts, tab{Name: c.number(i + 1), Href: storyPartHref(st.ID, view.part, i+1), Current: i+1 == here})
	}
}

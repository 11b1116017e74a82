package web

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"isnad"
	"isnad/dates"
)

// storyPage tells one story: who was first, who took from whom, who said what and in whose words.
type storyPage struct {
	basePage
	Heading  string
	Over     []string
	First    link
	FirstAt  when
	Reach    string // how many carried it, in a sentence
	Facts    []fact
	Keys     []link
	Lanes    *lanes
	Origins  *originMap
	Wordings []wording
	Usage    *usage
	Said     string
	Groups   []speakerGroup
	Copies   []copyFold
	Articles []storyArticle
	Edits    []edited
	Thread   []threadStory
	Heard    []position
	Partial  string
	Arrange  string // where an editor arranges it

	Back, Whole link            // of a story in parts: its own page, and the one that holds all
	More        map[string]link // where all of a section is, by section
	Part        string
	Parts       []tab
}

// storyArticle is an article in the list of a story, with the reason why it is there.
type storyArticle struct {
	link
	Outlet link
	Part   string
	When   when
	Why    string
}

func storyHref(id string) string { return "/story/" + escapePath(id) }

func story(s *site, w http.ResponseWriter, v *visit) error {
	id := v.PathValue("id")
	st, err := s.stories.Story(v.Context(), id)
	if err != nil {
		return err
	}
	if st.ID != id { // merged into another, or the id of one of its articles
		http.Redirect(w, v.Request, storyHref(st.ID), http.StatusFound)
		return nil
	}
	view := readStoryView(st.ID, v.URL.Query())
	t, err := s.tell(v.Context(), st, view)
	if err != nil {
		return err
	}
	p := storyPage{}
	p.fill(v.clock, t, view)
	if view.overview() {
		if err := p.further(s, v, t); err != nil {
			return err
		}
	}
	noIndex := p.NoIndex
	if s.arrange != nil && v.May(isnad.MayEdit) {
		p.Arrange = arrangeHref(st.ID)
	}
	title := p.Heading
	switch view.part {
	case "":
	case wholePart:
		title = v.t("story.whole") + ": " + title
	default:
		title = v.t("story."+view.part) + ": " + title
	}
	p.basePage = s.base(v, title, "front")
	p.NoIndex = noIndex
	return s.show(w, v, http.StatusOK, "story", p)
}

// further adds what other records know of the story: how its articles were edited, and its thread.
func (p *storyPage) further(s *site, v *visit, t *told) error {
	edits, err := s.editsOf(v, t.articles)
	if err != nil {
		return err
	}
	if p.Edits = edits; len(edits) > 0 {
		p.Facts = append(p.Facts, fact{v.t("front.edits"), v.number(len(edits)), nil})
	}
	if t.Thread == "" {
		return nil
	}
	thread, err := s.stories.Thread(v.Context(), t.Thread)
	if errors.Is(err, isnad.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if p.Thread = v.threadOf(thread, t.Story.ID); len(p.Thread) == 0 {
		return nil
	}
	p.Heard, err = s.positionsOf(v, thread, t)
	if errors.Is(err, isnad.ErrNotFound) { // a story that changed meanwhile
		return nil
	}
	return err
}

// threadStory is another story of the same thread.
type threadStory struct {
	link
	When    when
	Sources string
	Here    bool
}

const threadListed = 12

// threadOf lists the stories of a thread around one of them, oldest first; nothing where it is alone.
func (c clock) threadOf(t *isnad.Thread, here string) []threadStory {
	if len(t.Stories) < 2 {
		return nil
	}
	var list []threadStory
	for _, s := range storiesAround(t, here) {
		list = append(list, threadStory{link{s.Title, storyHref(s.ID)}, c.day(s.First.Day), c.count("count.source", len(s.Outlets)), s.ID == here})
	}
	return list
}

// storiesAround gives the stories of a thread around one of them, oldest first.
func storiesAround(t *isnad.Thread, here string) []isnad.Story {
	at := slices.IndexFunc(t.Stories, func(s isnad.Story) bool { return s.ID == here })
	from := max(0, min(at-threadListed/2, len(t.Stories)-threadListed))
	return t.Stories[from:min(len(t.Stories), from+threadListed)]
}

// fill tells the story from its articles, as much of it as the page holds.
func (p *storyPage) fill(c clock, t *told, view storyView) {
	t.sort()
	zone := storyZone(t.articles)
	list := carriers(t.articles)
	setParts(list, t.Story)
	p.Heading = cmp.Or(t.Title, titleOf(t.first()))
	p.head(c, t)
	if t.own > t.read {
		p.Partial = c.t("story.partial", c.count("count.article", t.read), c.count("count.article", t.own))
	}
	groups := utterances(t.statements())
	speakers := speakersOf(groups)
	different, folds := differing(groups), foldsOf(list)
	all := sections{saidPart: saidWeights(speakers), wordingsPart: wordingWeights(different), copiesPart: copyWeights(folds), articlesPart: articleWeights(t)}
	if view.part == "" {
		view.whole = all.fits()
	}
	p.lead(c, t.Story, view, all)
	if view.overview() {
		p.Lanes = c.timeline(list, zone)
		p.Origins = c.originsOf(list, zone)
		p.Usage = usageOf(c, list)
		p.Facts = c.factsOf(t.Story, len(groups))
	}
	from, to := view.within(wordingsPart, all[wordingsPart])
	for _, g := range different[from:to] {
		p.Wordings = append(p.Wordings, c.wordingOf(g))
	}
	p.Groups = c.bySpeaker(speakers, reachOf(list), view, all[saidPart])
	p.Said = c.t("article.statements.sum", c.count("count.statement", len(groups)), c.count("count.speaker", len(speakers)))
	p.Copies = c.copyFolds(folds, view, all[copiesPart])
	from, to = view.within(articlesPart, all[articlesPart])
	p.listArticles(c, t, list, from, to)
}

func articleWeights(t *told) []int {
	weights := make([]int, len(t.articles))
	for i, a := range t.articles {
		weights[i] = lineBytes + len(a.Title)
	}
	return weights
}

// head says in the first lines who was first and how many carried it.
func (p *storyPage) head(c clock, t *told) {
	first := t.articles[0]
	p.First, p.FirstAt = link{carrierName(first), carrierHref(first)}, c.date(first.Published)
	from, to := t.days()
	if day := c.span(from, to); day.Text != "" {
		p.Over = append(p.Over, day.Text)
	}
	p.Reach = c.t("story.reach", c.count("count.source", len(t.Outlets)), len(t.Origins))
	p.Keys = storyKeys(t.Story, 8)
}

// days are the first and the last day of a story.
func (t *tale) days() (from, to dates.Day) {
	for _, a := range t.articles {
		d := a.Published.Day
		if d.IsZero() {
			continue
		}
		if from.IsZero() || d.Before(from) {
			from = d
		}
		if to.Before(d) {
			to = d
		}
	}
	return from, to
}

// storyKeys are a story's keywords, the weightiest first.
func storyKeys(s *isnad.Story, n int) []link {
	var keys []link
	for _, k := range s.Keywords[:min(n, len(s.Keywords))] {
		keys = append(keys, link{k.Text, "/?" + url.Values{"keyword": {k.Text}}.Encode()})
	}
	return keys
}

// reachOf counts, for an article, the outlets that carried its text.
func reachOf(list []*carrier) func(*isnad.Article) int {
	group := map[string]map[*carrier]bool{}
	for _, l := range list {
		for _, a := range l.articles {
			if a.Copy != "" {
				if group[a.Copy] == nil {
					group[a.Copy] = map[*carrier]bool{}
				}
				group[a.Copy][l] = true
			}
		}
	}
	return func(a *isnad.Article) int { return max(1, len(group[a.Copy])) }
}

// listArticles lists articles with why each is in the story.
func (p *storyPage) listArticles(c clock, t *told, list []*carrier, from, to int) {
	of := map[*isnad.Article]*carrier{}
	for _, l := range list {
		for _, a := range l.articles {
			of[a] = l
		}
	}
	why := map[string][]isnad.Reason{}
	for _, m := range t.Members {
		why[m.Article] = m.Why
	}
	for _, a := range t.articles[from:to] {
		x := storyArticle{link: link{cut(titleOf(a), 120), articleHref(a.ID)}, Outlet: link{of[a].name, of[a].href}, Part: partOf(of[a], a), When: c.date(a.Published)}
		x.Why = cut(c.reasons(why[a.ID]), 120)
		switch {
		case x.Why != "":
		case a.ID == t.Story.ID:
			x.Why = c.t("story.why.first")
		case isCopy(a):
			x.Why = c.t("story.why.copy")
		default:
			x.Why = c.whyHere(a, t.tale)
		}
		p.Articles = append(p.Articles, x)
	}
}

// reasons puts why something is where it is in a line: in Arabic as it was decided, in English by kind.
func (c clock) reasons(list []isnad.Reason) string {
	var parts []string
	for _, r := range list {
		part := r.Words
		if c.lang != "ar" || part == "" {
			part = c.or("reason", string(r.Kind))
		}
		if !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return joinWords(c, parts)
}

// whyHere names what an article has in common with the others of its story.
func (c clock) whyHere(a *isnad.Article, t *tale) string {
	have := map[string]int{}
	for _, b := range t.articles {
		if b == a {
			continue
		}
		for word := range subjects(b) {
			have[word]++
		}
	}
	common := map[string]int{}
	for word := range subjects(a) {
		if have[word] > 0 {
			common[word] = have[word]
		}
	}
	if len(common) == 0 {
		return ""
	}
	var words []string
	for _, w := range byCount(common)[:min(4, len(common))] {
		words = append(words, w.name)
	}
	return c.t("story.why.shares", joinWords(c, words))
}

// subjects are what an article is about: its keywords and those it names.
func subjects(a *isnad.Article) map[string]bool {
	set := map[string]bool{}
	for _, k := range a.Keywords {
		set[k.Text] = true
	}
	for _, e := range a.Entities {
		if lasting(e.Key) {
			set[e.Name] = true
		}
	}
	return set
}

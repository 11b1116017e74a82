package web

import (
	"cmp"
	"context"
	"net/http"
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
	Unheard  string // speakers that are not shown
	Copies   []copyFold
	Articles []storyArticle
	Partial  string
}

// storyArticle is an article in the list of a story, with the reason why it is there.
type storyArticle struct {
	link
	Outlet link
	Part   string
	When   when
	Why    string
}

// storyRead is how many articles of a story a page reads.
const storyRead = 400

func story(s *site, w http.ResponseWriter, v *visit) error {
	id := v.PathValue("id")
	articles, all, err := s.storyArticles(v.Context(), id)
	if err != nil {
		return err
	}
	if len(articles) == 0 {
		return isnad.ErrNotFound
	}
	p := storyPage{}
	p.fill(v.clock, articles)
	p.basePage = s.base(v, p.Heading, "front")
	if all > len(articles) {
		p.Partial = v.t("story.partial", v.count("count.article", len(articles)), v.count("count.article", all))
	}
	return s.show(w, v, http.StatusOK, "story", p)
}

func storyHref(id string) string { return "/story/" + escapePath(id) }

// storyArticles gives the articles of a story, earliest first, storyRead at most, and how many there are.
func (s *site) storyArticles(ctx context.Context, id string) ([]*isnad.Article, int, error) {
	var list []*isnad.Article
	for a, err := range s.store.Articles(ctx, isnad.ArticleFilter{NewestFirst: true, Limit: 2000}) {
		if err != nil {
			return nil, 0, err
		}
		if a.Story == id {
			list = append(list, a)
		}
	}
	return list, len(list), nil
}

// fill tells the story from its articles.
func (p *storyPage) fill(c clock, articles []*isnad.Article) {
	t := &tale{articles: slices.Clone(articles)}
	t.sort()
	zone := storyZone(t.articles)
	list := carriers(t.articles)
	first := t.first()
	p.Heading = titleOf(first)
	p.head(c, t)
	p.Lanes = c.timeline(list, zone)
	p.Origins = c.originsOf(list, zone)
	groups := utterances(t.statements())
	p.Wordings = c.wordings(groups)
	p.Usage = usageOf(c, list)
	p.Groups = c.bySpeaker(groups, reachOf(list))
	p.Said = c.t("article.statements.sum", c.count("count.statement", len(groups)), c.count("count.speaker", speakersOf(groups)))
	if n := speakersOf(groups) - len(p.Groups); n > 0 {
		p.Unheard = c.count("count.speaker", n)
	}
	p.Copies = c.copyFolds(list)
	p.listArticles(c, t, list)
}

func speakersOf(groups [][]said) int {
	seen := map[string]bool{}
	for _, g := range groups {
		s := best(g)
		key := cmp.Or(s.Speaker.Entity, s.Speaker.Name)
		if !lasting(key) {
			key = s.Speaker.Name
		}
		seen[key] = true
	}
	return len(seen)
}

// head says in the first lines who was first and how many carried it.
func (p *storyPage) head(c clock, t *tale) {
	first := t.articles[0]
	p.First, p.FirstAt = link{carrierName(first), carrierHref(first)}, c.date(first.Published)
	from, to := t.days()
	if day := c.span(from, to); day.Text != "" {
		p.Over = append(p.Over, day.Text)
	}
	outlets, origins := t.outlets()
	p.Reach = c.t("story.reach", c.count("count.source", outlets), origins)
	p.Facts = c.factsOf(t, len(t.statements()))
	p.Keys = t.keys()
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

// keys are the keywords that most of the story's articles share.
func (t *tale) keys() []link {
	count := map[string]int{}
	for _, a := range t.articles {
		for _, k := range a.Keywords {
			count[k.Text]++
		}
	}
	var keys []link
	for _, k := range byCount(count)[:min(8, len(count))] {
		keys = append(keys, link{k.name, searchFor(k.name)})
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

// listArticles lists all articles with why each is in the story.
func (p *storyPage) listArticles(c clock, t *tale, list []*carrier) {
	of := map[*isnad.Article]*carrier{}
	for _, l := range list {
		for _, a := range l.articles {
			of[a] = l
		}
	}
	for i, a := range t.articles {
		x := storyArticle{link: link{cut(titleOf(a), 120), articleHref(a.ID)}, Outlet: link{of[a].name, of[a].href}, Part: partOf(of[a], a), When: c.date(a.Published)}
		switch {
		case isCopy(a):
			x.Why = c.t("story.why.copy")
		case i == 0:
			x.Why = c.t("story.why.first")
		default:
			x.Why = c.whyHere(a, t)
		}
		p.Articles = append(p.Articles, x)
	}
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

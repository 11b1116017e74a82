package web

import (
	"cmp"
	"context"
	"slices"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
)

// position is what one speaker said of the matter of a thread, story by story: how a position changed.
type position struct {
	Speaker link
	Role    string
	Steps   []positionStep
}

// positionStep is what was said in one story.
type positionStep struct {
	card
	Outlet string
	Story  link
	Here   bool // of the story whose page this is
}

const (
	positionsShown   = 4  // speakers
	positionSteps    = 8  // of one speaker
	positionArticles = 3  // read of each story, copies aside
	positionWords    = 12 // of the thread, by which statements are chosen
)

// positionsOf gives the speakers who are heard in more than one of the stories, those in most first, each with the statement of every
// story that says most of the matter. t is the story of this page, whose articles are read already.
func (s *site) positionsOf(v *visit, thread *isnad.Thread, t *told) ([]position, error) {
	around := storiesAround(thread, t.Story.ID)
	articles := make([][]*isnad.Article, len(around))
	err := each(len(around), func(i int) error {
		if around[i].ID == t.Story.ID {
			articles[i] = t.articles
			return nil
		}
		list, err := s.articlesOf(v.Context(), around[i].ID)
		articles[i] = list
		return err
	})
	if err != nil {
		return nil, err
	}
	matter := matterOf(thread)
	heard := hearings{at: map[string]int{}}
	for i := range around {
		for _, a := range articles[i] {
			for k := range a.Statements {
				heard.add(i, a, &a.Statements[k], weightOf(&a.Statements[k], matter))
			}
		}
	}
	return v.positions(heard.changing(), around, t.Story.ID), nil
}

// articlesOf reads the first articles of a story that have a text of their own.
func (s *site) articlesOf(ctx context.Context, id string) ([]*isnad.Article, error) {
	st, err := s.stories.Story(ctx, id)
	if err != nil {
		return nil, err
	}
	var list []*isnad.Article
	for i := range st.Members {
		if m := &st.Members[i]; (m.Copy == "" || m.Original) && len(list) < positionArticles {
			a, err := s.store.Article(ctx, m.Article)
			if err != nil {
				return nil, err
			}
			list = append(list, a)
		}
	}
	return list, nil
}

// matterOf gives the stems of what a thread is about.
func matterOf(thread *isnad.Thread) map[string]bool {
	out := map[string]bool{}
	for _, k := range thread.Keywords[:min(positionWords, len(thread.Keywords))] {
		for _, t := range arabic.Analyze(k.Text) {
			if !t.Stop {
				out[t.Stem] = true
			}
		}
	}
	return out
}

// weightOf is how much a statement says of the matter: how many of its words it has, and how sure it is.
func weightOf(s *attribution.Statement, matter map[string]bool) float64 {
	n := 0.0
	seen := map[string]bool{}
	for _, t := range arabic.Analyze(s.Content) {
		if matter[t.Stem] && !seen[t.Stem] {
			seen[t.Stem], n = true, n+1
		}
	}
	return n + s.Confidence
}

// hearings are the statements of those who can be told from others, by speaker, one of each story.
type hearings struct {
	at   map[string]int
	list []hearing
}

type hearing struct {
	speaker attribution.Speaker
	best    map[int]said // by the story's place
	weight  map[int]float64
}

func (h *hearings) add(story int, a *isnad.Article, s *attribution.Statement, weight float64) {
	if personHref(s.Speaker) == "" || s.Nested || weight < 1 { // nothing of the matter in it
		return
	}
	i, ok := h.at[s.Speaker.Entity]
	if !ok {
		i = len(h.list)
		h.at[s.Speaker.Entity] = i
		h.list = append(h.list, hearing{speaker: s.Speaker, best: map[int]said{}, weight: map[int]float64{}})
	}
	if x := &h.list[i]; weight > x.weight[story] {
		x.best[story], x.weight[story] = said{Statement: s, Article: a}, weight
	}
}

// changing gives those who are heard in more than one story, those in most first.
func (h *hearings) changing() []hearing {
	list := slices.DeleteFunc(h.list, func(x hearing) bool { return len(x.best) < 2 })
	slices.SortStableFunc(list, func(a, b hearing) int { return cmp.Compare(len(b.best), len(a.best)) })
	return list[:min(positionsShown, len(list))]
}

func (c clock) positions(list []hearing, around []isnad.Story, here string) []position {
	var out []position
	for _, h := range list {
		p := position{Speaker: link{h.speaker.Name, personHref(h.speaker)}, Role: h.speaker.Role}
		for i, st := range around {
			x, ok := h.best[i]
			if !ok || len(p.Steps) == positionSteps {
				continue
			}
			k := c.inList(x.Article, c.cardOf(x.Article, x.Statement, true))
			k.Article, k.Content = markHref(x.Article, x.Statement), cut(k.Content, 240)
			p.Steps = append(p.Steps, positionStep{card: k, Outlet: carrierName(x.Article), Story: link{cut(st.Title, 80), storyHref(st.ID)}, Here: st.ID == here})
		}
		if p.Role == p.Speaker.Text {
			p.Role = ""
		}
		out = append(out, p)
	}
	return out
}
